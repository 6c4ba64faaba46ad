"""Properties of `catalog check --fix` for any record: it restores valid records and makes nothing worse."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from catalog.checks import check_catalog
from catalog.checks.fix import FixRun, fix_catalog
from catalog.cli.main import main
from catalog.documents.document import DocumentError, parse_document
from catalog.documents.problems import Move, Problem, Severity
from catalog.writing.draft import dump_plain
from catalog.writing.format import format_text
from tests.helpers import TOY_PAPER, TOY_ROOT, make_checkout, replace_passages
from tests.properties import examples

VALID_TEXT = (TOY_ROOT / TOY_PAPER).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_checkout(tmp_path_factory.mktemp("toy"))


def fix_toy(root: Path, text: str) -> tuple[list[Problem], FixRun]:
    """Write a text as the toy paper, fix it, and return the problems before and the result."""
    (root / TOY_PAPER).write_bytes(text.encode())
    catalog, problems = check_catalog(root)
    run = fix_catalog(root, catalog, problems)
    for file, fixed_text in run.texts.items():
        (root / file).write_bytes(fixed_text.encode())
    return problems, run


def change(old: str, *new: str) -> st.SearchStrategy[Callable[[str], str]]:
    """Return a strategy of functions that replace a passage by one of several."""
    return st.sampled_from(new).map(lambda passage: lambda text: replace_passages(text, {old: passage}))


BREAKAGES: tuple[st.SearchStrategy[Callable[[str], str]], ...] = (
    change("Getting the", "Getting  the", "Getting\n\n  the", "Getting\u00a0the", "Getting\\tthe"),
    change("short:", "Short:", "SHORT:", '"short ":'),
    change('"Fitzmumble, Ella"', '" Fitzmumble, Ella"', "'Fitzmumble,  Ella'"),
    change("venue: jest\n", "venue: JEST\n", "venue: ' Jest '\n", "venue: J. Serious Talk.\n"),
    change("year: 2020\np", 'year: "2020."\np', "year: (2020)\np", "year: [2020]\np"),
    change("2-4", "2–4", "pp. 2 — 4", "2--4", "[2-4]"),
    change("[mumbling]", "mumbling", "[Mumbling]", "[MUMBLING, mumbling]"),
    change("[audio, jazz]", "audio, jazz", "[Audio, jazz, jazz]", '["audio ", Jazz, audio]'),
    change('"2004.01020"', "arXiv:2004.01020v3", "https://arxiv.org/abs/2004.01020", "[2004.01020]"),
    change("https://github.com", "github.com", '" https://github.com', "<https://github.com").map(
        lambda replace: lambda text: _close(replace(text))
    ),
    change("\n  code:", "\n  paper: https://arxiv.org/pdf/2004.01020\n  code:", "\n  Code:"),
    change("2026-01-02", "2026/01/02", "2026-1-2", "20260102", "2026.01.02"),
    change("[napkin]", "napkin", "[The Napkin]", "[napkin, napkin]"),
    change("taken: true", "taken: True", "taken: yes", "taken: [true]"),
    change("\nclaims", "\nstatus:\nclaims", "\ntrack: ''\nclaims", "\nreplaces: ['']\nclaims"),
)


def _close(text: str) -> str:
    """Put the closing sign after a URL with an opening sign before it."""
    for sign, end in ('"', '"'), ("<", ">"):
        text = text.replace(
            f"{sign} https://github.com/toy/lipsyncopation",
            f"{sign} https://github.com/toy/lipsyncopation{end}",
        )
        text = text.replace(
            f"{sign}https://github.com/toy/lipsyncopation",
            f"{sign}https://github.com/toy/lipsyncopation{end}",
        )
    return text


@examples
@given(
    st.sets(st.sampled_from(BREAKAGES), min_size=1, max_size=6), st.data(), st.sampled_from(["\n", "\r\n"])
)
def test_a_valid_record_is_restored(
    root: Path, kinds: set[st.SearchStrategy[Callable[[str], str]]], data: st.DataObject, newline: str
) -> None:
    text = VALID_TEXT
    for kind in sorted(kinds, key=BREAKAGES.index):
        text = data.draw(kind)(text)
    fix_toy(root, text.replace("\n", newline))
    assert (root / TOY_PAPER).read_bytes() == VALID_TEXT.encode()
    assert check_catalog(root)[1] == []


FIELDS = ("title", "short", "note", "venue", "year", "track", "pages", "arxiv", "doi", "status", "added")
LISTS = ("authors", "categories", "tags", "sources", "aliases", "replaces")
WORDS = st.sampled_from(
    (
        *("", " ", "jest", "JEST", " Nowhere ", "arxiv", "2020", "(2020)", "2020?", "pp. 1–2", "1,000"),
        *("audio", "Audio", "audio, jazz", "A, B and C", "Mumbling", "napkin", "The Napkin", "oral", "ORAL"),
        *("2004.01020", "arXiv:2004.01020v2", "10.48550/arXiv.2004.01020", "doi:10.1/x", "true", "yes"),
        *("https://doi.org/10.9999/x", "10.9999/jest.heads.2021", "https://arxiv.org/abs/2004.01020v1"),
        *("<b>", "a &amp; b", "&lt;b&gt;", "{{ x }}", "Cafe\u0301", "a\u200bb", "A title."),
        *("https://a.example/", "a.example/x", "javascript:x", "2026/1/2"),
    )
) | st.text(max_size=6)
CLAIMS = st.fixed_dictionaries({"source": WORDS}, optional={"venue": WORDS, "title": WORDS, "taken": WORDS})
VALUES = WORDS | st.lists(WORDS, max_size=3)
RECORDS = st.fixed_dictionaries(
    {"title": WORDS, "categories": VALUES, "sources": VALUES},
    optional={name: WORDS | st.lists(WORDS, min_size=1, max_size=1) for name in FIELDS[1:]}
    | {name: VALUES for name in LISTS if name not in ("categories", "sources")}
    | {"links": st.dictionaries(st.sampled_from(["paper", "code", "Code", "demo"]), VALUES, max_size=3)}
    | {"claims": st.lists(CLAIMS, max_size=2)}
    | {"Title": WORDS, "mood": VALUES},
)


def unfixable_errors(problems: list[Problem]) -> set[tuple[str, str, object]]:
    """Return the file, rule and field of errors without a fix."""
    return {
        (problem.location.file, problem.rule.id, problem.path[:1])
        for problem in problems
        if problem.rule.severity is Severity.ERROR and not problem.fix
    }


def compose(value: Any) -> Any:
    """Return a value in NFC, which is how the whole file is fixed if any line is not."""
    return json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))


@examples
@given(RECORDS)
def test_nothing_gets_worse(root: Path, record: dict[str, Any]) -> None:
    lines = dump_plain(record).removesuffix("\n").split("\n")  # texts may have other line breaks
    text = "".join(f"{line} # c{at}\n" for at, line in enumerate(lines))
    before, run = fix_toy(root, text)
    left = (root / TOY_PAPER).read_bytes()
    try:
        parse_document(TOY_PAPER, text.encode())
    except DocumentError:
        assert left == text.encode()
    if left == text.encode():  # as files that hide something are
        return
    after = parse_document(TOY_PAPER, left)
    assert unfixable_errors(run.problems) <= unfixable_errors(before)
    reported_keys = {
        problem.path[0] for problem in before if problem.path and problem.location.file == TOY_PAPER
    }
    reported_keys |= {problem.fix.target[0] for problem in before if isinstance(problem.fix, Move)}
    other_keys = record.keys() - reported_keys
    assert {key: after.data.get(key) for key in other_keys} == {
        key: compose(record[key]) for key in other_keys
    }
    assert [at for at in range(len(record)) if f"# c{at}" not in after.text] == []
    assert fix_toy(root, after.text)[1].texts == {}


def test_ambiguous_files_are_not_changed(root: Path) -> None:
    for hidden in ("Clap\u200b", "Clap #1"):
        text = VALID_TEXT.replace("2-4", "2–4").replace('"LipS', "LipS").replace('Four"', "Four")
        text = text.replace("LipSyncopation: Getting the Mouth to Clap", hidden)
        fix_toy(root, text)
        assert (root / TOY_PAPER).read_text("utf-8") == text


def test_a_fix_that_reveals_an_error_in_another_record_is_not_made(root: Path) -> None:
    text = VALID_TEXT.replace("2-4", "2–4") + "doi: [10.9999/jest.heads.2021]\n"
    before, run = fix_toy(root, text)
    assert unfixable_errors(run.problems) <= unfixable_errors(before)
    left = parse_document(TOY_PAPER, (root / TOY_PAPER).read_bytes()).data
    assert (left["pages"], left["doi"]) == ("2-4", ["10.9999/jest.heads.2021"])


def test_fixable_problems_are_announced(root: Path) -> None:
    (root / TOY_PAPER).write_text(
        VALID_TEXT.replace("2-4", "2–4").replace("[audio", "[Audio, polka"), "utf-8"
    )
    result = CliRunner().invoke(main, ["--root", str(root), "check"])
    assert result.stderr.endswith("3 errors, 0 warnings\n`catalog check --fix` can fix 2 of these\n")
    fix_result = CliRunner().invoke(main, ["--root", str(root), "check", "--fix"])
    assert fix_result.stdout.splitlines() == [
        f"{TOY_PAPER}:7:8: fixed[bad-pages]: Expected page numbers, found '2–4'. Write 2-4.",
        f"{TOY_PAPER}:9:8: fixed[unknown-tag]: Unknown tag 'Audio'. Write audio.",
        f"{TOY_PAPER}:9:15: error[unknown-tag]: Unknown tag 'polka'. "
        "Known: audio, jazz, video; add it if it is new.",
    ]
    assert (fix_result.exit_code, fix_result.stderr) == (
        1,
        "2 papers, 1 dataset: 1 error, 0 warnings, 2 fixed\n",
    )


def test_a_file_full_of_mistakes_is_fixed_in_several_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.checks.fix.MAX_LINES_PER_FILE", 10_000)
    (root / TOY_PAPER).write_text(VALID_TEXT + "short: Lips\n" * 200, "utf-8")
    left = []
    for _ in range(2):
        fix_result = CliRunner().invoke(main, ["--root", str(root), "check", "--fix"])
        left.append(fix_result.stdout.count("error[duplicate-key]"))
    assert 200 > left[0] > left[1] > 0


def test_valid_files_become_canonical(root: Path) -> None:
    fix_toy(root, VALID_TEXT.replace("pages: 2-4\n", "").replace("short", "pages: '2-4'\nshort"))
    assert (root / TOY_PAPER).read_text("utf-8") == VALID_TEXT
    assert format_text(VALID_TEXT.encode(), TOY_PAPER) == VALID_TEXT


def test_a_renamed_key_moves_unless_the_new_one_is_there(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    sources = (TOY_ROOT / "data/sources.yml").read_text("utf-8")
    dataset = (TOY_ROOT / "data/datasets/mumble-1k.yml").read_text("utf-8")
    both = replace_passages(dataset, {"sources:": "license: MIT\nlicence: CC0\nsources:"})
    (root / "data/sources.yml").write_text(
        sources.replace("  kind: person", "  licence: CC0\n  kind: person")
    )
    (root / "data/datasets/mumble-1k.yml").write_text(both)
    catalog, problems = check_catalog(root)
    assert fix_catalog(root, catalog, problems).texts == {
        "data/sources.yml": sources.replace("  kind: person\n", "  kind: person\n  license: CC0\n")
    }
