"""Changes that take away a venue, authors or a license need a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog.cli.main import main
from catalog.review.review import review_checkout
from tests.review.changes import make_change

HUM = "data/papers/2021/hum-2021.yml"
CODE = "data/repositories/toys--hum.yml"
FULL = (
    "title: Hum\nauthors: [Ada Alto]\nvenue: jest\nyear: 2021\narxiv: '2101.00009'\n"
    "categories: [mumbling]\nlinks:\n  code: https://github.com/toys/hum\nsources: [napkin]\n"
)
CODE_FULL = "url: https://github.com/toys/hum\nread:\n  checked: 2026-11-01\nlicense: no-sale\n"
BEFORE = {HUM: FULL, CODE: CODE_FULL}
LOSSES: dict[str, dict[str, Any]] = {
    "venue": {HUM: FULL.replace("venue: jest\nyear: 2021\n", "")},
    "authors": {HUM: FULL.replace("authors: [Ada Alto]\n", "")},
    "license": {CODE: CODE_FULL.replace("license: no-sale\n", "")},
}
"""Changes by the share that they lower."""
REASONS = (
    "Lowers: {id}, because the claim was about another paper.",
    "A fix.\n\n> - lowers: {id} (the list was wrong)\n",
)
NO_REASONS = ("", "Lowers: {id}", "This lowers: {id}, because", "Lowers: title, because of {id}", "{id}")


def find_errors(root: Path, description: str = "") -> list[str]:
    review = review_checkout(root, "main", description=description)
    return [f"{problem.rule.id} {problem.location.file}" for problem in review.problems]


@pytest.mark.parametrize("id", LOSSES)
@pytest.mark.every(3)
def test_a_record_that_loses_a_value_needs_a_reason(id: str, tmp_path: Path) -> None:
    (file,) = LOSSES[id]
    repository = make_change(tmp_path / "toy", BEFORE, LOSSES[id])
    root = repository.root
    lowered = [f"lower-share {file}"]
    before = [error for error in find_errors(root) if error not in lowered]
    assert find_errors(root) == sorted([*before, *lowered])
    for reason in REASONS:
        assert find_errors(root, reason.format(id=id)) == before
    for text in NO_REASONS:
        assert set(lowered) <= {*find_errors(root, text.format(id=id))}, text
    result = CliRunner().invoke(main, ["--root", str(root), "review", "--since", "main"])
    assert f"`Lowers: {id}, because ...`" in result.stdout
    assert result.exit_code == 1
    repository.git("switch", "--quiet", "--create", "change")
    repository.git("commit", "--quiet", "--all", "-m", REASONS[0].format(id=id))
    assert find_errors(root) == before


def test_a_link_that_dies_needs_a_reason(tmp_path: Path) -> None:
    dead = "https://github.com/toys/hum:\n  state: dead\n  since: 2026-11-01\n"
    before = {"data/links.yml": dead.replace("dead", "blocked")}
    root = make_change(tmp_path / "toy", {**BEFORE, **before}, {"data/links.yml": dead}).root
    assert find_errors(root) == ["lower-share data/links.yml"]
    assert find_errors(root, REASONS[0].format(id="links")) == []


def test_new_records_and_removed_ones_lower_nothing(tmp_path: Path) -> None:
    """A preprint that was found today has no venue yet."""
    preprint = "title: Whistle\narxiv: '2101.00010'\ncategories: [mumbling]\nsources: [napkin]\n"
    change = {"data/papers/2021/whistle-2021.yml": preprint, HUM: None, CODE: None}
    root = make_change(tmp_path / "toy", BEFORE, change).root
    assert [error for error in find_errors(root) if error.startswith("lower-share")] == []


def test_a_loss_is_not_made_up_for(tmp_path: Path) -> None:
    hush = FULL.replace("Hum", "Hush").replace("00009", "00008").replace("toys/hum", "toys/hush")
    nameless = hush.replace("authors: [Ada Alto]\n", "")
    file = "data/papers/2021/hush-2021.yml"
    root = make_change(tmp_path / "toy", {**BEFORE, file: nameless}, {file: hush, **LOSSES["authors"]}).root
    assert f"lower-share {HUM}" in find_errors(root)
