"""From the text of an issue to a pull request: both steps of the workflow, on a local git remote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.checks import check_catalog
from catalog.checks.change import problems_of_change
from tests.contributing.stand_in import WHO, GitHub, github
from tests.helpers import TOY_PAPER

HERE = Path(__file__).parent
GOOD: list[dict[str, Any]] = yaml.safe_load((HERE / "good.yml").read_text("utf-8"))
BAD: list[dict[str, Any]] = yaml.safe_load((HERE / "bad.yml").read_text("utf-8"))
MARKS = ("Link", "Title", "Venue", "Category", "Code", "Note")


@pytest.fixture
def hub(tmp_path: Path) -> GitHub:
    return github(tmp_path)


def body(fields: dict[str, str]) -> str:
    """The text that GitHub makes of a filled form."""
    text = "\n\n".join(f"### {mark}\n\n{fields.get(mark, '_No response_')}" for mark in MARKS)
    return text.replace("LONG", "long" * 500)


def run(hub: GitHub, text: Any, **issue: Any) -> None:
    """Answer an issue; both steps go well, whatever stands in it."""
    for step in hub.answer(text, **issue):
        assert step.exit_code == 0, step.output


@pytest.mark.parametrize("case", GOOD, ids=[f"{at}-{case['file'][17:-4]}" for at, case in enumerate(GOOD)])
def test_a_good_issue_becomes_a_pull_request(hub: GitHub, case: dict[str, Any]) -> None:
    run(hub, body(case["fields"]))
    assert hub.branches == ["add/issue-7", "main"]
    ((file, text),) = hub.changed("add/issue-7").items()
    assert file == case["file"]
    assert [line for line in case["lines"] if line not in text] == []
    (proposed,) = hub.pull_requests
    assert "Closes #7" in proposed
    (comment,) = hub.comments
    assert comment.startswith("Welcome")
    assert comment.endswith("https://github.example/pull/1")


@pytest.mark.parametrize("case", GOOD[::5], ids=lambda case: case["file"][17:-4])
def test_what_is_committed_passes_every_check(hub: GitHub, case: dict[str, Any]) -> None:
    run(hub, body(case["fields"]))
    catalog, before = check_catalog(hub.checkout)  # which stands on the branch now
    assert case["file"] in catalog.documents
    assert before == []


@pytest.mark.parametrize("case", BAD, ids=[f"{at}-{case['why']}" for at, case in enumerate(BAD)])
def test_a_bad_issue_is_answered_and_nothing_else_happens(hub: GitHub, case: dict[str, Any]) -> None:
    text = case["body"] * case.get("times", 1) if "body" in case else body(case["fields"])
    run(hub, text)
    assert hub.branches == ["main"]
    assert hub.pull_requests == []
    (comment,) = hub.comments
    assert case["says"] in comment
    assert not hub.git("status", "--porcelain", "data", at=hub.checkout)


def test_the_contributor_is_credited(hub: GitHub) -> None:
    run(hub, body(GOOD[0]["fields"]))
    message = hub.git("log", "-1", "--format=%B", "add/issue-7")
    assert message.strip().endswith(
        "Co-authored-by: ada-lovelace <1815+ada-lovelace@users.noreply.github.com>"
    )
    assert hub.git("log", "-1", "--format=%ae %ce", "add/issue-7").count("github-actions[bot]@") == 2


@pytest.mark.parametrize(
    "user",
    [
        {"login": "x\nSigned-off-by: root", "id": 1},
        {"login": "../..", "id": 1},
        {"login": "a" * 60, "id": 1},
        {"login": "ok", "id": "1; rm"},
        None,
        [],
    ],
)
def test_an_odd_account_is_not_credited(hub: GitHub, user: Any) -> None:
    run(hub, body(GOOD[0]["fields"]), user=user)
    message = hub.git("log", "-1", "--format=%B", "add/issue-7")
    assert message.split() == ["Add", "yodel2face-2021", "Suggested", "in", "#7."]


def test_an_edited_issue_changes_its_own_pull_request(hub: GitHub) -> None:
    run(hub, body(GOOD[0]["fields"]))
    run(hub, body(GOOD[5]["fields"]))
    assert hub.branches == ["add/issue-7", "main"]
    assert list(hub.changed("add/issue-7")) == [GOOD[5]["file"]]
    assert len(hub.pull_requests) == 1
    edited = [call for call in hub.calls if call["arguments"][:2] == ["pr", "edit"]]
    assert [call["arguments"][-1] for call in edited] == ["Add nose-2022"]
    assert all("--edit-last" in call["arguments"] for call in hub.calls if call["arguments"][0] == "issue")


def test_what_a_curator_changed_is_left_alone(hub: GitHub) -> None:
    run(hub, body(GOOD[0]["fields"]))
    file = hub.checkout / GOOD[0]["file"]
    file.write_text(file.read_text("utf-8").replace("year: 2021", "year: 2022"), "utf-8")
    hub.git(*WHO, "commit", "--all", "--message", "The year", at=hub.checkout)
    hub.git("push", "--quiet", str(hub.remote), "add/issue-7", at=hub.checkout)
    run(hub, body(GOOD[5]["fields"]))
    assert "year: 2022" in hub.changed("add/issue-7")[GOOD[0]["file"]]
    assert hub.comments[-1].endswith("Please make further changes there.")


def test_issues_do_not_meet(hub: GitHub) -> None:
    run(hub, body(GOOD[0]["fields"]), number=1)
    run(hub, body(GOOD[5]["fields"]), number=2)
    assert hub.branches == ["add/issue-1", "add/issue-2", "main"]
    assert list(hub.changed("add/issue-2")) == [GOOD[5]["file"]]


def test_an_old_bad_record_blocks_no_new_one(hub: GitHub) -> None:
    old = hub.checkout / TOY_PAPER
    old.write_text(old.read_text("utf-8") + "colour: red\n", "utf-8")
    hub.git(*WHO, "commit", "--all", "--message", "Break it", at=hub.checkout)
    run(hub, body(GOOD[0]["fields"]))
    assert list(hub.changed("add/issue-7"))[-1:] == [GOOD[0]["file"]]


def test_a_reply_that_was_tampered_with_is_not_sent(hub: GitHub) -> None:
    hub.answer(body(GOOD[0]["fields"]))
    reply = hub.folder / "reply-7/reply.json"
    kept = reply.read_text("utf-8")
    for old, new in (
        ("data/papers/2021/yodel2face-2021.yml", ".github/workflows/evil.yml"),
        ("data/papers/2021/yodel2face-2021.yml", "data/papers/2021/../../../evil-2021.yml"),
        ("data/papers/2021/yodel2face-2021.yml", TOY_PAPER),
        ("venue: arxiv", "venue: nowhere"),
        ("categories", "catagories"),
    ):
        assert old in kept
        reply.write_text(kept.replace(old, new), "utf-8")
        hub.git("switch", "--quiet", "--force", "main", at=hub.checkout)
        done = hub.run("issue", "send", "--remote", str(hub.remote), str(reply.parent))
        assert done.exit_code == 1, (old, new)
        assert list(hub.changed("add/issue-7")) == [GOOD[0]["file"]]


@pytest.mark.parametrize("event", ["{}", "[]", "null", '{"issue": 3}', '{"issue": {"number": "1"}}', "{"])
def test_a_file_that_is_no_event_is_an_error(hub: GitHub, event: str) -> None:
    (hub.folder / "event.json").write_text(event, "utf-8")
    done = hub.run(
        "issue", "answer", "--offline", "--out", str(hub.folder / "r"), str(hub.folder / "event.json")
    )
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")


def test_checked_tells_only_what_a_file_brings(hub: GitHub) -> None:
    catalog, _ = check_catalog(hub.checkout)
    text = (hub.checkout / TOY_PAPER).read_bytes()
    assert problems_of_change(catalog, TOY_PAPER, text) == []
    twice = problems_of_change(catalog, TOY_PAPER.replace("lipsyncopation", "lipsyncopated"), text)
    assert {problem.rule.id for problem in twice} >= {"duplicate-arxiv"}
