"""The slow gates are all run, told of, and explain themselves."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.gates.__main__ import EXCLUSIVE_GATES, PARALLEL_GATES
from tests.gates.lighthouse import MIN_SCORES, print_scores
from tests.sites import ROOT

GATES = sorted((*EXCLUSIVE_GATES, *PARALLEL_GATES))


def test_every_gate_is_run() -> None:
    programs = [path.stem for path in (ROOT / "tests/gates").glob("*.py") if "def main(" in path.read_text()]
    assert sorted(name for name in programs if name != "__main__") == GATES


def test_every_gate_is_told_of() -> None:
    told = (ROOT / "AGENTS.md").read_text("utf-8")
    assert [name for name in GATES if f"`{name}`" not in told] == []


@pytest.mark.parametrize("name", ["", *GATES])
def test_every_gate_has_help_with_an_example(name: str) -> None:
    module = f"tests.gates.{name}".rstrip(".")
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert f"Example: python -m {module}" in " ".join(done.stdout.split())


def test_an_unknown_gate_is_told_with_those_there_are() -> None:
    command = [sys.executable, "-m", "tests.gates", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no gate is called nonsense; there are lighthouse" in done.stderr


def seen(seo: float, **audits: float) -> dict[str, Any]:
    """What Lighthouse reports of a page that lacks nothing but for search engines."""
    refs = [{"id": name, "weight": 1} for name in audits]
    return {
        "categories": {name: {"score": 1, "auditRefs": []} for name in MIN_SCORES}
        | {"seo": {"score": seo, "auditRefs": refs}},
        "audits": {name: {"title": TITLES[name], "score": score} for name, score in audits.items()},
        "environment": {"benchmarkIndex": 2000},
    }


TITLES = {"is-crawlable": "Page is blocked from indexing", "link-text": "Links do not have descriptive text"}


def test_only_the_preview_may_refuse_search_engines_and_nothing_else() -> None:
    refusing, also = seen(0.66, **{"is-crawlable": 0}), seen(0.5, **{"is-crawlable": 0, "link-text": 0})
    assert print_scores("preview/", [refusing]) == 0
    assert print_scores("papers/", [refusing]) == 1
    assert print_scores("preview/", [also]) == 1
    assert print_scores("papers/", [seen(1)]) == 0
