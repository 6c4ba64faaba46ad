"""Changes that would break the main branch or a URL are stopped before they are merged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import TOY_PAPER
from tests.repository import Repository
from tests.review.actions import Run, run_check
from tests.review.changes import write_files
from tests.sites import EPOCH

FORM = ".github/ISSUE_TEMPLATE/add-paper.yml"
OPTIONS = "body:\n  - id: category\n    attributes:\n      options: [{}]\n"
BASE: Mapping[str, Any] = {FORM: OPTIONS.format("Mumbling, Statecraft")}
STATESMEN = "data/papers/2021/talking-heads-of-state-2021.yml"
NEW = "title: {title}\narxiv: '2101.00001'\ncategories: [mumbling]\nsources: [napkin]\n"
HUM, DRONE = "data/papers/2021/hum-2021.yml", "data/papers/2021/drone-2021.yml"
GONE = "silence-of-the-lambdas-2019: It turned out to be a recording of an empty room.\n"
NO_FILM = {
    "data/tags.yml": {
        "edit": {"video:\n  group: driver\n  name: Video\n  about: Driven by a film of somebody else.\n": ""}
    }
}
WHISTLING = {
    "edit": {"statecraft:\n": "whistling:\n  name: Whistling\n  about: Faces that whistle.\nstatecraft:\n"}
}
CHANGES: Mapping[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "a tag is removed": (
        {**NO_FILM, STATESMEN: {"edit": {"tags: [video]\n": ""}}},
        "tags/video: ...",
        {"data/gone.yml": f"{GONE}tags/video: Nobody films any more.\n"},
    ),
    "a tag is renamed": (
        {
            "data/tags.yml": {"edit": {"video:\n  group": "film:\n  group"}},
            STATESMEN: {"edit": {"tags: [video]": "tags: [film]"}},
        },
        "tags/video: {reason: ..., to: tags/film}",
        {"data/gone.yml": f"{GONE}tags/video: {{reason: It is called film now., to: tags/film}}\n"},
    ),
    "an author is respelled": (
        {STATESMEN: {"edit": {"Count Basey": "Count Bassey"}}},
        'count-bassey: {name: "Count Bassey", spellings: ["Count Basey"], former: ["count-basey"]}',
        {
            "data/people.yml": {
                "edit": {
                    "count-basey:\n  name: Count Basey\n  spellings: [C. Basey]\n": "count-bassey:\n"
                    "  name: Count Bassey\n  spellings: [C. Basey, Count Basey]\n  former: [count-basey]\n"
                }
            }
        },
    ),
    "an arXiv ID is changed": (
        {TOY_PAPER: {"edit": {"2004.01020": "2004.01021"}}},
        "arxiv/2004.01020: {reason: ..., to: papers/lipsyncopation-2020}",
        {
            "data/gone.yml": f"{GONE}arxiv/2004.01020: {{reason: It was the number of another paper., "
            "to: papers/lipsyncopation-2020}\n"
        },
    ),
    "a category is added": (
        {"data/categories.yml": WHISTLING},
        "write these options in .github/ISSUE_TEMPLATE/add-paper.yml: Mumbling; Whistling; Statecraft",
        {FORM: OPTIONS.format("Mumbling, Whistling, Statecraft")},
    ),
    "a schema is edited": (
        {"data/schema/paper.schema.json": "{}\n"},
        "data/schema/paper.schema.json is generated",
        {},
    ),
}
"""Files of each change, what the check proposes, and the files that follow the proposal."""


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The toy catalog on its main branch, with an issue form."""
    repository = Repository(tmp_path / "toy")
    write_files(repository.root, BASE)
    repository.commit()
    return repository


def propose(repository: Repository, branch: str, files: Mapping[str, Any], base: str = "main") -> None:
    """Commit files on a new branch."""
    repository.git("switch", "--quiet", "--create", branch, base)
    write_files(repository.root, {**BASE, **files})
    repository.commit()


def merge(repository: Repository, into: str, *branches: str) -> str:
    """Check out a new branch at a commit with other branches merged, and return the hash of that commit."""
    base = repository.git("rev-parse", into).strip()
    repository.git("switch", "--quiet", "--create", f"merge-{'-'.join(branches)}", base)
    for branch in branches:
        repository.git("merge", "--quiet", "--no-ff", branch)
    return base


