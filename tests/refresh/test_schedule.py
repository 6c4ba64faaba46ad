"""Rounds as GitHub runs them: from a schedule, over the scripts of the workflows, to a local git remote."""

from __future__ import annotations

from typing import Any

from catalog.cli.refresh import ROUNDS
from tests.helpers import ROOT, load_yaml
from tests.workflow_jobs import evaluate

WORKFLOWS = ROOT / ".github/workflows"
REFRESH: dict[Any, Any] = load_yaml((WORKFLOWS / "refresh.yml").read_text("utf-8"))
CRONS = [schedule["cron"] for schedule in REFRESH[True]["schedule"]]


def choose_rounds(event: dict[str, Any], round: str | None = None) -> list[str]:
    """Return the rounds that an event starts."""
    expression = REFRESH["jobs"]["rounds"]["strategy"]["matrix"]["round"].strip().removeprefix("${{")
    rounds: list[str] = evaluate(
        expression.removesuffix("}}"), {"github": {"event": event}, "inputs": {"round": round}}
    )
    return rounds


def test_every_round_has_a_schedule_and_can_be_started_by_hand() -> None:
    scheduled = [round for cron in CRONS for round in choose_rounds({"schedule": cron})]
    names = {round.name for round in ROUNDS}
    options = REFRESH[True]["workflow_dispatch"]["inputs"]["round"]["options"]
    assert sorted(scheduled) == sorted(options)
    assert names <= {*options}
    for name in options:
        assert choose_rounds({}, name) == [name]
