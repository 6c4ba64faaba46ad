"""Cached cards and lines are inserted where they were requested."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import DictLoader, Environment
from markupsafe import Markup

from catalog.html.fragments import PLACEHOLDER, FragmentCache
from catalog.records.schema import Paper
from catalog.views.cards import sample_card

TEMPLATES = {"catalog/line.html": "<li>{{ card.record.title }}{{ '!' if loud }}</li>"}


def make_titled_paper(title: str) -> Paper:
    return Paper(id=title.lower(), file="", title=title, categories=("faces",), sources=("hearsay",))


NODDING, BLINKING, SHRUGGING = map(make_titled_paper, ("Nodding", "Blinking", "Shrugging"))


def make_cache() -> FragmentCache:
    """Return a cache whose template escapes nothing."""
    environment = Environment(loader=DictLoader(TEMPLATES), autoescape=False)
    return FragmentCache(environment.get_template, lambda paper: replace(sample_card(), record=paper))


def test_each_list_is_inserted_where_it_was_rendered() -> None:
    cache = make_cache()
    short, long = (
        cache.render_list("line", [BLINKING]),
        cache.render_list("line", [NODDING, BLINKING], loud=True),
    )
    loud = "<li>Nodding!</li><li>Blinking!</li>"
    assert (
        cache.insert(f"<ol>{long}</ol> {short} <ol>{long}</ol>")
        == f"<ol>{loud}</ol> <li>Blinking</li> <ol>{loud}</ol>"
    )


def test_a_page_has_no_fragments_of_the_previous_one() -> None:
    cache = make_cache()
    for paper in (NODDING, BLINKING, NODDING):
        assert cache.insert(cache.render_list("line", [paper])) == f"<li>{paper.title}</li>"


def test_unsafe_fragments_are_in_the_page_at_once() -> None:
    bad = SHRUGGING.model_copy(update={"id": "bad", "title": "<img src=x onerror=alert()>"})
    cache = make_cache()
    for _ in range(2):
        html = cache.render_list("line", [NODDING, bad])
        assert bad.title in html
        assert cache.insert(html) == html
        assert PLACEHOLDER.fullmatch(cache.render_list("line", [NODDING, SHRUGGING]))


def test_no_escaped_text_is_a_placeholder() -> None:
    assert not PLACEHOLDER.search(str(Markup("{}").format("<fragments 0>")))
