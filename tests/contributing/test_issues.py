"""From an issue to a pull request: both steps of the workflow, with a local git remote."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from catalog.checks import check_catalog
from catalog.checks.change import problems_of_change
from catalog.contributing.messages import RECORD_PATH
from catalog.records.ids import PAPER_ID
from tests.contributing.fake_github import GIT_IDENTITY, FakeGitHub, make_github
from tests.helpers import TOY_PAPER, load_yaml

HERE = Path(__file__).parent
GOOD: list[dict[str, Any]] = load_yaml((HERE / "good.yml").read_text("utf-8"))
BAD: list[dict[str, Any]] = load_yaml((HERE / "bad.yml").read_text("utf-8"))
LABELS = ("Link", "Title", "Venue", "Category", "Code", "Note")


@pytest.fixture(scope="module")
def pristine_hub(tmp_path_factory: pytest.TempPathFactory) -> FakeGitHub:
    """The stand-in that each test gets a copy of."""
    return make_github(tmp_path_factory.mktemp("github"))


@pytest.fixture
def hub(pristine_hub: FakeGitHub, tmp_path: Path) -> FakeGitHub:
    return FakeGitHub(shutil.copytree(pristine_hub.folder, tmp_path / "github"))


def issue_body(fields: dict[str, str]) -> str:
    """Return the body that GitHub creates from a form."""
    text = "\n\n".join(f"### {label}\n\n{fields.get(label, '_No response_')}" for label in LABELS)
    return text.replace("LONG", "long" * 500)


def answer_issue(hub: FakeGitHub, text: Any, **issue: Any) -> None:
    """Answer an issue; both steps succeed, whatever it contains."""
    process = hub.answer_issue(text, **issue)
    assert process.returncode == 0, process.stderr


@pytest.mark.parametrize("case", GOOD, ids=[f"{at}-{case['file'][17:-4]}" for at, case in enumerate(GOOD)])
@pytest.mark.every(6)
def test_a_good_issue_becomes_a_pull_request(hub: FakeGitHub, case: dict[str, Any]) -> None:
    answer_issue(hub, issue_body(case["fields"]))
    assert hub.branches == ["add/issue-7", "main"]
    ((file, text),) = hub.changed_files("add/issue-7").items()
    assert file == case["file"]
    assert [line for line in case["lines"] if line not in text] == []
    assert [key for key in case.get("lacks", ()) if f"\n{key}:" in text] == []
    (proposed,) = hub.pull_requests
    assert "Closes #7" in proposed
    (comment,) = hub.comments
    assert comment.startswith("Welcome")
    assert case.get("says", "") in comment
    assert comment.endswith("https://github.example/pull/1")


@pytest.mark.parametrize("case", GOOD[::5], ids=lambda case: case["file"][17:-4])
@pytest.mark.every(3)
def test_the_commit_passes_every_check(hub: FakeGitHub, case: dict[str, Any]) -> None:
    answer_issue(hub, issue_body(case["fields"]))
    catalog, before = check_catalog(hub.checkout)  # which has the branch checked out now
    assert case["file"] in catalog.documents
    assert before == []


@pytest.mark.parametrize("case", BAD, ids=[f"{at}-{case['why']}" for at, case in enumerate(BAD)])
@pytest.mark.every(4)
def test_a_bad_issue_is_answered_and_nothing_else_happens(hub: FakeGitHub, case: dict[str, Any]) -> None:
    text = case["body"] * case.get("times", 1) if "body" in case else issue_body(case["fields"])
    answer_issue(hub, text)
    assert hub.branches == ["main"]
    assert hub.pull_requests == []
    (comment,) = hub.comments
    assert case["says"] in comment
    assert not hub.git("status", "--porcelain", "data", at=hub.checkout)


def test_the_contributor_is_credited(hub: FakeGitHub) -> None:
    answer_issue(hub, issue_body(GOOD[0]["fields"]))
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
@pytest.mark.every(3)
def test_an_odd_account_is_not_credited(hub: FakeGitHub, user: Any) -> None:
    answer_issue(hub, issue_body(GOOD[0]["fields"]), user=user)
    message = hub.git("log", "-1", "--format=%B", "add/issue-7")
    assert message.split() == ["Add", "yodel2face-2021", "Suggested", "in", "#7."]


def test_an_edited_issue_updates_its_own_pull_request(hub: FakeGitHub) -> None:
    answer_issue(hub, issue_body(GOOD[0]["fields"]))
    answer_issue(hub, issue_body(GOOD[5]["fields"]))
    assert hub.branches == ["add/issue-7", "main"]
    assert list(hub.changed_files("add/issue-7")) == [GOOD[5]["file"]]
    assert len(hub.pull_requests) == 1
    edited = [call for call in hub.calls if call["arguments"][:2] == ["pr", "edit"]]
    assert [call["arguments"][-1] for call in edited] == ["Add nose-2022"]
    assert all("--edit-last" in call["arguments"] for call in hub.calls if call["arguments"][0] == "issue")


def test_commits_of_a_curator_are_kept(hub: FakeGitHub) -> None:
    answer_issue(hub, issue_body(GOOD[0]["fields"]))
    file = hub.checkout / GOOD[0]["file"]
    file.write_text(file.read_text("utf-8").replace("year: 2021", "year: 2022"), "utf-8")
    hub.git(*GIT_IDENTITY, "commit", "--all", "--message", "The year", at=hub.checkout)
    hub.git("push", "--quiet", str(hub.remote), "add/issue-7", at=hub.checkout)
    answer_issue(hub, issue_body(GOOD[5]["fields"]))
    assert "year: 2022" in hub.changed_files("add/issue-7")[GOOD[0]["file"]]
    assert hub.comments[-1].endswith("Please make further changes there.")


def test_the_check_of_a_pull_request_starts_by_itself(hub: FakeGitHub) -> None:
    answer_issue(hub, issue_body(GOOD[0]["fields"]))
    runs = [call["arguments"] for call in hub.calls if call["arguments"][0] == "workflow"]
    assert runs == [["workflow", "run", "check.yml", "--ref", "add/issue-7"]]


@pytest.mark.parametrize("is_first", [True, False], ids=["before the bot", "after the bot"])
def test_a_pull_request_from_a_fork_is_left_alone(hub: FakeGitHub, is_first: bool) -> None:
    """Anyone can name a branch of a fork like ours, and as many as they like."""
    if is_first:
        hub.open_from_fork("add/issue-7", times=40)
    answer_issue(hub, issue_body(GOOD[0]["fields"]))
    hub.open_from_fork("add/issue-7", times=40)
    answer_issue(hub, issue_body(GOOD[5]["fields"]))
    assert len(hub.pull_requests) == 1
    edited = [call["arguments"][2] for call in hub.calls if call["arguments"][:2] == ["pr", "edit"]]
    assert len(edited) == 1
    assert [comment for comment in [*edited, *hub.comments] if "fork" in comment] == []


def send_lists(hub: FakeGitHub, **texts: str) -> str:
    """Send lists, given by path, and return what was done."""
    folder = hub.folder / "lists"
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    hub.git("switch", "--quiet", "--force", "main", at=hub.checkout)
    process = hub.send(str(folder))
    return process.stdout.strip() if process.returncode == 0 else process.stderr.strip()


def test_lists_are_proposed_on_a_branch_of_their_own(hub: FakeGitHub) -> None:
    texts = {"LIST.md": "# Hums\n", "docs/lists/hums.md": "- Hum\n"}
    assert send_lists(hub, **texts) == "https://github.example/pull/1"
    assert hub.changed_files("upkeep/list") == texts
    assert send_lists(hub, **{"LIST.md": "# Other hums\n"}) == "https://github.example/pull/1"
    assert hub.changed_files("upkeep/list") == {"LIST.md": "# Other hums\n"}
    assert len(hub.pull_requests) == 1


def test_lists_that_are_up_to_date_are_not_proposed(hub: FakeGitHub) -> None:
    (hub.checkout / "LIST.md").write_text("# Hums\n", "utf-8")
    hub.git("add", "LIST.md", at=hub.checkout)
    hub.git(*GIT_IDENTITY, "commit", "--message", "The list", at=hub.checkout)
    assert send_lists(hub, **{"LIST.md": "# Hums\n"}) == "LIST.md is up to date"
    assert hub.branches == ["main"]
    assert hub.calls == []


def test_a_branch_of_lists_that_a_person_pushed_to_is_left_alone(hub: FakeGitHub) -> None:
    send_lists(hub, **{"LIST.md": "# Hums\n"})
    (hub.checkout / "LIST.md").write_text("# Hums, edited\n", "utf-8")
    hub.git(*GIT_IDENTITY, "commit", "--all", "--message", "Edit", at=hub.checkout)
    hub.git("push", "--quiet", str(hub.remote), "upkeep/list", at=hub.checkout)
    assert send_lists(hub, **{"LIST.md": "# New hums\n"}).startswith("Someone has pushed to upkeep/list")
    assert hub.changed_files("upkeep/list") == {"LIST.md": "# Hums, edited\n"}


@pytest.mark.parametrize("name", [".github/workflows/evil.yml", "docs/lists/x.html", "hooks/LIST.md"])
def test_nothing_but_lists_is_sent(hub: FakeGitHub, name: str) -> None:
    assert send_lists(hub, **{"LIST.md": "# Hums\n", name: "x"}).startswith("Error: ")
    assert hub.branches == ["main"]


def test_the_sender_knows_the_form_of_ids() -> None:
    """It runs without the library, so it has a copy."""
    assert PAPER_ID.pattern in RECORD_PATH.pattern


def test_issues_are_independent(hub: FakeGitHub) -> None:
    answer_issue(hub, issue_body(GOOD[0]["fields"]), number=1)
    answer_issue(hub, issue_body(GOOD[5]["fields"]), number=2)
    assert hub.branches == ["add/issue-1", "add/issue-2", "main"]
    assert list(hub.changed_files("add/issue-2")) == [GOOD[5]["file"]]


def test_an_old_invalid_record_does_not_block_a_new_one(hub: FakeGitHub) -> None:
    old = hub.checkout / TOY_PAPER
    old.write_text(old.read_text("utf-8") + "colour: red\n", "utf-8")
    hub.git(*GIT_IDENTITY, "commit", "--all", "--message", "Break it", at=hub.checkout)
    answer_issue(hub, issue_body(GOOD[0]["fields"]))
    assert list(hub.changed_files("add/issue-7"))[-1:] == [GOOD[0]["file"]]


def test_a_tampered_reply_is_not_sent(hub: FakeGitHub) -> None:
    hub.answer_issue(issue_body(GOOD[0]["fields"]))
    reply = hub.folder / "reply-7/reply.json"
    original = reply.read_text("utf-8")
    for old, new in (
        ("data/papers/2021/yodel2face-2021.yml", ".github/workflows/evil.yml"),
        ("data/papers/2021/yodel2face-2021.yml", "data/papers/2021/../../../evil-2021.yml"),
        ("data/papers/2021/yodel2face-2021.yml", TOY_PAPER),
        ('"issue": 7', '"issue": 8'),
        ('"text"', '"texts"'),
    ):
        assert old in original
        reply.write_text(original.replace(old, new), "utf-8")
        hub.git("switch", "--quiet", "--force", "main", at=hub.checkout)
        assert hub.send("--issue", "7", str(reply.parent)).returncode == 1, (old, new)
        assert list(hub.changed_files("add/issue-7")) == [GOOD[0]["file"]]


@pytest.mark.parametrize("event", ["{}", "[]", "null", '{"issue": 3}', '{"issue": {"number": "1"}}', "{"])
def test_an_invalid_event_is_an_error(hub: FakeGitHub, event: str) -> None:
    (hub.folder / "event.json").write_text(event, "utf-8")
    result = hub.run_catalog(
        "issue", "answer", "--offline", "--out", str(hub.folder / "r"), str(hub.folder / "event.json")
    )
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_only_problems_of_the_change_are_returned(hub: FakeGitHub) -> None:
    catalog, _ = check_catalog(hub.checkout)
    text = (hub.checkout / TOY_PAPER).read_bytes()
    assert problems_of_change(catalog, TOY_PAPER, text) == []
    twice = problems_of_change(catalog, TOY_PAPER.replace("lipsyncopation", "lipsyncopated"), text)
    assert {problem.rule.id for problem in twice} >= {"duplicate-arxiv"}
