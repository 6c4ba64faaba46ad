"""The slow gates are all run and have help."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

from tests.gates.__main__ import EXCLUSIVE_GATES, PARALLEL_GATES
from tests.gates.lighthouse import MIN_SCORES, print_scores
from tests.sites import ROOT

GATES = sorted((*EXCLUSIVE_GATES, *PARALLEL_GATES))


def test_every_gate_is_run() -> None:
    programs = [path.stem for path in (ROOT / "tests/gates").glob("*.py") if "def main(" in path.read_text()]
    assert sorted(name for name in programs if name != "__main__") == GATES


@pytest.mark.parametrize("name", ["__main__", *GATES])
def test_every_gate_has_help_with_an_example(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit, match="0"):
        import_module(f"tests.gates.{name}").main()
    text = " ".join(capsys.readouterr().out.split())
    assert f"Example: python -m tests.gates.{name}".removesuffix(".__main__") in text
    assert name != "__main__" or all(gate in text for gate in GATES)


def test_an_unknown_gate_lists_the_known_ones() -> None:
    command = [sys.executable, "-m", "tests.gates", "nonsense"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 2
    assert "unknown gate: nonsense; choose from lighthouse" in process.stderr


def make_report(seo: float, **audits: float) -> dict[str, Any]:
    """Return the report of a page that is perfect except for search engines."""
    refs = [{"id": name, "weight": 1} for name in audits]
    return {
        "categories": {name: {"score": 1, "auditRefs": []} for name in MIN_SCORES}
        | {"seo": {"score": seo, "auditRefs": refs}},
        "audits": {name: {"title": TITLES[name], "score": score} for name, score in audits.items()},
        "environment": {"benchmarkIndex": 2000},
    }


TITLES = {"is-crawlable": "Page is blocked from indexing", "link-text": "Links do not have descriptive text"}


def test_only_the_preview_may_refuse_search_engines_and_nothing_else() -> None:
    unindexed, unclear = (
        make_report(0.66, **{"is-crawlable": 0}),
        make_report(0.5, **{"is-crawlable": 0, "link-text": 0}),
    )
    assert print_scores("preview/", [unindexed]) == 0
    assert print_scores("papers/", [unindexed]) == 1
    assert print_scores("preview/", [unclear]) == 1
    assert print_scores("papers/", [make_report(1)]) == 0
