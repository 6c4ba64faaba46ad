"""`catalog merge`: what becomes of facts (facts.yml), and which files are refused (bad_facts.yml)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from catalog.cli.main import main
from catalog.documents.document import parse_document
from catalog.importing.fact_file import FactFile, read_fact_file
from catalog.importing.fact_merge import merge_facts
from catalog.records.catalog import Catalog
from tests.helpers import TOY_PAPER, TOY_ROOT, load_yaml, make_checkout
from tests.properties import examples

FOLDER = Path(__file__).parent
CASES: dict[str, Any] = load_yaml((FOLDER / "facts.yml").read_text("utf-8"))
BAD_FILES: dict[str, Any] = load_yaml((FOLDER / "bad_facts.yml").read_text("utf-8"))
CATALOG = Catalog.load(TOY_ROOT)
PREPRINT = {"venue: jest\nyear: 2020\npages: 2-4\n": "venue: arxiv\nyear: 2020\n"}
"""Edit that makes the toy paper a preprint without taken claims."""
NO_CLAIMS = {
    "claims:\n  - {source: napkin, venue: jest, year: 2020, taken: true}\n"
    "  - {source: rumor, venue: arxiv, year: 2019}\n": ""
}


def merge(root: Path, *facts: dict[str, Any], arguments: tuple[str, ...] = ()) -> Result:
    """Run the command on a file with some facts."""
    path = root.parent / "facts.json"
    path.write_text(json.dumps({"facts": facts}), encoding="utf-8")
    return CliRunner().invoke(
        main, ["--root", str(root), "merge", *arguments, str(path)], catch_exceptions=False
    )


def snapshot(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.yml")}


def toy(folder: Path, case: dict[str, Any]) -> Path:
    edits = (PREPRINT | NO_CLAIMS if case.get("preprint") else {}) | case.get("edit", {})
    return make_checkout(folder / "toy", {TOY_PAPER: {"edit": edits}} | case.get("files", {}))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_becomes_of_facts(case: dict[str, Any], tmp_path: Path) -> None:
    root = toy(tmp_path, case)
    before = snapshot(root)
    result = merge(root, *case["facts"])
    assert [line.partition(": ")[2] for line in result.stdout.splitlines()[:-1]] == case["outcomes"]
    after = snapshot(root)
    changed = {name: text for name, text in after.items() if text != before.get(name)}
    assert changed.keys() == case.get("changed", {}).keys()
    for name, passages in case.get("changed", {}).items():
        for passage in passages:
            assert passage in changed[name]
    assert merge(root, *case["facts"]).exit_code == 0
    assert snapshot(root) == after


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    case = CASES["an author's word takes a venue"]
    root = toy(tmp_path, case)
    before = snapshot(root)
    result = merge(root, *case["facts"], arguments=("--dry-run",))
    assert "1 record would change" in result.stdout
    assert snapshot(root) == before


def problems_of(case: dict[str, Any]) -> list[str]:
    text = case["text"] if "text" in case else json.dumps({"facts": case["facts"]}, indent=1)
    return [str(problem) for problem in sorted(read_fact_file("facts.json", text.encode(), CATALOG).problems)]


@pytest.mark.parametrize("case", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_in_place(case: dict[str, Any]) -> None:
    assert problems_of(case) == case["problems"]
    assert case["problems"]
    assert all(": error[" in problem or ": warning[" in problem for problem in case["problems"])


def test_there_are_a_hundred_bad_files() -> None:
    assert len(BAD_FILES) >= 100


def test_nothing_is_written_if_one_fact_is_bad(tmp_path: Path) -> None:
    root = toy(tmp_path, {})
    before = snapshot(root)
    good = {
        "record": "lipsyncopation-2020",
        "source": "rumor",
        "kind": "authors",
        "values": {"aliases": ["LS"]},
    }
    result = merge(root, good, good | {"record": "lipsyncopation-2021"})
    assert result.exit_code == 1
    assert "Did you mean 'lipsyncopation-2020'?" in result.stdout
    assert snapshot(root) == before


def test_a_character_beyond_16_bits_may_be_escaped() -> None:
    fact = {
        "record": "lipsyncopation-2020",
        "source": "rumor",
        "kind": "authors",
        "values": {"aliases": ["Grin 😀"]},
    }
    content = json.dumps({"facts": [fact]})
    assert r"\ud83d\ude00" in content
    assert read_fact_file("facts.json", content.encode(), CATALOG).facts[0].values == fact["values"]


VENUES = st.sampled_from(sorted(CATALOG.venues))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "venue": VENUES,
        "year": st.integers(2019, 2022),
        "track": st.sampled_from(["poster", "oral"]),
        "doi": st.sampled_from(["10.9999/a", "10.9999/b"]),
        "submitted": st.sampled_from(["2020-04-01", "2020-04-02"]),
        "authors": st.sampled_from([["Ann Alder"], ["Ann Alder", "Bob Birch"]]),
        "aliases": st.sampled_from([["Clap"], ["Clap", "Two and Four"]]),
        "datasets": st.sampled_from([{"train": ["mumble-1k"]}, {"uses": ["mumble-1k"]}]),
    },
).filter(bool)
FACTS = st.lists(
    st.fixed_dictionaries(
        {
            "record": st.just("lipsyncopation-2020"),
            "source": st.sampled_from(sorted(CATALOG.sources)),
            "kind": st.sampled_from(["proceedings", "authors", "statement", "weak"]),
            "values": VALUES,
        },
        optional={"refused": st.just(True)},
    ),
    max_size=5,
)


def preprint_text(*, has_venue: bool) -> str:
    """Return the toy paper with comments and an unknown key."""
    text = (TOY_ROOT / TOY_PAPER).read_text("utf-8")
    for old, new in ({} if has_venue else PREPRINT | NO_CLAIMS).items():
        assert old in text
        text = text.replace(old, new)
    return text.replace("short:", "# swings\nshort:").replace("sources:", "tempo: brisk # beats\nsources:")


def merge_into(text: str, facts: list[dict[str, Any]]) -> str:
    """Return the text of the toy paper after a merge."""
    document = parse_document(TOY_PAPER, text.encode())
    catalog = Catalog.load(TOY_ROOT, texts={TOY_PAPER: text})
    assert catalog.documents[TOY_PAPER].data == document.data
    file = read_fact_file("facts.json", json.dumps({"facts": facts}).encode(), catalog)
    assert file.problems == []
    drafts = merge_facts(catalog, [file]).drafts
    return drafts[0].to_yaml() if drafts else text


@examples
@given(facts=FACTS, order=st.randoms(use_true_random=False), has_venue=st.booleans())
def test_order_does_not_matter_and_nothing_is_lost(
    facts: list[dict[str, Any]], order: Any, has_venue: bool
) -> None:
    text = preprint_text(has_venue=has_venue)
    merged = merge_into(text, facts)
    shuffled = list(facts)
    order.shuffle(shuffled)
    assert merge_into(text, shuffled) == merged
    assert merge_into(merged, facts) == merged
    assert "# swings\nshort: LipSyncopation" in merged
    assert "tempo: brisk # beats" in merged
    old, new = (load_yaml(version) for version in (text, merged))
    for name, value in old.items():
        if name in ("venue", "year") and not has_venue:
            continue
        if name == "claims":
            assert all(claim.items() <= kept.items() for claim, kept in zip(value, new[name], strict=False))
        elif isinstance(value, list):
            assert new[name][: len(value)] == value
        elif isinstance(value, dict):
            assert value.items() <= new[name].items()
        else:
            assert new[name] == value


def test_equal_facts_may_have_their_values_in_another_order() -> None:
    fact = {"record": "lipsyncopation-2020", "source": "rumor", "kind": "authors", "refused": True}
    values = {"doi": "10.9999/a", "authors": ["Ann Alder"]}
    facts = [fact | {"values": values}, fact | {"values": dict(reversed(values.items()))}]
    text = preprint_text(has_venue=False)
    assert merge_into(text, facts) == merge_into(text, facts[::-1]) != text


def test_files_are_merged_as_one() -> None:
    facts = CASES["two sources take a venue"]["facts"]
    text = preprint_text(has_venue=False)
    catalog = Catalog.load(TOY_ROOT, texts={TOY_PAPER: text})
    files = [
        read_fact_file(name, json.dumps({"facts": [fact]}).encode(), catalog)
        for name, fact in zip("ab", facts, strict=True)
    ]
    assert merge_facts(catalog, files).drafts[0].data["venue"] == "jest"
    assert merge_facts(catalog, [FactFile()]).drafts == ()


def update_problems() -> Iterator[str]:
    """Yield the bad files with the current output, for people to review."""
    for name, case in BAD_FILES.items():
        case["problems"] = problems_of(case)
        yield yaml.safe_dump({name: case}, sort_keys=False, allow_unicode=True, width=1000)


# PYTHONPATH=hooks:. python tests/importing/test_facts.py
if __name__ == "__main__":
    (FOLDER / "bad_facts.yml").write_text("".join(update_problems()), encoding="utf-8")
