"""Independent parsers read every record back from every format unchanged."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from catalog import Catalog
from catalog.citing.exports import export_papers
from catalog.citing.formats import FORMATS
from catalog.citing.reference import references
from catalog.utils.text import find_hidden_character, find_non_nfc
from tests.citing.nasty import NASTY
from tests.citing.reading import READERS, Reader
from tests.helpers import real_catalog

FORMAT = {format.id: format for format in FORMATS}
by_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.read.__name__)


def export(format: str, catalog: Catalog) -> str:
    """Return the file of a whole catalog."""
    return export_papers(catalog, catalog.papers, FORMAT[format])


def check(reader: Reader, catalog: Catalog) -> None:
    references_by_id = reader.read(export(reader.format, catalog))
    assert list(references_by_id) == [paper.id for paper in catalog.papers]
    for paper in catalog.papers:
        assert references_by_id[paper.id] == reader.expected(references(catalog, paper)[0], paper)
        assert references_by_id[paper.id].title == paper.title


def test_there_are_sixty_nasty_records_and_all_are_valid() -> None:
    assert len(NASTY.papers) == 60
    for paper in NASTY.papers:
        for text in (paper.title, *paper.authors):
            assert find_hidden_character(text) is None
            assert find_non_nfc(text) is None
    assert max(len(paper.authors) for paper in NASTY.papers) == 60
    assert max(len(paper.title) for paper in NASTY.papers) > 300


@by_reader
def test_nasty_records_come_back(reader: Reader) -> None:
    check(reader, NASTY)


@pytest.mark.gate
@by_reader
@pytest.mark.data
def test_real_records_come_back(reader: Reader) -> None:
    assert len(real_catalog().papers) > 900
    check(reader, real_catalog())


@pytest.mark.parametrize(
    "catalog",
    [pytest.param(lambda: NASTY, id="nasty"), pytest.param(real_catalog, marks=pytest.mark.gate, id="real")],
)
def test_json_has_the_record(catalog: object) -> None:
    loaded: Catalog = catalog()  # type: ignore[operator]
    records = json.loads(export("json", loaded))
    assert [record["id"] for record in records] == [paper.id for paper in loaded.papers]
    for record, paper in zip(records, loaded.papers, strict=True):
        assert record["title"] == paper.title
        assert record.get("authors", []) == list(paper.authors)
        assert record["href"] == f"papers/{paper.id}/"
        for field in ("venue", "year", "pages", "arxiv", "doi", "status", "short", "track", "note"):
            assert record.get(field) == getattr(paper, field)
        links = [(kind, url) for kind in ("paper", "code") for url in record.get("links", {}).get(kind, ())]
        assert links == [pair for pair in paper.links.kinds_and_urls if pair[0] in ("paper", "code")]


@pytest.mark.parametrize(
    "catalog",
    [pytest.param(lambda: NASTY, id="nasty"), pytest.param(real_catalog, marks=pytest.mark.gate, id="real")],
)
def test_markdown_shows_the_texts_as_they_are(catalog: object) -> None:
    loaded: Catalog = catalog()  # type: ignore[operator]
    tokens = MarkdownIt("commonmark").parse(export("md", loaded))
    assert {token.tag for token in tokens} <= {"ul", "li", "p", ""}
    items = [token.children or [] for token in tokens if token.type == "inline"]
    assert len(items) == len(loaded.papers)
    for children, paper in zip(items, loaded.papers, strict=True):
        reference = references(loaded, paper)[0]
        shown_text = "".join(token.content for token in children)
        names = ", ".join(name.natural for name in reference.authors[:-1])
        assert shown_text.startswith(paper.title)
        assert names in shown_text.replace(" and ", ", ")
        assert [token.attrs["href"] for token in children if token.type == "link_open"] == (
            [reference.link.replace("(", "%28").replace(")", "%29")] if reference.link else []
        )


@pytest.mark.parametrize(
    "catalog",
    [pytest.param(lambda: NASTY, id="nasty"), pytest.param(real_catalog, marks=pytest.mark.gate, id="real")],
)
def test_plain_text_is_a_line_with_the_texts(catalog: object) -> None:
    loaded: Catalog = catalog()  # type: ignore[operator]
    lines = export("txt", loaded).split("\n")
    assert lines.pop() == ""
    for line, paper in zip(lines, loaded.papers, strict=True):
        reference = references(loaded, paper)[0]
        assert paper.title in line
        assert reference.authors[-1:] == () or reference.authors[-1].natural in line
        assert line.endswith(reference.link or ".")
