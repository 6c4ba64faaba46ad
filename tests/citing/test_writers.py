"""Guarantees of single writers, beyond text that can be read back."""

from __future__ import annotations

import csv
import importlib.resources
import json
import re
import warnings
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from catalog import Catalog
from catalog.citing.bibtex import format_bibtex
from catalog.citing.csl import csl_item
from catalog.citing.prose import format_markdown, format_text
from catalog.citing.reference import references
from catalog.citing.ris import format_ris
from catalog.citing.table import COLUMNS, OMITTED_FIELDS, csv_row, neutralize_formula, other_fields
from catalog.records.schema import Links, Paper
from tests.citing.nasty import NASTY, catalog_of
from tests.helpers import ROOT, make_paper


def entry(**fields: Any) -> str:
    needed: dict[str, Any] = {"venue": "toycon", "year": 2020, "authors": ("Ann Alder",)}
    paper = make_paper(**needed | fields)
    return format_bibtex(references(catalog_of(paper), paper)[0])


@pytest.mark.parametrize(
    ("title", "short", "written"),
    [
        ("Talking Faces of the World", None, "Talking Faces of the World"),
        ("Speech-Driven 3D Faces", None, "Speech-Driven {3D} Faces"),
        ("GANs, NeRFs and iPhones", None, "{GANs}, {NeRFs} and {iPhones}"),
        ("Imitator: Faces", "Imitator", "{Imitator}: Faces"),
        ("X-Portrait: Portraits", "X-Portrait", "{X-Portrait}: Portraits"),
        ("D^3-Talker", "D^3-Talker", r"{D{\textasciicircum}3-Talker}"),
        ("A face for faces", "face", "A face for faces"),
        ("Unitalker and Talker", "Talker", "Unitalker and {Talker}"),
    ],
)
def test_capitals_are_kept_where_a_style_would_lower_a_name(
    title: str, short: str | None, written: str
) -> None:
    assert f"title = {{{written}}}," in entry(title=title, short=short)


@pytest.mark.parametrize(
    ("venue", "type", "field"),
    [
        ("toycon", "inproceedings", "booktitle"),
        ("toyconw", "inproceedings", "booktitle"),
        ("jot", "article", "journal"),
        ("series", "incollection", "booktitle"),
    ],
)
def test_each_kind_of_venue_has_its_type(venue: str, type: str, field: str) -> None:
    text = entry(venue=venue)
    assert text.startswith(f"@{type}{{lip-service-2020,\n")
    assert f"\n  {field} = {{" in text


def test_a_preprint_says_where_its_eprint_is() -> None:
    text = entry(venue="arxiv", year=None, arxiv="2001.00001", doi=None)
    assert text.startswith("@misc{lip-service-2020,\n")
    for line in ("eprint = {2001.00001}", "eprinttype = {arxiv}", "archivePrefix = {arXiv}", "year = {2020}"):
        assert f"\n  {line}" in text


def test_braces_balance_as_bibtex_counts_them() -> None:
    for paper in NASTY.papers:
        depth = 0
        for char in format_bibtex(references(NASTY, paper)[0]):
            depth += (char == "{") - (char == "}")
            assert depth >= 0
        assert depth == 0


def test_ris_tags_begin_lines_and_nothing_else_does() -> None:
    for paper in NASTY.papers:
        lines = format_ris(references(NASTY, paper)[0]).split("\n")
        assert lines[0].startswith("TY  - ")
        assert lines[-1] == "ER  - "
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)


def csl_words(file: str) -> set[str]:
    """The words of a file of the CSL schema, as citeproc-py ships it."""
    folder = importlib.resources.files("citeproc") / "data/schema/schemas/styles"
    return set(re.findall(r'"([\w-]+)"', (folder / file).read_text("utf-8")))


@pytest.mark.parametrize(
    "real", [pytest.param(False, id="nasty"), pytest.param(True, marks=pytest.mark.gate, id="real")]
)
def test_csl_items_use_the_words_of_the_schema_and_citeproc_prints_them(real: bool) -> None:
    catalog = Catalog.load(ROOT) if real else NASTY
    items = [csl_item(reference) for paper in catalog.papers for reference in references(catalog, paper)]
    variables, types = csl_words("csl-variables.rnc"), csl_words("csl-types.rnc")
    for item in items:
        assert item["type"] in types
        assert item.keys() - {"id", "type"} <= variables
        assert json.loads(json.dumps(item)) == item
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py does not know every variable that the schema has
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        assert len(bibliography.bibliography()) == len(items)


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("'n", "''n"), ("＝1", "'＝1"), ("a=b", "a=b"), ("", "")],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert neutralize_formula(cell) == written


def test_a_url_that_must_not_be_followed_is_in_no_cell() -> None:
    links = Links.model_construct(code=("javascript:x", "https://code.example/"), project=("x",))
    paper = make_paper(venue="toycon", year=2020, links=links)
    (cells,) = csv.reader([csv_row(references(catalog_of(paper), paper)[0], paper)])
    values = dict(zip(COLUMNS, cells, strict=True))
    assert (values["code"], values["project"]) == ("https://code.example/", "")


def test_a_field_without_a_named_column_gets_one_at_the_end() -> None:
    class MorePaper(Paper):
        topics: tuple[str, ...] = ()

    assert set(COLUMNS) | OMITTED_FIELDS >= Paper.model_fields.keys()
    assert other_fields(MorePaper) == (*other_fields(Paper), "topics")
    paper = MorePaper.model_construct(**dict(make_paper()), topics=("lips", "tongues"))
    (cells,) = csv.reader([csv_row(references(catalog_of(paper), paper)[0], paper)])
    assert cells[len(COLUMNS) :] == ["lips; tongues"]


def one_line(write: object, paper: Paper) -> str:
    return write(references(catalog_of(paper), paper)[0])  # type: ignore[operator, no-any-return]


def test_prose_reads_well() -> None:
    paper = make_paper(
        title="Who Said That?",
        authors=("Ann Alder", "Birch, Bob", "王小明"),
        venue="jot",
        year=2020,
        pages="1-9",
        doi="10.1/a(b)",
        status="withdrawn",
    )
    assert one_line(format_text, paper) == (
        "Ann Alder, Bob Birch and 王小明. Who Said That? "
        'Journal of "Toys" ~ Ünïcode, 2020, pp. 1–9, withdrawn. https://doi.org/10.1/a(b)'
    )
    assert one_line(format_markdown, paper) == (
        "[Who Said That?](https://doi.org/10.1/a%28b%29) Ann Alder, Bob Birch and 王小明. "
        '*Journal of "Toys" \\~ Ünïcode*, 2020, pp. 1–9, withdrawn.'
    )


def test_a_preprint_is_named_by_its_number() -> None:
    paper = make_paper(venue="arxiv", arxiv="2001.00001", authors=("Ann Alder",))
    assert one_line(format_text, paper) == (
        "Ann Alder. Lip Service. arXiv:2001.00001, 2020. https://doi.org/10.48550/arXiv.2001.00001"
    )
