"""Boxes ticked in the issue of the radar, up to pull requests in a local git remote."""

from __future__ import annotations

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from catalog.contributing.github import BOT_NAME
from tests.contributing.fake_github import GIT_IDENTITY, FakeGitHub, make_github
from tests.lookup.services import Reply, Services
from tests.refresh.radar.archive import Archive, Preprint
from tests.refresh.radar.test_checklist import tick

ADDED, REFUSED = "2611.00011", "2611.00012"
RECORD = "data/papers/2026/scatsyncopation-2026.yml"
BRANCH = f"add/arxiv-{ADDED}"
PREPRINTS = {
    ADDED: Preprint("ScatSyncopation: Getting Talking Heads to Clap", "2026-11-20T09:00:00Z"),
    REFUSED: Preprint("Getting Heads of Cabbage to Talk <3", "2026-11-20T09:30:00Z", authors=("Bo Bo",)),
}


class Issue:
    """The issue of the radar, in which a person ticks boxes."""

    def __init__(self, hub: FakeGitHub, services: Services) -> None:
        self.hub = hub
        self.services = services
        self.body = ""
        self.out = hub.folder / "out"

    def refresh(self) -> Result:
        """Run both jobs of the weekly workflow."""
        self.hub.git("switch", "--quiet", "--force", "main", at=self.hub.checkout)
        self.hub.git("pull", "--quiet", str(self.hub.remote), "main", at=self.hub.checkout)
        result = self.hub.run_catalog("refresh", "radar", "--out", str(self.out))
        assert self.hub.send(str(self.out)).returncode == 0
        calls = [
            call
            for call in self.hub.calls
            if call["arguments"][:2] in (["issue", "create"], ["issue", "edit"])
        ]
        self.body = calls[-1]["body"] if calls else ""
        return result

    def tick(self, *boxes: tuple[str, str]) -> Result:
        """Tick boxes, an ID and `add` or `refuse` each, in one edit."""
        body = self.body
        for id, kind in boxes:
            body = tick(body, id, kind)
        return self.edit(body)

    def edit(self, body: str, **changes: Any) -> Result:
        """Edit the text, and run both jobs of the workflow for this event."""
        issue = {"number": 7, "title": "New papers on arXiv", "body": body, "user": {"login": BOT_NAME}}
        sender = {"login": "ada-lovelace"}
        event = {
            "action": "edited",
            "issue": issue,
            "sender": sender,
            "changes": {"body": {"from": self.body}},
        }
        result = self.decide(event | changes)
        self.body = body
        process = self.hub.send(str(self.out))
        assert process.returncode == 0, process.stderr
        return result

    def decide(self, event: Any) -> Result:
        """Run the first job for an event."""
        self.hub.git("switch", "--quiet", "--force", "main", at=self.hub.checkout)
        path = self.hub.folder / "event.json"
        path.write_text(event if isinstance(event, str) else json.dumps(event), "utf-8")
        shutil.rmtree(self.out, ignore_errors=True)
        self.services.requests.clear()
        return self.hub.run_catalog("issue", "radar", "--out", str(self.out), str(path))

    def merge(self, branch: str) -> None:
        """Merge a pull request."""
        git, checkout = self.hub.git, self.hub.checkout
        git("switch", "--quiet", "--force", "main", at=checkout)
        git("fetch", "--quiet", str(self.hub.remote), branch, at=checkout)
        git(*GIT_IDENTITY, "merge", "--quiet", "--no-edit", "FETCH_HEAD", at=checkout)
        git("push", "--quiet", str(self.hub.remote), "main", at=checkout)

    @property
    def proposed(self) -> list[str]:
        return [branch for branch in self.hub.branches if branch != "main"]


@pytest.fixture(scope="module")
def pristine_hub(tmp_path_factory: pytest.TempPathFactory) -> FakeGitHub:
    """The stand-in that each test gets a copy of."""
    return make_github(tmp_path_factory.mktemp("github"))


@pytest.fixture
def archive(services: Services) -> Archive:
    archive = Archive(dict(PREPRINTS))
    services.set_replies("arxiv", archive.answer)
    return archive


