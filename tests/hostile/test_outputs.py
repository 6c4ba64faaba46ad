"""Hostile records in files for programs: every file is well-formed and contains the original text.

Without checks; each file is read back by an independent reader, if there is one.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from functools import cache
from urllib.parse import parse_qsl, quote
from xml.etree.ElementTree import fromstring

import pytest
from markdown_it import MarkdownIt

from catalog import Catalog
from catalog.citing.coins import coins_span
from catalog.citing.exports import citation_fragments
from catalog.citing.formats import FORMATS
from catalog.citing.reference import references
from catalog.documents.problems import Location, Problem, Rule
from catalog.html.charts import Bar, render_chart
from catalog.html.dot_plots import render_dot_plot
from catalog.html.jsonld import script_text
from catalog.html.links import ROOT_PLACEHOLDER, inline_code, insert_root, render_link
from catalog.html.renderer import Renderer
from catalog.importing.list_writer import render_lists
from catalog.site.build import render_files
from catalog.utils.urls import is_safe_url, site_path
from catalog.views.api import DEPRECATED_FIELDS, RECORD_TYPES
from catalog.views.cards import Card, Link, web_link
from catalog.views.results import ReportedResults
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.citing.reading import READERS, Reader
from tests.exports.reading import open_database, read_records
from tests.helpers import make_paper
from tests.hostile.build import make_catalog_hostile
from tests.hostile.payloads import PAYLOADS
from tests.html.schema_org import find_violations
from tests.html.test_signposting import RELATIONS
from tests.html_tree import parse_html
from tests.sites import FORK, ROOT, TOY

ADDRESS = "https://toys.example/talk/"
SITE = SiteInfo("Toys", "Talk.", ADDRESS, "https://github.com/toys/talk")
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@cache
def catalog() -> Catalog:
    return make_catalog_hostile(Catalog.load(TOY.parent))


@cache
def contents() -> dict[str, str | bytes]:
    return dict(render_files(Renderer(Views(catalog()), ROOT / "docs/templates", SITE), ROOT))


@cache
def files() -> dict[str, str]:
    """Return the files that are texts."""
    return {path: text for path, text in contents().items() if isinstance(text, str)}


def strings(value: object) -> set[str]:
    """Return every text in JSON, including keys."""
    match value:
        case str():
            return {value}
        case list():
            return set[str]().union(*map(strings, value))
        case dict():
            return set(value).union(*map(strings, value.values()))
    return set()


def test_every_record_of_every_kind_is_hostile() -> None:
    valid, hostile = Catalog.load(TOY.parent), catalog()
    for kind in (field.name for field in fields(Catalog) if field.name not in ("documents", "problems")):
        records = getattr(valid, kind)
        values = list(records.values() if isinstance(records, dict) else records)
        after = getattr(hostile, kind)
        assert not [
            record for record in (after.values() if isinstance(after, dict) else after) if record in values
        ], kind
        assert not values or len(after) >= len(PAYLOADS), kind


def test_no_template_and_no_mark_of_ours_is_filled_in() -> None:
    for path, content in contents().items():
        content = content.encode() if isinstance(content, str) else content
        assert b"7006652" not in content, path
        assert b"PWN42" not in content, path


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.read.__name__)
def test_citations_say_what_was_written(reader: Reader) -> None:
    (format,) = (format for format in FORMATS if format.id == reader.format)
    read = reader.read(files()[f"data/papers.{format.suffix}"])
    assert len(read) == len(PAYLOADS)
    for paper in catalog().papers:
        reference = references(catalog(), paper)[0]
        actual, expected = read[paper.id], reader.expected(reference, paper)
        if reader.format == "bib" and reference.is_preprint:  # BibTeX has a field for it
            expected = expected._replace(container="arXiv")
        if reader.format == "bib":  # verbatim in TeX, so percent-encoded
            expected = expected._replace(doi=re.sub(r"[{}\\]", lambda match: quote(match[0]), expected.doi))
        if reader.format == "csv":  # joined by a character that names can contain
            actual, expected = (
                citation._replace(authors=("; ".join(map(str, citation.authors)),))
                for citation in (actual, expected)
            )
        assert actual == expected
        assert not actual.url or is_safe_url(actual.url)


def test_json_holds_every_text_as_it_is() -> None:
    for path in (path for path in files() if path.endswith(".json")):
        json.loads(files()[path])
    for kind in ("papers", "datasets", "metrics", "venues", "categories", "tags", "sources"):
        texts = strings(json.loads(files()[f"api/v1/{kind}.json"]))
        assert not [text for text in PAYLOADS if text not in texts], kind


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_the_database_holds_every_text_as_it_is(name: str) -> None:
    former = DEPRECATED_FIELDS.get(RECORD_TYPES[name], {})
    content = contents()["catalog.sqlite"]
    assert isinstance(content, bytes)
    with open_database(content) as connection:
        records = read_records(connection, name)
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
    for record in json.loads(files()[f"api/v1/{name}.json"]):
        assert records[record["id"]] == {key: record[key] for key in record if key not in former}


def test_every_xml_file_is_well_formed() -> None:
    paths = [path for path in files() if path.endswith((".xml", ".opml"))]
    assert len(paths) > 2 * len(PAYLOADS)
    for path in paths:
        assert b"<!ENTITY" not in files()[path].encode()
        fromstring(files()[path])


@pytest.mark.parametrize("format", ["md", "txt"])
def test_prose_is_one_line_for_each_paper(format: str) -> None:
    (export_format,) = (export_format for export_format in FORMATS if export_format.id == format)
    for paper in catalog().papers:
        text = export_format.join([citation_fragments(catalog(), paper)[format]])
        assert len(text.splitlines()) == 1, text
        if format == "md":
            assert_only_links(text)


def assert_only_links(text: str) -> None:
    """Check that Markdown renders a text as a list of links and nothing else."""
    for token in MARKDOWN.parse(text):
        for part in (token, *(token.children or ())):
            assert part.type not in ("html_inline", "html_block", "image", "fence", "table_open"), text
            assert part.type != "link_open" or is_safe_url(str(part.attrGet("href")).replace("#", "")), text


def test_the_list_for_readers_on_github_is_a_list() -> None:
    for text in render_lists(catalog(), FORK["SITE_URL"]).values():
        body = "\n".join(line for line in text.splitlines() if "awesome.re/badge" not in line)
        body = body.replace(".<br>\n  ", ".\n  ")  # the only tag is ours, before summaries
        assert body
        assert_only_links(body.replace("](#", "](https://toys.example/"))


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_problem_is_one_line_that_no_terminal_and_no_runner_obeys(text: str) -> None:
    problem = Problem(Location(f"data/{text}.yml"), Rule("toy", "Toy."), text, text)
    assert str(problem).isprintable()
    assert not str(problem).startswith(("::", "##["))
    assert not re.search(
        "[\r\n]", problem.to_annotation()
    )  # file names are not escaped, so that GitHub finds them
    assert problem.to_annotation().startswith("::error file=data/")


def test_pages_and_their_heads_hold_texts_as_text() -> None:
    renderer = Renderer(Views(catalog()), ROOT / "docs/templates", SITE)
    for page in renderer.views.pages():
        if page.href.startswith(("papers/", "datasets/")):
            content, head = renderer.render_page(page), renderer.page_texts(page)["head"]
            tree = parse_html(content.html + head)
            scripts = [script for script in tree.select("script") if script["type"] != "application/ld+json"]
            assert not scripts + tree.select("iframe") + tree.select("img") + tree.select("style"), page.href
            assert not [tag for tag in tree.elements if {"onclick", "onerror", "onload"} & {*tag.attributes}]
            urls = [link["href"] for link in (*tree.select("a"), *tree.select("link"))]
            urls = [url for url in urls if ":" in url or url.startswith("//")]
            assert not [url for url in urls if not is_safe_url(url)], page.href
            assert {link["rel"] for link in tree.select("link")} <= {"alternate", *RELATIONS}, page.href
            (data,) = (script for script in tree.select("script") if script not in scripts)
            assert not list(find_violations(json.loads(data.raw_text))), page.href


@pytest.mark.parametrize(
    "text", [*PAYLOADS, str(ROOT_PLACEHOLDER), f'{ROOT_PLACEHOLDER}" onclick="{ROOT_PLACEHOLDER}']
)
@pytest.mark.every(4)
def test_a_card_says_what_its_record_says_wherever_it_stands(text: str) -> None:
    renderer = Renderer(Views(catalog()), ROOT / "docs/templates")
    card = Card(
        record=make_paper(track=text),
        title=Link(text, "papers/"),
        short="",
        authors=(),
        venue=Link(text, "venues/", title=text),
        year=Link("2020", "years/"),
        tags=(),
        links=(),
    )
    for base in ("", "../", "../../"):
        html = parse_html(insert_root(renderer.fragments.render("card", card), base))
        title = html.select_one("h3").select_one("a")
        assert (title.raw_text, title["href"]) == (text, f"{base}papers/")
        assert html.select_one("span.card__track").raw_text == text
        assert [link["href"] for link in html.select_one("p.card__publication").select("a")] == [
            f"{base}venues/",
            f"{base}years/",
        ]


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_link_is_its_name_and_leads_where_it_may(text: str) -> None:
    (element,) = parse_html(render_link(web_link(text, text))).elements
    assert (element.tag, element.raw_text) == (("a", text) if is_safe_url(text) else ("span", text))
    internal_link = Link(text, "tags/x/", title=text)
    (element,) = parse_html(insert_root(render_link(internal_link, text), "../")).elements
    assert element.raw_text == text
    assert element.attributes == {"href": "../tags/x/", "class": text, "title": text}


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_chart_says_what_it_is_of_and_leads_where_it_should(text: str) -> None:
    chart = parse_html(
        render_chart([Bar(2020, 2, f"tags/{text}/"), Bar(2021, 0, None), Bar(2022, 1, "#y2022")], text, 2022)
    )
    assert chart.select_one("svg")["aria-label"] == chart.select_one("title").raw_text == text
    assert [bar.attributes for bar in chart.select("a")] == [
        {"href": f"{ROOT_PLACEHOLDER}tags/{text}/", "aria-label": "2020: 2 papers"},
        {"href": "#y2022", "aria-label": "2022: 1 paper", "aria-current": "page"},
    ]


@pytest.mark.parametrize("text", PAYLOADS)
@pytest.mark.every(4)
def test_a_dot_plot_says_what_it_is_of_and_who_reports(text: str) -> None:
    case = ReportedResults(Catalog.load(TOY.parent)).disagreements[0]
    scores = tuple((score, replace(table, reporter=Link(text))) for score, table in case.scores)
    plot = parse_html(render_dot_plot(replace(case, variant=text, scores=scores)))
    assert f"({text})" in plot.select_one("svg")["aria-label"]
    assert f"({text})" in plot.select_one("summary").raw_text
    assert [title.raw_text for title in plot.select("title")] == [
        f"{text}: {score:f}" for score, _ in case.scores
    ]


def test_a_chart_needs_two_years_and_three_papers() -> None:
    assert (
        render_chart([Bar(2020, 9, "#")], "One year")
        == render_chart([Bar(2020, 1, "#"), Bar(2021, 1, "#")], "Two")
        == ""
    )


def test_data_in_a_page_cannot_end_its_script() -> None:
    for text in PAYLOADS:
        assert not re.search("[<>&\u2028\u2029]", script_text({"name": text}))
        assert json.loads(script_text({"name": text}))["name"] == text


def test_what_reference_managers_read_of_a_list_keeps_texts_apart() -> None:
    for paper in catalog().papers:
        reference = references(catalog(), paper)[0]
        (span,) = parse_html(coins_span(reference)).elements
        values = parse_qsl(span["title"])
        (title,) = (value for key, value in values if key in ("rft.title", "rft.atitle"))
        assert span.attributes.keys() == {"class", "title", "hidden"}
        assert title.split() == reference.title.split()


def test_no_id_leads_out_of_the_site() -> None:
    for path in ("papers/wav2lip-2020/", "404.html", "arxiv/2008.10010/"):
        assert site_path(path) == path
    for path in ("", "/etc/passwd", "../x", "papers/../../x/", "a//b", "papers/.x/", "c:\\x", "a\0b", "a b/"):
        with pytest.raises(ValueError, match="not a path on this site"):
            site_path(path)


def test_words_in_back_ticks_are_code_and_nothing_else() -> None:
    assert inline_code("a `<b>` <i>") == "a <code>&lt;b&gt;</code> &lt;i&gt;"
