"""Poured pages are, byte for byte, what the theme makes of each page by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Template

from catalog.html.shell import PageShell, placeholder
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, build, checkout


def test_every_file_of_the_toy_site_is_the_same_without_pouring(toy_site: BuiltSite, tmp_path: Path) -> None:
    whole = build(checkout(tmp_path, TOY), SOURCE_DATE_EPOCH=EPOCH, SHELLS="false", **FORK)
    assert different(toy_site, whole) == []


def test_every_page_of_the_real_site_is_the_same_without_pouring(real_site: BuiltSite, tmp_path: Path) -> None:
    whole = build(checkout(tmp_path, ROOT / "data"), SHELLS="false")
    assert [file for file in different(real_site, whole) if file.endswith(".html")] == []


def different(one: BuiltSite, other: BuiltSite) -> list[str]:
    """The files that are not the same in both."""
    assert len(one.files) > 100, "there is little to compare"
    return sorted(
        file
        for file in one.files | other.files
        if file not in one.files & other.files
        or (one.output / file).read_bytes() != (other.output / file).read_bytes()
    )


THEME = Template("<title>{{ title | striptags | e }}</title><h1>{{ title }}</h1><p>{{ about | e }}</p>")
TEXTS = {"title": "Lips &amp; &lt;Teeth&gt;  &#x27;R&#x27; Us", "about": "'Lips' & <Teeth>"}


def shell() -> PageShell:
    return PageShell(THEME.render(title=placeholder("title"), about=placeholder("about")))


def test_a_text_is_treated_as_the_theme_treats_it_in_each_place() -> None:
    assert shell().fill(TEXTS) == THEME.render(TEXTS)


@pytest.mark.parametrize("name", ["title", "about"])
def test_a_text_that_holds_marks_is_a_text_like_any_other(name: str) -> None:
    forged = TEXTS | {name: f"{placeholder('about')} {placeholder('title')}"}
    assert shell().fill(forged) == THEME.render(forged)


def test_a_place_that_treats_texts_in_another_way_is_refused() -> None:
    theme = Template("<script>title = {{ title | tojson }}</script>")
    with pytest.raises(ValueError, match=r"in a page's title, which PageShell cannot repeat"):
        PageShell(theme.render(title=placeholder("title")))
