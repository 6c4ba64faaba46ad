"""What holds of `catalog check --fix` for any record: it brings sound ones back, and makes nothing worse."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.checks import check_catalog
from catalog.checks.fix import FixRun, fix_catalog
from catalog.cli.main import main
from catalog.documents.document import DocumentError, parse_document
from catalog.documents.problems import Move, Problem, Severity
from catalog.writing.draft import dump_plain
from catalog.writing.format import format_text
from tests.helpers import TOY_PAPER, TOY_ROOT, make_checkout, replace_passages

SOUND = (TOY_ROOT / TOY_PAPER).read_text(encoding="utf-8")
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_checkout(tmp_path_factory.mktemp("toy"))


def mended(root: Path, text: str) -> tuple[list[Problem], FixRun]:
    """The problems of the toy with a paper like this, and what becomes of it; it is written."""
    (root / TOY_PAPER).write_bytes(text.encode())
    catalog, problems = check_catalog(root)
    mending = fix_catalog(root, catalog, problems)
    for file, better in mending.texts.items():
        (root / file).write_bytes(better.encode())
    return problems, mending


def change(old: str, *new: str) -> st.SearchStrategy[Callable[[str], str]]:
    """A passage written in another way."""
    return st.sampled_from(new).map(lambda other: lambda text: replace_passages(text, {old: other}))


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
        lambda one: lambda text: _closed(one(text))
    ),
    change("\n  code:", "\n  paper: https://arxiv.org/pdf/2004.01020\n  code:", "\n  Code:"),
    change("2026-01-02", "2026/01/02", "2026-1-2", "20260102", "2026.01.02"),
    change("[napkin]", "napkin", "[The Napkin]", "[napkin, napkin]"),
    change("taken: true", "taken: True", "taken: yes", "taken: [true]"),
    change("\nclaims", "\nstatus:\nclaims", "\ntrack: ''\nclaims", "\nreplaces: ['']\nclaims"),
)


def _closed(text: str) -> str:
    """The sign that opens before an address also after it."""
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


@slow
@given(
    st.sets(st.sampled_from(BREAKAGES), min_size=1, max_size=6), st.data(), st.sampled_from(["\n", "\r\n"])
)
def test_a_sound_record_comes_back(
    root: Path, kinds: set[st.SearchStrategy[Callable[[str], str]]], data: st.DataObject, newline: str
) -> None:
    text = SOUND
    for kind in sorted(kinds, key=BREAKAGES.index):
        text = data.draw(kind)(text)
    mended(root, text.replace("\n", newline))
    assert (root / TOY_PAPER).read_bytes() == SOUND.encode()
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


def wrong(problems: list[Problem]) -> set[tuple[str, str, object]]:
    """What is wrong where, of the paper's errors."""
    return {
        (one.location.file, one.rule.id, one.path[:1])
        for one in problems
        if one.rule.severity is Severity.ERROR and not one.fix
    }


def composed(value: Any) -> Any:
    """A value in composed letters, as the whole file is once one of its lines is not."""
    return json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))


@slow
@given(RECORDS)
def test_nothing_gets_worse(root: Path, record: dict[str, Any]) -> None:
    text = "".join(f"{line} # c{at}\n" for at, line in enumerate(dump_plain(record).splitlines()))
    before, mending = mended(root, text)
    left = (root / TOY_PAPER).read_bytes()
    try:
        parse_document(TOY_PAPER, text.encode())
    except DocumentError:
        assert left == text.encode()
    if left == text.encode():  # as files that hide something are
        return
    after = parse_document(TOY_PAPER, left)
    assert wrong(mending.problems) <= wrong(before)
    told = {one.path[0] for one in before if one.path and one.location.file == TOY_PAPER}
    told |= {one.fix.target[0] for one in before if isinstance(one.fix, Move)}
    others = record.keys() - told
    assert {key: after.data.get(key) for key in others} == {key: composed(record[key]) for key in others}
    assert [at for at in range(len(record)) if f"# c{at}" not in after.text] == []
    assert mended(root, after.text)[1].texts == {}


def test_files_that_hide_something_are_left_to_people(root: Path) -> None:
    for hidden in ("Clap\u200b", "Clap #1"):
        text = SOUND.replace("2-4", "2–4").replace('"LipS', "LipS").replace('Four"', "Four")
        text = text.replace("LipSyncopation: Getting the Mouth to Clap", hidden)
        mended(root, text)
        assert (root / TOY_PAPER).read_text("utf-8") == text


def test_what_can_be_mended_is_told(root: Path) -> None:
    (root / TOY_PAPER).write_text(SOUND.replace("2-4", "2–4").replace("[audio", "[Audio, polka"), "utf-8")
    told = CliRunner().invoke(main, ["--root", str(root), "check"])
    assert told.stderr.endswith("3 errors, 0 warnings\n2 of these can be mended by `catalog check --fix`\n")
    done = CliRunner().invoke(main, ["--root", str(root), "check", "--fix"])
    assert done.stdout.splitlines() == [
        f"{TOY_PAPER}:7:8: fixed[bad-pages]: Expected page numbers, found '2–4'. Write 2-4.",
        f"{TOY_PAPER}:9:8: fixed[unknown-tag]: Unknown tag 'Audio'. Write audio.",
        f"{TOY_PAPER}:9:15: error[unknown-tag]: Unknown tag 'polka'. "
        "Known: audio, jazz, video; add it if it is new.",
    ]
    assert (done.exit_code, done.stderr) == (1, "2 papers, 1 dataset: 1 error, 0 warnings, 2 mended\n")


def test_a_file_full_of_mistakes_is_mended_in_several_runs(root: Path) -> None:
    (root / TOY_PAPER).write_text(SOUND + "short: Lips\n" * 2000, "utf-8")
    left = []
    for _ in range(2):
        done = CliRunner().invoke(main, ["--root", str(root), "check", "--fix"])
        left.append(done.stdout.count("error[duplicate-key]"))
    assert 2000 > left[0] > left[1] > 0


def test_sound_files_become_canonical(root: Path) -> None:
    mended(root, SOUND.replace("pages: 2-4\n", "").replace("short", "pages: '2-4'\nshort"))
    assert (root / TOY_PAPER).read_text("utf-8") == SOUND
    assert format_text(SOUND.encode(), TOY_PAPER) == SOUND


def test_a_renamed_key_moves_unless_the_new_one_is_there(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    sources = (TOY_ROOT / "data/sources.yml").read_text("utf-8")
    dataset = (TOY_ROOT / "data/datasets/mumble-1k.yml").read_text("utf-8")
    both = replace_passages(dataset, {"sources:": "license: MIT\nlicence: CC0\nsources:"})
    (root / "data/sources.yml").write_text(sources.replace("  kind: person", "  licence: CC0\n  kind: person"))
    (root / "data/datasets/mumble-1k.yml").write_text(both)
    catalog, problems = check_catalog(root)
    assert fix_catalog(root, catalog, problems).texts == {
        "data/sources.yml": sources.replace("  kind: person\n", "  kind: person\n  license: CC0\n")
    }
