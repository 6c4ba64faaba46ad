"""Outcomes of rounds, sent to a local git remote: pull requests, and issues that close themselves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from catalog.refresh.outcome import OUTCOME_FILE, Commit, Issue, Outcome, PullRequest
from tests.contributing.fake_github import GIT_IDENTITY, FakeGitHub, make_github
from tests.helpers import TOY_PAPER

TITLE = "Hums that disagree"


@pytest.fixture(scope="module")
def pristine_hub(tmp_path_factory: pytest.TempPathFactory) -> FakeGitHub:
    """The stand-in that each test gets a copy of."""
    return make_github(tmp_path_factory.mktemp("github"))


@pytest.fixture
def hub(pristine_hub: FakeGitHub, tmp_path: Path) -> FakeGitHub:
    return FakeGitHub(shutil.copytree(pristine_hub.folder, tmp_path / "github"))


def make_outcome(*texts: str, findings: int = 0, failures: tuple[str, ...] = (), **changes: Any) -> Outcome:
    """Return an outcome that proposes the texts of a record one after the other, a commit each."""
    commits = tuple(Commit(f"Hum {at}\n", {TOY_PAPER: text}) for at, text in enumerate(texts))
    pull_request = PullRequest("upkeep/venues", "Hums", "| Hum |", commits)
    values: dict[str, Any] = {
        "round": "venues",
        "open": len(commits) + findings,
        "summary": "Hummed",
        "failures": failures,
        "issue": Issue(TITLE, f"{findings} hums", findings),
        "pull_requests": (pull_request,),
    }
    return Outcome(**(values | changes))


def send(hub: FakeGitHub, outcome: Outcome | str) -> str:
    """Send an outcome, and return what was done, or the error."""
    folder = hub.folder / "out"
    folder.mkdir(exist_ok=True)
    text = outcome if isinstance(outcome, str) else outcome.to_json()
    (folder / OUTCOME_FILE).write_text(text, "utf-8")
    hub.git("switch", "--quiet", "--force", "main", at=hub.checkout)
    process = hub.send(str(folder))
    return process.stdout.strip() if process.returncode == 0 else process.stderr.strip()


def open_issues(hub: FakeGitHub) -> list[str]:
    store = hub.folder / "issues.json"
    return [issue["title"] for issue in json.loads(store.read_text("utf-8"))] if store.exists() else []


def actions(hub: FakeGitHub) -> list[str]:
    """Return what was done at GitHub, such as `pr create`."""
    return [" ".join(call["arguments"][:2]) for call in hub.calls if call["arguments"][1] != "list"]


def test_a_round_opens_one_pull_request_with_a_commit_a_record(hub: FakeGitHub) -> None:
    assert send(hub, make_outcome("title: A\n", "title: B\n")) == "https://github.example/pull/1"
    assert hub.changed_files("upkeep/venues") == {TOY_PAPER: "title: B\n"}
    assert hub.git("log", "--format=%s", "main..upkeep/venues").split("\n")[:2] == ["Hum 1", "Hum 0"]
    assert hub.pull_requests == ["| Hum |"]
    assert actions(hub) == ["pr create", "workflow run"]
    assert send(hub, make_outcome("title: C\n")) == "https://github.example/pull/1"
    assert hub.changed_files("upkeep/venues") == {TOY_PAPER: "title: C\n"}
    assert actions(hub)[2:] == ["pr edit", "workflow run"]


def test_a_pull_request_without_proposals_is_closed(hub: FakeGitHub) -> None:
    send(hub, make_outcome("title: A\n"))
    assert send(hub, make_outcome(failures=("DBLP timed out.",))) == "Nothing to send"
    assert send(hub, make_outcome()) == "https://github.example/pull/1 closed"
    assert send(hub, make_outcome()) == "Nothing to send"


def test_proposals_that_are_in_place_are_not_sent(hub: FakeGitHub) -> None:
    text = (hub.checkout / TOY_PAPER).read_text("utf-8")
    assert send(hub, make_outcome(text)) == "upkeep/venues is left as it is"
    assert (actions(hub), hub.branches) == ([], ["main"])


def test_commits_of_a_curator_are_kept(hub: FakeGitHub) -> None:
    send(hub, make_outcome("title: A\n"))
    (hub.checkout / TOY_PAPER).write_text("title: By hand\n", "utf-8")
    hub.git(*GIT_IDENTITY, "commit", "--all", "--message", "By hand", at=hub.checkout)
    hub.git("push", "--quiet", str(hub.remote), "upkeep/venues", at=hub.checkout)
    assert send(hub, make_outcome("title: B\n")) == "upkeep/venues is left as it is"
    assert hub.changed_files("upkeep/venues") == {TOY_PAPER: "title: By hand\n"}


def test_an_issue_opens_updates_and_closes_itself(hub: FakeGitHub) -> None:
    assert send(hub, make_outcome(findings=2)) == "Issue https://github.example/issues/1 updated"
    assert open_issues(hub) == [TITLE]
    assert send(hub, make_outcome(findings=1)) == "Issue 1 updated"
    assert send(hub, make_outcome(failures=("arXiv timed out.",))) == "Nothing to send"
    assert open_issues(hub) == [TITLE]
    assert send(hub, make_outcome()) == "Issue 1 closed"
    assert open_issues(hub) == []
    assert actions(hub) == ["issue create", "issue edit", "issue close"]
    assert [call["body"] for call in hub.calls if call["body"]] == ["2 hums", "1 hums"]


def test_an_issue_by_somebody_else_is_left_alone(hub: FakeGitHub) -> None:
    """Anyone can open an issue with the same title."""
    store = hub.folder / "issues.json"
    store.write_text(json.dumps([{"number": 1, "title": TITLE, "app": "somebody"}]), "utf-8")
    assert send(hub, make_outcome()) == "Nothing to send"
    assert send(hub, make_outcome(findings=1)) == "Issue https://github.example/issues/2 updated"


def test_several_pull_requests_start_from_the_same_commit(hub: FakeGitHub) -> None:
    papers = ("2101.00001", "2101.00002")
    pull_requests = tuple(
        PullRequest(
            f"add/arxiv-{id}",
            f"Add {id}",
            id,
            (Commit(f"Add {id}\n", {f"data/papers/2021/hum-{at}-2021.yml": id}),),
        )
        for at, id in enumerate(papers)
    )
    send(hub, make_outcome(round="radar", pull_requests=pull_requests))
    for at, id in enumerate(papers):
        assert hub.changed_files(f"add/arxiv-{id}") == {f"data/papers/2021/hum-{at}-2021.yml": id}


@pytest.mark.parametrize(
    "change",
    [
        {"round": "audit"},
        {"round": "../venues"},
        {"round": 7},
        {"is_complete": 1},
        {"issue": [1]},
        {"issue": {"title": "x", "body": "x", "open": "many"}},
        {"pull_requests": [{"branch": "main", "title": "x", "body": "x", "commits": []}]},
        {"pull_requests": [{"branch": "upkeep/links", "title": "x", "body": "x", "commits": []}]},
        {"pull_requests": [{"branch": "add/arxiv-2101.00001", "title": "x", "body": "x", "commits": []}]},
        {"pull_requests": [{"branch": "upkeep/venues"}]},
        {"pull_requests": 3},
        *(
            {
                "pull_requests": [
                    {
                        "branch": "upkeep/venues",
                        "title": "x",
                        "body": "x",
                        "commits": [{"message": "x", "files": {path: "x"}}],
                    }
                ]
            }
            for path in (
                ".github/workflows/evil.yml",
                "data/papers/2021/../../../evil-2021.yml",
                "data/links.yml",
                "data/papers/2021/evil.py",
                "/etc/passwd",
            )
        ),
    ],
)
def test_a_tampered_outcome_is_not_sent(hub: FakeGitHub, change: dict[str, Any]) -> None:
    values = json.loads(make_outcome("title: A\n", findings=1).to_json()) | change
    assert send(hub, json.dumps(values)).startswith("Error: ")
    assert (actions(hub), hub.branches) == ([], ["main"])


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", "[" * 100_000, '{"round": "venues"}'])
def test_an_invalid_outcome_is_not_sent(hub: FakeGitHub, text: str) -> None:
    assert send(hub, text).startswith("Error: ")
    assert (actions(hub), hub.branches) == ([], ["main"])


def test_a_text_that_github_refuses_is_not_sent(hub: FakeGitHub) -> None:
    issue = Issue(TITLE, "x" * 70_000, 1)
    assert send(hub, make_outcome(issue=issue)) == "Error: A text is longer than GitHub accepts"
    assert actions(hub) == []