def check_pull_request(repository: Repository, branch: str) -> Run:
    """Run the check on the merge of a pull request, as GitHub checks it out."""
    merge(repository, "main", branch)
    head = {"sha": repository.git("rev-parse", branch).strip(), "repo": {"full_name": "someone/fork"}}
    pull_request = {"head": head, "author_association": "NONE"}
    repo = {"name": "r", "default_branch": "main"}
    return run_check(repository.root, "pull_request", {"pull_request": pull_request, "repository": repo})


def readable(text: str) -> str:
    """Return a log without escapes of annotations."""
    return text.replace("%2C", ",").replace("%3A", ":")


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.every(3)
def test_a_change_that_breaks_main_is_stopped(repository: Repository, name: str) -> None:
    files, proposal, _ = CHANGES[name]
    propose(repository, "change", files)
    run = check_pull_request(repository, "change")
    assert run.results["verdict"] == "failure", run.log
    assert run.results["records"] == "failure"
    assert run.results["test"] == "skipped"
    assert proposal in readable(run.log)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if "respelled" in name else pytest.mark.gate)
        for name in list(CHANGES)[:-1]
    ],
)
def test_it_passes_once_it_follows_the_proposal(repository: Repository, name: str) -> None:
    files, _, more_files = CHANGES[name]
    propose(repository, "change", {**files, **more_files})
    run = check_pull_request(repository, "change")
    assert run.results["verdict"] == "success", run.log


def test_a_valid_record_passes(repository: Repository) -> None:
    propose(repository, "hum", {HUM: NEW.format(title="Hum")})
    run = check_pull_request(repository, "hum")
    expected = {"scope": "success", "test": "skipped", "data": "success", "records": "success"}
    assert run.results == {**expected, "verdict": "success"}


def test_a_record_that_is_not_in_canonical_form_is_shown_as_it_should_be(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "hum")
    (repository.root / HUM).write_text(NEW.format(title="Hum"), encoding="utf-8")
    repository.commit()
    run = check_pull_request(repository, "hum")
    assert run.results["verdict"] == "failure"
    assert "outdated-file" in run.summary or "outdated&#45;file" in run.summary
    assert 'title: "Hum"\ncategories: [mumbling]\narxiv: "2101.00001"\nsources: [napkin]\n' in run.summary


def propose_twins(repository: Repository) -> None:
    propose(repository, "hum", {HUM: NEW.format(title="Hum")})
    propose(repository, "drone", {DRONE: NEW.format(title="Something Else Entirely")})


def test_two_records_of_one_paper_pass_alone(repository: Repository) -> None:
    propose_twins(repository)
    for branch in ("hum", "drone"):
        assert check_pull_request(repository, branch).results["verdict"] == "success"


@pytest.mark.parametrize(
    "branches", [("hum", "drone"), pytest.param(("drone", "hum"), marks=pytest.mark.gate)]
)
def test_they_are_stopped_in_a_merge_queue(repository: Repository, branches: tuple[str, str]) -> None:
    propose_twins(repository)
    first, second = branches
    base = merge(repository, "main", first)
    assert run_check(repository.root, "merge_group", merge_group(base)).results["verdict"] == "success"
    base = merge(repository, f"merge-{first}", second)
    run = run_check(repository.root, "merge_group", merge_group(base))
    assert run.results["verdict"] == "failure"
    assert "duplicate-arxiv" in run.log


def test_they_are_stopped_in_a_group_of_a_merge_queue(repository: Repository) -> None:
    propose_twins(repository)
    base = merge(repository, "main", "hum", "drone")
    assert run_check(repository.root, "merge_group", merge_group(base)).results["verdict"] == "failure"


def merge_group(base: str) -> dict[str, Any]:
    return {"merge_group": {"base_sha": base}, "repository": {"name": "r", "default_branch": "main"}}


def test_a_pull_request_of_the_bot_is_checked(repository: Repository) -> None:
    """The bot starts the check on its branch, which is compared with main."""
    event = {"repository": {"name": "r", "default_branch": "main"}}
    repository.git("update-ref", "refs/remotes/origin/main", "main")
    propose(repository, "add/issue-1", {HUM: NEW.format(title="Hum")})
    assert run_check(repository.root, "workflow_dispatch", event).results["verdict"] == "success"
    propose(repository, "add/issue-2", {DRONE: NEW.format(title="Drone").replace("2101.00001", "la la")})
    assert run_check(repository.root, "workflow_dispatch", event).results["verdict"] == "failure"


def test_a_change_of_the_program_is_tested(repository: Repository) -> None:
    propose(repository, "program", {"hooks/x.py": "print()\n"})
    run = check_pull_request(repository, "program")
    assert (run.results["test"], run.results["data"]) == ("success", "skipped")
