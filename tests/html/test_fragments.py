from __future__ import annotations

from dataclasses import replace

from jinja2 import DictLoader, Environment
from markupsafe import Markup

from catalog.html.fragments import PLACEHOLDER, FragmentCache
from catalog.records.schema import Paper
from catalog.views.cards import sample_card

TEMPLATES = {"catalog/line.html": "<li>{{ card.paper.title }}{{ '!' if loud }}</li>"}


def paper(title: str) -> Paper:
    return Paper(id=title.lower(), file="", title=title, categories=("faces",), sources=("hearsay",))


NODDING, BLINKING, SHRUGGING = map(paper, ("Nodding", "Blinking", "Shrugging"))


def pieces() -> FragmentCache:
    """Lines without any escaping, to see what becomes of the worst of them."""
    environment = Environment(loader=DictLoader(TEMPLATES), autoescape=False)
    return FragmentCache(environment.get_template, lambda paper: replace(sample_card(), paper=paper))


def test_each_is_put_where_it_was_asked_for() -> None:
    known = pieces()
    few, all = (
        known.render_list("line", [BLINKING]),
        known.render_list("line", [NODDING, BLINKING], loud=True),
    )
    loud = "<li>Nodding!</li><li>Blinking!</li>"
    assert (
        known.insert(f"<ol>{all}</ol> {few} <ol>{all}</ol>")
        == f"<ol>{loud}</ol> <li>Blinking</li> <ol>{loud}</ol>"
    )


def test_a_page_does_not_know_those_of_the_one_before() -> None:
    known = pieces()
    for paper in (NODDING, BLINKING, NODDING):
        assert known.insert(known.render_list("line", [paper])) == f"<li>{paper.title}</li>"


def test_what_may_do_harm_stands_in_the_page() -> None:
    bad = SHRUGGING.model_copy(update={"id": "bad", "title": "<img src=x onerror=alert()>"})
    known = pieces()
    for _ in range(2):
        found = known.render_list("line", [NODDING, bad])
        assert bad.title in found
        assert known.insert(found) == found
        assert PLACEHOLDER.fullmatch(known.render_list("line", [NODDING, SHRUGGING]))


def test_no_text_is_a_mark() -> None:
    assert not PLACEHOLDER.search(str(Markup("{}").format("<pieces 0>")))
