"""The round `repositories` as GitHub runs it: from the schedule to a branch and its pull request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.refresh.hub import CONTEXT, Hub
from tests.refresh.repositories.github import TOKEN, GitHub


def test_a_change_ends_in_one_pull_request(
    hub: Hub, root: Path, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CONTEXT["github"], "token", TOKEN)
    hub.use_data(root / "data")
    github.repositories["hummers/hum-loop"].push({"train.py": "hum(loudly=True)"})
    first = hub.run_round("repositories")
    assert first.startswith("https://github.example/pull/1")
    ((path, text),) = hub.github.changed_files("upkeep/repositories").items()
    assert path == "data/repositories/hummers--hum-loop.yml"
    assert "training" in text
    assert "# Read by a person who hums." in text
    assert "license_note: The authors say to sing along and nothing else." in text
    (body,) = hub.github.pull_requests
    assert "training" in body
    hub.github.git("switch", "--quiet", "main", at=hub.github.checkout)
    (hub.github.checkout / path).write_text(text, "utf-8")
    hub.commit()
    assert hub.run_round("repositories").startswith("https://github.example/pull/1 closed")


def test_a_fork_without_a_token_says_so(hub: Hub, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONTEXT["github"], "token", "")
    hub.use_data(root / "data")
    assert hub.run_round("repositories") == "Nothing to send"
    assert hub.github.branches == ["main"]
