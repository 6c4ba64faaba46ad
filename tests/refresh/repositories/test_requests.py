"""Questions of the round `repositories` to GitHub, and when they are asked again."""

from __future__ import annotations

import re
import subprocess

import pytest

from catalog.refresh.repositories.questions import Questions
from tests.refresh.repositories.command import Repositories
from tests.refresh.repositories.conftest import README, SPOON
from tests.refresh.repositories.github import GitHub
from tests.refresh.repositories.test_repositories import HUM, LOOP, SPOONS, at_day, data_of


def test_a_second_run_asks_only_for_what_is_old_and_uses_etags(
    refresh: Repositories, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    github.repositories["spoons/spoon"].release("v1", "2026-09-01", old_pth=9_000_000)
    github.repositories[LOOP.lower()].push({"train.py": "learn()"})
    first = refresh()
    proposed = refresh.files
    assert refresh().stdout == first.stdout
    assert refresh.services.requests == []
    at_day(monkeypatch, 6)
    refresh()
    assert refresh.services.requests == []
    at_day(monkeypatch, 7)
    refresh()
    assert refresh.paths == ["spoons/Spoon/releases"]
    assert github.unchanged == 1
    assert len(refresh.queries) == 1
    late = {file: text.replace("2026-11-22", "2026-11-29") for file, text in proposed.items()}
    assert refresh.files == late


def test_a_record_that_was_read_long_ago_is_read_again(
    refresh: Repositories, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = github.repositories[LOOP.lower()].push({"README.md": README + "\nHum.\n"})
    at_day(monkeypatch, 38)  # 90 days after 1 October
    assert (refresh().exit_code, refresh.files) == (0, {})
    at_day(monkeypatch, 39)
    refresh("--max-age", "0")
    assert len(refresh.files) == 3
    _, added = refresh.changed_lines(HUM)
    assert added == [
        f"  commit: {head.oid[:7]}",
        "  date: 2026-11-20",
        "  checked: 2026-12-31 # between two songs",
    ]
    assert refresh.changed_lines(SPOONS) == (["  checked: 2026-10-01"], ["  checked: 2026-12-31"])
    assert (
        "0 records changed, 0 new, 3 read again without a change."
        in refresh.outcome["pull_requests"][0]["body"]
    )


def test_without_a_token_nothing_is_asked_or_written(refresh: Repositories, github: GitHub) -> None:
    github.repositories[LOOP.lower()].is_archived = True
    refresh.client_options = {"tokens": {}}
    before = data_of(refresh.root)
    result = refresh("--write")
    assert (result.exit_code, refresh.services.requests) == (2, [])
    assert (data_of(refresh.root), refresh.outcome["pull_requests"]) == (before, [])
    assert result.stderr.splitlines()[0].startswith("GitHub was not asked: set GITHUB_TOKEN")
    assert not refresh.outcome["is_complete"]


def test_a_limit_and_the_rest_at_the_next_run(refresh: Repositories) -> None:
    assert refresh("--limit", "1").stderr.startswith(
        "1 of 3 repositories at GitHub known, 1 asked now, 2 to ask"
    )
    asked = refresh.queries[0]
    refresh()
    assert {*asked}.isdisjoint(refresh.queries[0])
    assert len(refresh.answers) == 3


def test_a_dry_run_asks_and_writes_nothing(refresh: Repositories) -> None:
    result = refresh("--dry-run")
    assert (result.exit_code, refresh.services.requests) == (0, [])
    assert {*result.stdout.split()} == {LOOP, "Toys/Louder", "spoons/Spoon"}
    assert result.stderr == "3 repositories would be asked for\n"
    assert not (refresh.root / ".cache/refresh").exists()


def test_since_a_commit_only_linked_repositories_are_compared(refresh: Repositories) -> None:
    for command in (
        "init -q",
        "add data",
        "-c user.name=a -c user.email=a@b -c commit.gpgSign=false commit -qm x",
    ):
        subprocess.run(["git", "-C", str(refresh.root), *command.split()], check=True)
    refresh.edit("2022/hum-loop-2022.yml", "in Circles", "in Ellipses")
    path = refresh.root / f"data/repositories/{SPOONS}.yml"
    path.write_text(path.read_text("utf-8").replace("[training]", "[inference]"), "utf-8")
    assert refresh("--since", "HEAD").stderr.startswith("2 of 2 repositories")
    assert sorted(refresh.queries[0]) == [LOOP, "spoons/Spoon"]


def test_many_repositories_are_asked_in_batches(
    refresh: Repositories, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Questions, "batch_size", 10)
    monkeypatch.setattr("catalog.refresh.issue.MAX_ISSUE_CHARACTERS", 3_000)
    names = [f"many/hum-{number}" for number in range(20)]
    for name in names:
        github.add(name, SPOON)
    links = ", ".join(f"https://github.com/{name}" for name in names)
    refresh.edit("2022/hum-loop-2022.yml", "https://github.com/Hummers/hum-loop", f"[{links}]")
    result = refresh()
    assert [len(query) for query in refresh.queries] == [10, 10, 3]
    assert len(refresh.files) == 20
    assert re.search(r"^\d+ more do not fit here\.$", result.stdout, re.M)
