"""Filled shells equal the pages that the theme renders in full, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Template

from catalog.html.shell import PageShell, placeholder
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, build, checkout, link_history


def test_every_file_of_the_toy_site_is_the_same_without_shells(toy_site: BuiltSite, tmp_path: Path) -> None:
    rendered = build(checkout(tmp_path, TOY), SOURCE_DATE_EPOCH=EPOCH, SHELLS="false", **FORK)
    assert differing_files(toy_site, rendered) == []


@pytest.mark.gate
def test_every_page_of_the_real_site_is_the_same_without_shells(real_site: BuiltSite, tmp_path: Path) -> None:
    link_history(checkout(tmp_path, ROOT / "data"))
    rendered = build(tmp_path, SHELLS="false")
    assert [file for file in differing_files(real_site, rendered) if file.endswith(".html")] == []


def differing_files(left: BuiltSite, right: BuiltSite) -> list[str]:
    """Return the files that differ or that only one site has."""
    assert len(left.files) > 100, "too few files to compare"
    return sorted(
        file
        for file in left.files | right.files
        if file not in left.files & right.files
        or (left.output / file).read_bytes() != (right.output / file).read_bytes()
    )


THEME = Template("<title>{{ title | striptags | e }}</title><h1>{{ title }}</h1><p>{{ about | e }}</p>")
TEXTS = {"title": "Lips &amp; &lt;Teeth&gt;  &#x27;R&#x27; Us", "about": "'Lips' & <Teeth>"}


def make_shell() -> PageShell:
    return PageShell(THEME.render(title=placeholder("title"), about=placeholder("about")))


def test_a_text_is_escaped_as_the_theme_escapes_it() -> None:
    assert make_shell().fill(TEXTS) == THEME.render(TEXTS)


@pytest.mark.parametrize("name", ["title", "about"])
def test_placeholders_in_texts_are_not_replaced(name: str) -> None:
    forged = TEXTS | {name: f"{placeholder('about')} {placeholder('title')}"}
    assert make_shell().fill(forged) == THEME.render(forged)


def test_unknown_escaping_is_refused() -> None:
    theme = Template("<script>title = {{ title | tojson }}</script>")
    with pytest.raises(ValueError, match=r"in a page's title, which PageShell cannot repeat"):
        PageShell(theme.render(title=placeholder("title")))
