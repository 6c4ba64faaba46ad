"""Problems print as one line for people and one command for GitHub, whatever text they quote."""

from __future__ import annotations

import re

import pytest

from catalog.documents.problems import (
    Location,
    Problem,
    Remove,
    Rule,
    Severity,
    format_count,
    has_errors,
    quote,
    summarize,
)
from catalog.documents.wording import fill, find_similar
from catalog.utils.text import escape_unprintable

ERROR, WARNING = Rule("toy-error", "Toy."), Rule("toy-warning", "Toy.", Severity.WARNING)
COMMAND = re.compile(r"::(?P<command>error|warning) (?P<properties>[^:]*)::(?P<data>.*)")
HOSTILE = (
    "two\nlines",
    "a\r\n::error ::pwned",
    "a\n::add-mask::secret",
    "::set-output name=x::y",
    "%0A::error ::pwned",
    "%250A 100% %",
    "a,b:c;d=e",
    "file=x,line=1::y",
    "\x1b[31mred\x07",
    "a\u2028::error ::b\x85c",
    "caf\udce9",
)


def parse(line: str) -> tuple[str, dict[str, str], str]:
    """Parse a workflow command as GitHub's runner does."""
    match = COMMAND.fullmatch(line)
    assert match, line
    pairs = dict(pair.split("=", 1) for pair in match["properties"].split(","))
    return match["command"], {key: unescape(value) for key, value in pairs.items()}, unescape(match["data"])


def unescape(text: str) -> str:
    for escape, char in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(escape, char)
    return text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_message_is_one_command(text: str) -> None:
    problem = Problem(Location("data/x.yml", 3, 7), ERROR, f"Found {quote(text)}", f"Not {quote(text)}")
    line = problem.to_annotation()
    assert len(line.splitlines()) == 1
    command, properties, data = parse(line)
    assert (command, properties) == (
        "error",
        {"file": "data/x.yml", "line": "3", "col": "7", "title": "toy-error"},
    )
    assert data == problem.text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_raw_message_is_one_command_too(text: str) -> None:
    assert len(Problem(Location("f"), ERROR, text, text).to_annotation().splitlines()) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_is_one_command(name: str) -> None:
    line = Problem(Location(f"data/{name}.yml"), WARNING, "Stray").to_annotation()
    assert len(line.split("\n")) == 1
    command, properties, data = parse(line)
    assert (command, properties["file"], data) == (
        "warning",
        escape_unprintable(f"data/{name}.yml"),
        "Stray.",
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_line_for_people_is_one_line_and_no_command(text: str) -> None:
    line = str(Problem(Location(f"data/{text}.yml"), ERROR, text, text))
    assert len(line.splitlines()) == 1
    assert not line.startswith("::")
    assert all(char.isprintable() for char in line)


def test_message_and_hint_are_sentences() -> None:
    location = Location("data/x.yml", 3, 7)
    assert (
        str(Problem(location, ERROR, "It is odd", "Fix it"))
        == "data/x.yml:3:7: error[toy-error]: It is odd. Fix it."
    )
    assert str(Problem(location, WARNING, "It is odd")) == "data/x.yml:3:7: warning[toy-warning]: It is odd."
    assert Problem(location, ERROR, "It is odd.", "Or is it?").text == "It is odd. Or is it?"


def test_spaces_in_quoted_text_are_shown() -> None:
    assert "'two  spaces'" in str(Problem(Location("f"), ERROR, f"Found {quote('two  spaces')}"))


def test_problems_sort_by_location() -> None:
    locations = [("b", 1, 1), ("a", 10, 1), ("a", 2, 9), ("a", 2, 1)]
    problems = sorted(Problem(Location(*location), ERROR, "Odd") for location in locations)
    assert [problem.location for problem in problems] == [
        Location(*location) for location in sorted(locations)
    ]


def test_only_errors_count() -> None:
    error, warning = Problem(Location("f"), ERROR, "Odd"), Problem(Location("f"), WARNING, "Odd")
    assert not has_errors([])
    assert not has_errors([warning])
    assert has_errors([warning, error])
    assert summarize([warning, error, error]) == "2 errors, 1 warning"
    assert summarize([]) == "0 errors, 0 warnings"


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (1, "paper", "1 paper"),
        (0, "paper", "0 papers"),
        (1200, "category", "1,200 categories"),
        (7, "day", "7 days"),
    ],
)
def test_format_count(number: int, noun: str, text: str) -> None:
    assert format_count(number, noun) == text


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("jset", "jest"),
        ("JEST", "jest"),
        ("jes", "jest"),
        ("jest-warm-up", "jest-warmup"),
        ("opera", None),
        ("maybe", None),
        ("", None),
    ],
)
def test_find_similar(word: str, nearest: str | None) -> None:
    assert find_similar(word, ["arxiv", "jest-warmup", "jest", "yes"]) == nearest


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a\nb", r"'a\nb'"),
        ("\u202e", r"'\u202e'"),
        ("é王😀", "'é王😀'"),
        ("it's", '"it\'s"'),
        ("\udce9", r"'\udce9'"),
    ],
)
def test_quote(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_quote_cuts_long_text() -> None:
    assert quote("x" * 100) == f"'{'x' * 79}…'"


TOY_RULE = Rule(
    "toy-error",
    "Toy.",
    message="{toy} is broken",
    glue="Glue {toy}",
    throw=("{toy} is gone", "Buy {key: value}"),
)


@pytest.mark.parametrize(
    ("variant", "text"),
    [("glue", "'bear' is broken. Glue 'bear'."), ("throw", "'bear' is gone. Buy {key: value}.")],
)
def test_a_wording_is_filled(variant: str, text: str) -> None:
    fix = Remove()
    problem = TOY_RULE.violation(variant, fix, toy=quote("bear")).at(Location("data/x.yml"), ("toys", 0))
    assert problem.text == text
    assert (problem.rule, problem.path, problem.fix) == (TOY_RULE, ("toys", 0), fix)


def test_a_value_is_never_a_template() -> None:
    assert fill("{first} {second}", {"first": "{second}", "second": r"\1"}) == r"{second} \1"


def test_a_placeholder_needs_a_value() -> None:
    with pytest.raises(KeyError, match="toy"):
        TOY_RULE.violation("glue").at(Location("data/x.yml"))
