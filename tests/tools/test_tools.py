"""The tools of assistants: records by identifiers, and answers as from the command, the API and the site."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from catalog import Catalog
from catalog.cli.main import main
from catalog.cli.search import EXPORTS
from catalog.facets.questions import question_ids
from catalog.search.engine import SearchEngine
from catalog.tools.records import RequestError
from catalog.tools.tools import MAX_COMPARED, CitationFormat, Tools
from catalog.views.api import RECORD_TYPES, api_records
from tests.helpers import ROOT
from tests.properties import examples
from tests.sites import TOY

CATALOG = Catalog.load(TOY.parent)
TOOLS = Tools(SearchEngine(CATALOG))
LOUDER = "same-but-louder-2023"
PIECES = (
    "https://",
    "https://github.com/",
    "arXiv:",
    "10.5555/",
    "https://arxiv.org/abs/2008.99001",
    "papers/",
)


def found(identifier: str) -> list[tuple[str, str]]:
    """Return the lists and IDs of the records that an identifier names."""
    return [(item["list"], item["record"]["id"]) for item in TOOLS.get(identifier)["records"]]


@pytest.mark.parametrize(
    ("identifier", "records"),
    [
        ("meow2lip-2020", [("papers", "meow2lip-2020")]),
        (" Meow2Lip-2020\n", [("papers", "meow2lip-2020")]),
        ("2008.99001", [("papers", "meow2lip-2020")]),
        ("arXiv:2008.99001v3", [("papers", "meow2lip-2020")]),
        ("10.5555/toys.2020.1", [("papers", "meow2lip-2020")]),
        ("https://doi.org/10.5555/TOYS.2020.1", [("papers", "meow2lip-2020")]),
        ("https://toys.example/meow.pdf", [("papers", "meow2lip-2020")]),
        ("same-2021", [("papers", LOUDER)]),
        ("https://github.com/toys/louder", [("repositories", "toys--louder"), ("papers", LOUDER)]),
        ("toys--louder", [("repositories", "toys--louder")]),
        ("squeak-2020", [("datasets", "squeak-2020")]),
        ("talking-stone-2019", [("gone", "talking-stone-2019")]),
        ("audio", [("tags", "audio")]),
    ],
)
def test_an_identifier_names_records(identifier: str, records: list[tuple[str, str]]) -> None:
    assert found(identifier) == records


def test_records_are_those_of_the_api() -> None:
    for name in RECORD_TYPES:
        for record in api_records(TOOLS.views, name):
            assert {"list": name, "record": record} in TOOLS.get(record["id"])["records"]


@pytest.mark.parametrize(
    ("identifier", "sentence"),
    [
        (
            "meow2lip-2021",
            "No record of the catalog has the identifier 'meow2lip-2021'. Did you mean meow2lip",
        ),
        ("2101.99999", "identifier '2101.99999'. "),
        ("10.5555/nothing", "the tool search finds papers by words"),
        ("", "identifier ''"),
        ("x" * 5000, f"identifier '{'x' * 100}'. Give"),
        ("\x1b[31m\ud800", r"identifier '\x1b[31m\ud800'. Give"),
    ],
)
def test_an_unknown_identifier_is_an_error_that_says_what_to_do(identifier: str, sentence: str) -> None:
    with pytest.raises(RequestError) as error:
        TOOLS.get(identifier)
    assert sentence in str(error.value)


@given(st.text() | st.sampled_from(PIECES).flatmap(lambda piece: st.text().map(f"{piece}{{}}".format)))
@examples
def test_any_text_is_an_identifier(text: str) -> None:
    try:
        message = ""
        assert TOOLS.get(text)["records"]
    except RequestError as error:
        message = str(error)
    assert message.isprintable()


@pytest.mark.parametrize("identifier", ["squeak-2020", "talking-stone-2019", "audio"])
def test_only_papers_are_cited(identifier: str) -> None:
    with pytest.raises(RequestError, match=f"No paper of the catalog has the identifier '{identifier}'"):
        TOOLS.cite([identifier])


def test_a_link_of_several_papers_is_an_error_that_names_them() -> None:
    first, second = CATALOG.paper["meow2lip-2020"], CATALOG.paper[LOUDER]
    papers = (replace_links(first, second.links), second)
    tools = Tools(SearchEngine(replace(CATALOG, papers=papers)))
    with pytest.raises(RequestError, match=f"several papers. Choose one: meow2lip-2020, {LOUDER}"):
        tools.cite(["https://github.com/toys/louder"])


def replace_links(paper: Any, links: Any) -> Any:
    return paper.model_copy(update={"links": links})


def run_search(*words: str) -> str:
    return CliRunner().invoke(main, ["--root", str(TOY.parent), "search", *words]).stdout


@pytest.mark.parametrize("query", ["", "wihsker toycon", "since 2021", "2008.99001", "zzzzzz"])
def test_search_is_that_of_the_command(query: str) -> None:
    answer = TOOLS.search(query, limit=3)
    assert [paper["id"] for paper in answer["papers"]] == run_search(query, "--format", "ids").split()[:3]
    result = TOOLS.engine.search(query)
    assert (answer["total"], answer["filters"], answer["notices"]) == (
        len(result.papers),
        list(result.labels),
        list(result.notices),
    )
    assert answer["papers"] or answer["notices"]


def test_a_paper_in_a_list_has_fields_of_its_record() -> None:
    paper = TOOLS.search("meow2lip")["papers"][0]
    record = TOOLS.get("meow2lip-2020")["records"][0]["record"]
    assert paper.items() <= record.items()
    assert record.keys() - paper.keys() == {"aliases", "pages", "categories", "datasets", "note"} | {
        *("added", "sources", "claims")
    }


@pytest.mark.parametrize("name", EXPORTS)
def test_citations_are_those_of_the_command(name: Any) -> None:
    text = TOOLS.cite([paper.id for paper in CATALOG.papers], name)["text"]
    assert text == run_search("", "--format", name)


def test_citations_are_in_the_order_asked_for_each_once() -> None:
    answer = TOOLS.cite(["quoted-2021", "2008.99001", "meow2lip-2020"], "text")
    assert answer["ids"] == ["quoted-2021", "meow2lip-2020"]
    assert [line.split(". ")[0] for line in answer["text"].splitlines()] == [
        "Ågot Østergård-Łukasz and Ann Alder",
        "Ågot Østergård-Łukasz, Kasper Cheese, Văn Đức Nguyễn and 王小明",
    ]


def test_formats_are_those_of_the_command() -> None:
    assert set(get_args(CitationFormat)) == {*EXPORTS, "text"}


def test_a_comparison_has_the_limit_of_the_site() -> None:
    script = (ROOT / "docs/assets/compare/page.js").read_text("utf-8")
    assert f"const MAX_PAPERS = {MAX_COMPARED};" in script


def test_questions_have_the_papers_of_their_pages() -> None:
    for question in TOOLS.list_questions()["questions"]:
        answer = TOOLS.answer(question["id"])
        papers = [paper.id for paper in CATALOG.papers if question["id"] in question_ids(CATALOG, paper)]
        assert [paper["id"] for paper in answer["papers"]] == papers
        assert question["papers"] == answer["total"] == len(papers)
        assert answer["question"] == question
    assert TOOLS.answer("loud")["total"] == 1
    assert TOOLS.answer("silent")["papers"] == []


def test_an_unknown_question_is_an_error() -> None:
    with pytest.raises(RequestError, match=r"'loudd'\. Did you mean loud\? The tool list_questions"):
        TOOLS.answer("loudd")


def test_answers_are_json() -> None:
    ids = [paper.id for paper in CATALOG.papers][:MAX_COMPARED]
    for answer in (TOOLS.search(""), TOOLS.compare(ids), TOOLS.list_questions(), TOOLS.answer("loud")):
        assert json.dumps(answer, allow_nan=False)