@pytest.fixture
def issue(
    pristine_hub: FakeGitHub,
    archive: Archive,
    tmp_path: Path,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> Issue:
    """The issue after the first run of the radar."""
    hub = FakeGitHub(shutil.copytree(pristine_hub.folder, tmp_path / "github"))
    monkeypatch.setattr("catalog.refresh.radar.days.WINDOW", timedelta(7))
    for module in ("refresh", "issue"):
        monkeypatch.setattr(f"catalog.cli.{module}.Client", lambda *_, **__: services.client())
    issue = Issue(hub, services)
    assert issue.refresh().exit_code == 1
    assert issue.body.count("- [ ] **Add**") == 2
    return issue


def test_from_a_tick_to_a_paper_and_from_a_cross_to_a_refusal(issue: Issue) -> None:
    result = issue.tick((ADDED, "add"), (REFUSED, "refuse"))
    assert (result.exit_code, result.stdout) == (0, "Issue 7: 2 pull requests\n")
    assert issue.proposed == [BRANCH, "upkeep/radar"]
    ((file, text),) = issue.hub.changed_files(BRANCH).items()
    assert file == RECORD
    assert f'arxiv: "{ADDED}"\nsubmitted: 2026-11-20\n' in text
    ((file, text),) = issue.hub.changed_files("upkeep/radar").items()
    assert file == "data/refused.yml"
    assert text.endswith(
        f'  reason: It is about cheese.\n"{REFUSED}":\n'
        "  title: Getting Heads of Cabbage to Talk <3\n  refused: 2026-11-22\n"
    )
    addition, refusal = issue.hub.pull_requests
    assert addition.startswith("Ticked in #7 by @ada-lovelace.\n\nThe record passed all checks")
    assert "```yaml" in addition
    assert f"(<https://arxiv.org/abs/{REFUSED}>)" in refusal
    issue.merge(BRANCH)
    issue.merge("upkeep/radar")
    result = issue.refresh()
    assert "0 papers may belong in the catalog" in result.stderr
    assert issue.hub.run_catalog("check").exit_code == 0
    assert not json.loads((issue.out / "outcome.json").read_text("utf-8"))["issue"]["open"]


def test_only_what_was_ticked_now_is_added(issue: Issue) -> None:
    issue.tick((ADDED, "add"))
    first = issue.hub.git("rev-parse", BRANCH)
    issue.tick((REFUSED, "refuse"))
    assert not any(f"id_list={ADDED}" in request for request in issue.services.requests)
    assert issue.proposed == [BRANCH, "upkeep/radar"]
    assert issue.hub.git("rev-parse", BRANCH) == first


def test_refusals_of_several_edits_are_proposed_together(issue: Issue) -> None:
    issue.tick((ADDED, "refuse"))
    issue.tick((REFUSED, "refuse"))
    (text,) = issue.hub.changed_files("upkeep/radar").values()
    assert re.findall(r'^"(.*)":$', text, re.MULTILINE) == ["2005.00005", ADDED, REFUSED]
    assert len(issue.hub.pull_requests) == 1


def test_cleared_boxes_withdraw_pull_requests(issue: Issue) -> None:
    issue.tick((ADDED, "add"), (REFUSED, "refuse"))
    result = issue.edit(issue.body.replace("[x]", "[ ]"))
    assert result.stdout == "Issue 7: 0 pull requests\n"
    closed = [call["arguments"][:2] for call in issue.hub.calls].count(["pr", "close"])
    assert closed == 2


def test_a_paper_that_is_added_and_refused(issue: Issue) -> None:
    result = issue.tick((ADDED, "add"), (ADDED, "refuse"), (REFUSED, "refuse"))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{ADDED} is ticked twice, to add and to refuse it, so nothing is done.")
    assert issue.proposed == ["upkeep/radar"]
    assert next(iter(issue.hub.changed_files("upkeep/radar").values())).count("refused: 2026-11") == 1
    at = issue.body.index("- [x] Refuse")
    result = issue.edit(issue.body[:at] + issue.body[at:].replace("[x]", "[ ]", 1))
    assert result.exit_code == 0
    assert issue.proposed == [BRANCH, "upkeep/radar"]


def test_what_is_done_already_changes_nothing(issue: Issue) -> None:
    issue.tick((ADDED, "add"), (REFUSED, "refuse"))
    issue.merge(BRANCH)
    issue.merge("upkeep/radar")
    before = issue.hub.branches
    body, issue.body = issue.body, issue.body.replace("[x]", "[ ]")
    result = issue.edit(body)
    assert (result.exit_code, result.stdout) == (0, "Issue 7: 0 pull requests\n")
    assert (issue.hub.branches, issue.services.requests) == (before, [])


def test_a_refused_paper_is_not_added(issue: Issue) -> None:
    issue.tick((REFUSED, "refuse"))
    issue.merge("upkeep/radar")
    issue.body = issue.body.replace("[x]", "[ ]")
    result = issue.tick((REFUSED, "add"))
    assert result.exit_code == 2
    assert f"{REFUSED} was refused: to add it, remove it from data/refused.yml first." in result.stderr
    assert issue.proposed == ["upkeep/radar"]


def test_arxiv_fails(issue: Issue) -> None:
    body = tick(tick(issue.body, ADDED, "add"), REFUSED, "refuse")
    empty = issue.body
    for reply in (Reply(status=503), Reply("<html>", type="text/html"), Reply(status=403)):
        issue.services.set_replies("arxiv", reply)
        issue.body = empty
        result = issue.edit(body)
        assert (result.exit_code, issue.proposed) == (2, [])
        assert f"{ADDED} could not be added. The title is unknown." in result.stderr
        assert "Nothing could be refused, since arXiv " in result.stderr
        outcome = json.loads((issue.out / "outcome.json").read_text("utf-8"))
        assert (outcome["is_complete"], outcome["pull_requests"], outcome["issue"]) == (False, [], None)


def test_arxiv_does_not_know_a_paper(issue: Issue, archive: Archive) -> None:
    del archive.papers[REFUSED]
    result = issue.tick((ADDED, "refuse"), (REFUSED, "refuse"))
    assert result.exit_code == 2
    assert f"{REFUSED} could not be refused: arXiv has no valid title of it." in result.stderr
    assert REFUSED not in next(iter(issue.hub.changed_files("upkeep/radar").values()))


IGNORED: dict[str, dict[str, Any]] = {
    "an issue of a person": {"issue": {"user": {"login": "mallory"}}},
    "an issue of another robot": {"issue": {"user": {"login": "dependabot[bot]"}}},
    "another title": {"issue": {"title": "New papers on arXiv "}},
    "an edit by the robot": {"sender": {"login": BOT_NAME}},
    "nobody": {"sender": None},
    "a new issue": {"action": "opened"},
    "another title before": {"changes": {"title": {"from": "x"}}},
    "no text": {"issue": {"body": None}},
    "no changes": {"changes": 7},
}


def test_other_events_are_ignored(issue: Issue) -> None:
    body = tick(issue.body, ADDED, "add")
    good: dict[str, Any] = {
        "action": "edited",
        "issue": {"number": 7, "title": "New papers on arXiv", "body": body, "user": {"login": BOT_NAME}},
        "sender": {"login": "ada-lovelace"},
        "changes": {"body": {"from": issue.body}},
    }
    for name, change in IGNORED.items():
        result = issue.decide(good | change | {"issue": good["issue"] | change.get("issue", {})})
        assert result.exit_code == 0
        assert result.stdout.startswith("Ignored: "), name
        assert json.loads((issue.out / "outcome.json").read_text("utf-8"))["pull_requests"] == []
        assert issue.services.requests == []
    for event in ("{}", "[]", "null", '{"issue": 3}', '{"issue": {"number": "1"}}', "{"):
        assert issue.decide(event).exit_code == 1
        assert not issue.out.exists()
    assert issue.decide(good).stdout == "Issue 7: 1 pull request\n"


def test_a_hostile_editor(issue: Issue) -> None:
    """Even whoever may edit the issue can only name papers."""
    line = "- [x] **Add** [{}](<https://arxiv.org/abs/{}>)\n  - [x] Refuse\n"
    body = issue.body + line.format("x", "../../x") + line.format("x", "2611.00011#") + "- [x] " * 10_000
    result = issue.edit(body, sender={"login": "x @everyone <b>"})
    assert (result.exit_code, issue.proposed, issue.services.requests) == (0, [], [])
    many = "".join(line.replace("[x] R", "[ ] R").format("x", f"2612.1{at:04}") for at in range(300))
    result = issue.edit(many)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 101
    assert "At most 100 of 300 boxes count in one edit; the others are left." in result.stderr
