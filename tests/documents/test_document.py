"""Parsing one file: hostile bytes become a problem with a location, and every text stays as written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.checks.rules import RULES
from catalog.documents.document import Document, parse_document
from catalog.documents.parser import DocumentError
from catalog.documents.problems import KeyPath
from catalog.records.schema import Paper
from catalog.records.validate import validate_record
from catalog.utils.text import has_letters
from catalog.writing.format import format_text
from tests.documents.hazards import HAZARDS
from tests.helpers import MINIMAL_PAPER_YAML, ROOT, TOY_PAPER
from tests.properties import examples

MAX_MEMORY = 200_000_000
MAX_SECONDS = 0.5
LIMIT_SECONDS = 60


@cache
def outcomes() -> tuple[dict[str, tuple[str, float]], int]:
    """Return the outcomes of all hazards, from a separate process, and its peak memory in bytes."""
    process = subprocess.run(
        [sys.executable, Path(__file__).with_name("hazards.py")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        preexec_fn=_limit_cpu if os.name == "posix" else None,
        capture_output=True,
        text=True,
        timeout=4 * LIMIT_SECONDS,
        check=False,
    )
    assert process.returncode == 0, f"the parser died:\n{process.stderr}"
    outcomes_by_name, memory = json.loads(process.stdout)
    return outcomes_by_name, memory


def _limit_cpu() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_SECONDS, LIMIT_SECONDS))


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hazard_is_reported_at_its_location(name: str) -> None:
    assert outcomes()[0][name][0] == HAZARDS[name][1]


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hazard_costs_little_time(name: str) -> None:
    assert outcomes()[0][name][1] < MAX_SECONDS


def test_hazards_cost_little_memory() -> None:
    assert outcomes()[1] < MAX_MEMORY


NASTY = (
    *(
        "NO",
        "Yes",
        "on",
        "off",
        "y",
        "true",
        "1.0",
        "2401.10",
        "0805.1",
        "017",
        "0x1F",
        "0012345",
        "12:30:45",
        "1_000",
    ),
    *(
        "2022-01-01",
        "2022-01",
        ".inf",
        ".NaN",
        "1e3",
        "null",
        "~",
        "=",
        "You said that?",
        "a:b",
        "a#b",
        "C++",
        "-a",
    ),
    *(
        "[Re] Foo",
        "Foo: bar",
        "@x",
        "%x",
        "`x`",
        "*x*",
        "&x",
        "!x",
        "a #1",
        "# a",
        "- a",
        "? a",
        "it's",
        'a "b" c',
    ),
    *(
        "{a}",
        "a, b",
        "|",
        ">",
        "---",
        "<<",
        "\\n",
        "王小明",
        "مرحبا",
        "Ærø",
        "😀",
        "x́",
        "3D² → ★",
        "« mot »",
        "x" * 300,
    ),
)


@pytest.mark.parametrize("text", NASTY)
def test_a_text_survives_reading_schema_and_formatting(text: str) -> None:
    quoted = (
        f"title: {json.dumps(text, ensure_ascii=False)}\naliases: ['{text.replace(chr(39), 2 * chr(39))}']\n"
    )
    for content in (quoted.encode(), format_text(quoted.encode(), TOY_PAPER).encode()):
        document = parse_document(TOY_PAPER, content + b"categories: [mumbling]\nsources: [napkin]\n")
        paper, problems = validate_record(Paper, document, "lipsyncopation-2020", document.data)
        if not has_letters(text):
            assert {problem.rule.id for problem in problems} == {"text-letters"}
            continue
        assert problems == []
        assert paper
        assert (paper.title, paper.aliases) == (text, (text,))


@pytest.mark.parametrize("text", NASTY[: NASTY.index("[Re] Foo")])
def test_a_plain_text_needs_no_quotes(text: str) -> None:
    assert parse_document("f", f"title: {text}\naliases: [{text}]\n".encode()).data == {
        "title": text,
        "aliases": [text],
    }


@examples
@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@`#~<\\ \n\t\r\x00\x85\u2028é0"), max_size=40).map(
        str.encode
    )
)
@example(b"? [a]\n: b")
@example(b"a: |2\n")
@example(b"{a, b: }: c")
def test_parsing_is_total(content: bytes) -> None:
    try:
        document = parse_document("f", content)
    except DocumentError as error:
        problems = [error.problem]
    else:
        assert isinstance(document, Document)
        problems = list(document.problems)
    lines = content.decode(errors="replace").splitlines() or [""]
    for problem in problems:
        assert problem.rule.id in RULES
        assert 1 <= problem.location.line <= len(lines) + 1
        assert problem.location.column >= 1


@pytest.mark.parametrize(
    ("path", "key", "position"),
    [
        ((), False, (1, 1)),
        (("title",), False, (1, 8)),
        (("title",), True, (1, 1)),
        (("claims", 1, "year"), False, (5, 11)),
        (("claims", 1, "year"), True, (5, 5)),
        (("claims", 1, "absent"), False, (4, 5)),
        (("absent",), False, (1, 1)),
    ],
)
def test_every_value_has_a_location(path: KeyPath, key: bool, position: tuple[int, int]) -> None:
    text = 'title: "😀"\nclaims:\n  - {source: a}\n  - source: b\n    year: 2020\n'
    location = parse_document("f", text.encode()).location(path, key=key)
    assert (location.line, location.column) == position


def test_all_problems_of_a_line_are_reported() -> None:
    content = b"links: {code: a, code: b, demo: a, demo: b}\n"
    assert [problem.location.column for problem in parse_document("f", content).problems] == [18, 36]


def test_the_toy_paper_is_valid() -> None:
    assert parse_document(TOY_PAPER, MINIMAL_PAPER_YAML.encode()).problems == ()
