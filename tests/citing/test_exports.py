"""Export files: long lists in each format, and the shards for the browser, from the same fragments."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from io import StringIO
from typing import Any

import pytest

from catalog import Catalog
from catalog.citing.exports import citation_fragments, export_papers, fnv1a, render_exports
from catalog.citing.formats import CATALOG_FORMATS, FORMATS, LIST_FORMATS
from catalog.citing.reference import references
from catalog.facets import facet
from catalog.views.views import Views
from tests.citing.golden import GOLDEN, golden
from tests.citing.golden import ROOT as TOY
from tests.helpers import ROOT
from tests.html_tree import listed_papers
from tests.sites import BuiltSite

both_catalogs = pytest.mark.parametrize(
    "root", [pytest.param(TOY, id="toy"), pytest.param(ROOT, marks=pytest.mark.gate, id="real")]
)


@cache
def views(root: Any) -> Views:
    return Views(Catalog.load(root))


@cache
def files(root: Any) -> dict[str, str]:
    pairs = list(render_exports(views(root)))
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def shards(root: Any) -> dict[str, dict[str, str]]:
    """Return the fragments of each paper, found as the browser finds them."""
    manifest = json.loads(files(root)["cite/formats.json"])
    assert manifest["format"] == 1
    number = manifest["shards"]
    assert number == max(1, -(-len(views(root).catalog.papers) // 16))
    return {
        paper.id: json.loads(files(root)[f"cite/{fnv1a(paper.id) % number}.json"])[paper.id]
        for paper in views(root).catalog.papers
    }


@pytest.mark.parametrize(("name", "text"), list(golden()), ids=[format.suffix for format in FORMATS])
def test_golden_files(name: str, text: str) -> None:
    expected = (GOLDEN / name).read_text(encoding="utf-8")
    assert (leading_columns(text, expected) if name.endswith(".csv") else text) == expected


def leading_columns(table: str, pattern: str) -> str:
    """Return the columns of a table that another one has, too: new ones follow them."""
    count = len(next(csv.reader(StringIO(pattern, newline=""))))
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows(row[:count] for row in csv.reader(StringIO(table, newline="")))
    return buffer.getvalue()


def test_a_golden_table_pins_its_columns_only() -> None:
    assert leading_columns('a,b,c\n1,"2,""",3\n', "a,b\n") == 'a,b\n1,"2,"""\n'
    assert leading_columns("a,b\n1,2\n", "b\n") == "a\n1\n"


@both_catalogs
def test_the_shards_have_every_list_in_every_format(root: Any) -> None:
    fragments = shards(root)
    lists = list(views(root).lists)
    assert len(lists) > 15
    for value in lists:
        for format in CATALOG_FORMATS:
            joined = format.between.join(fragments[paper.id][format.id] for paper in value.papers)
            expected = export_papers(views(root).catalog, value.papers, format)
            assert format.head + joined + format.foot == expected
        assert len({paper.id for paper in value.papers}) == value.size > 0


@both_catalogs
def test_long_lists_have_files_and_the_whole_catalog_in_every_format(
    root: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if root == TOY:
        monkeypatch.setattr(facet, "MIN_EXPORTED", 4)
    made = dict(render_exports(views(root)))
    long = {value.href: value.papers for value in views(root).lists if value.has_exports}
    assert 3 < len(long) < len(list(views(root).lists)) / 2
    expected = set()
    for folder, papers in {"data/": views(root).catalog.papers, **long}.items():
        for format in CATALOG_FORMATS if folder == "data/" else LIST_FORMATS:
            path = f"{folder}papers.{format.suffix}"
            expected.add(path)
            assert made[path] == export_papers(views(root).catalog, papers, format)
    assert {path for path in made if not path.startswith("cite/")} == expected


@both_catalogs
def test_the_browser_can_cut_lists_from_the_whole_catalog(root: Any) -> None:
    """Each paper is on a line that begins with its ID, in the same order as in each list."""
    papers = views(root).catalog.papers
    for format in CATALOG_FORMATS:
        if format.files == "catalog":
            text = files(root)[f"data/papers.{format.suffix}"]
            lines = text.removeprefix(format.head).removesuffix(format.foot).split(format.between)
            ids = [re.match(r'(?:\{"id":")?([a-z\d-]+)[",]', line) for line in lines]
            assert [id and id[1] for id in ids] == [paper.id for paper in papers]
    order = {paper.id: at for at, paper in enumerate(papers)}
    for value in views(root).lists:
        assert sorted(value.papers, key=lambda paper: order[paper.id]) == list(value.papers)


@both_catalogs
def test_each_paper_is_in_one_shard_with_every_format(root: Any) -> None:
    fragments = shards(root)
    shard_paths = [path for path in files(root) if path.startswith("cite/") and path != "cite/formats.json"]
    assert sum(len(json.loads(files(root)[path])) for path in shard_paths) == len(fragments)
    for paper in views(root).catalog.papers:
        published = references(views(root).catalog, paper)
        assert fragments[paper.id] == citation_fragments(views(root).catalog, paper)
        names = {format.id for format in FORMATS} | ({"preprint"} if len(published) == 2 else set())
        assert fragments[paper.id].keys() == names
        if len(published) == 2:
            assert f"{{{paper.id}-preprint," in fragments[paper.id]["preprint"]


def test_the_browser_gets_a_description_of_all_formats() -> None:
    rows = json.loads(files(TOY)["cite/formats.json"])["formats"]
    assert [(row["id"], row["suffix"]) for row in rows] == [(format.id, format.suffix) for format in FORMATS]
    for row, format in zip(rows, FORMATS, strict=True):
        assert (row["name"], row["type"]) == (format.name, format.media_type)
        assert (row["head"], row["between"], row["foot"]) == (format.head, format.between, format.foot)


@pytest.mark.parametrize(
    ("id", "number"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)]
)  # vectors of http://www.isthe.com/chongo/src/fnv/test_fnv.c
def test_the_hash_is_fnv(id: str, number: int) -> None:
    assert fnv1a(id) == number


def test_every_list_offers_its_files_or_those_of_the_catalog(
    toy_site: BuiltSite, short_site: BuiltSite
) -> None:
    """The browser makes the files of short lists; without JavaScript, the text says what the links are."""
    with_files = 0
    for site in (toy_site, short_site):
        for value in Views(Catalog.load(site.root)).lists:
            page = site.pages[value.href]
            links = [a["href"] for a in page.select_one("p.facts").select("a") if "/papers." in a["href"]]
            has_files = f"{value.href}papers.bib" in site.files
            folder = value.href if has_files else "data/"
            folders = {format: folder if format in LIST_FORMATS else "data/" for format in CATALOG_FORMATS}
            assert links == [f"../../{folders[each]}papers.{each.suffix}" for each in folders], value.href
            spans = page.select_one("p.facts").select("span")
            (marked,) = (span for span in spans if "data-export" in span.attributes)
            assert marked.text.split(":")[0] == (
                "and of the whole catalog" if has_files else "Export of the whole catalog"
            )
            assert marked["data-export"] == (f"../../{folder}papers.json" if has_files else "")
            papers = [paper.select("a")[0]["href"].split("/")[-2] for paper in listed_papers(page)]
            assert has_files or papers == [paper.id for paper in value.papers]
            with_files += has_files
    assert with_files >= 5
