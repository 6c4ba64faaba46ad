"""The monthly release as a fork runs it: the scripts of release.yml, on a git remote, without secrets."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from catalog import Catalog
from catalog.utils.clock import release_version
from catalog.utils.github_markdown import escape_text, inline_code
from tests.history.forks import WORKFLOW, Fork
from tests.review.scripts import write_program

NAMES = (".tar.gz", "-history.xz")


@pytest.fixture
def fork(tmp_path: Path) -> Fork:
    """A fork whose only commit is of January 2030."""
    return Fork(tmp_path)


def changes_of(fork: Fork, tag: str) -> list[str]:
    """Return the headings and items of the notes of a release."""
    lines = fork.releases[tag]["notes"].splitlines()
    return [line for line in lines if line.startswith(("## ", "- "))]


def test_a_first_release_has_the_data_that_was_checked_out(fork: Fork) -> None:
    def merge_more() -> None:
        fork.repository.write("hum-2029")
        fork.repository.commit("2030-01-02")
        fork.push()

    papers = Catalog.load(fork.repository.root).papers
    run = fork.release(after_build=merge_more)
    assert run.report == "success success", run.log
    commit = run.commit
    assert fork.commit_of("data-2030.01") == commit != fork.commit_of("main")
    files = fork.files("data-2030.01")
    data = [f"awesome-talking-face-2030.01{name}" for name in NAMES]
    assert files.keys() == {*data, "SHA256SUMS", "site.SHA256SUMS"}
    assert run.signed == {*files, "NOTES.md"}
    sums = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    assert sorted(sums) == sorted([hashlib.sha256(files[name]).hexdigest(), name] for name in data)
    page = hashlib.sha256(f"{commit}\n".encode()).hexdigest()
    assert f"{page}  index.html" in files["site.SHA256SUMS"].decode().splitlines()
    archive = fork.github.folder / f"releases/data-2030.01/{data[0]}"
    assert Catalog.from_archive(archive).papers == papers
    release = fork.releases["data-2030.01"]
    assert release["title"] == "Data 2030.01"
    assert release["notes"] == (
        "2 papers, 1 dataset, 1 code repository, and 1 result table, "
        f"as of commit {inline_code(commit[:12])}.\n"
    )


def test_each_change_is_in_exactly_one_release(fork: Fork) -> None:
    repository = fork.repository
    fork.release()
    repository.write("hum-2029", "Hum in the Same Second")
    repository.commit("2030-01-01")
    repository.git("tag", "data-old")  # neither is the last release, though both are newer
    time = "2030-01-01T12:00:00+0000"
    repository.git("tag", "--annotate", "--message", "-", "data-2029.12", GIT_COMMITTER_DATE=time)
    repository.write("mime-2025", "Mime in Time", arxiv='"2512.00001"', added="2026-01-03")
    repository.commit("2030-02-03")
    run = fork.release()
    before = fork.releases, fork.files("data-2030.02")
    assert fork.release().artifact == run.artifact  # with its tag in git
    assert (fork.releases, fork.files("data-2030.02")) == before
    assert changes_of(fork, "data-2030.02") == [
        "## Added (2)",
        "- Hum in the Same Second: arXiv 2029",
        "- Mime in Time: arXiv 2025",
    ]
    repository.path("hum-2029").unlink()
    repository.write("drum-2029", "Drum", arxiv='"2901.00001"', replaces="[hum-2029]")
    repository.commit("2030-01-20")  # on a computer with a slow clock
    repository.path("mime-2025").unlink()
    repository.commit("2030-02-03")
    repository.write("strum-2029", "Strum", arxiv='"2901.00002"')
    repository.commit("2030-04-01")
    fork.release()
    assert changes_of(fork, "data-2030.04") == [
        "## Added (1)",
        "- Strum: arXiv 2029",
        "## Title changed (1)",
        f"- Drum: {escape_text('previously: Hum in the Same Second')}",
        "## Removed (1)",
        "- Mime in Time",
    ]
    assert list(fork.releases) == ["data-2030.01", "data-2030.02", "data-2030.04"]


def test_a_release_of_the_month_stays_as_it_is(fork: Fork) -> None:
    fork.add_release("data-2030.01")
    before = fork.releases
    run = fork.release()
    assert run.report == "success success", run.log
    assert "data-2030.01 is released already" in run.jobs["publish"].log
    assert fork.releases == before
    assert fork.github.calls[-1]["arguments"][1] == "view"


def test_a_shallow_checkout_is_no_release(fork: Fork) -> None:
    fork.repository.write("hum-2029")
    fork.repository.commit("2030-02-01")
    run = fork.release(changes={"fetch-depth": 1})
    assert run.report == "failure skipped"
    assert "This is a shallow clone" in run.jobs["build"].log
    assert fork.releases == {}


def test_what_an_interrupted_run_left_is_replaced(fork: Fork) -> None:
    fork.add_release("data-2030.01", is_draft=True)
    run = fork.release()
    assert run.report == "success success", run.log
    assert not fork.releases["data-2030.01"]["isDraft"]
    assert len(fork.files("data-2030.01")) == 4


def test_files_are_never_released_under_the_tag_of_another_commit(fork: Fork) -> None:
    fork.repository.git("tag", "data-2030.01")  # a fork has the tags of its source, without releases
    fork.repository.write("hum-2029")
    fork.repository.commit("2030-01-02")
    run = fork.release()
    assert run.report == "success failure"
    assert "The tag data-2030.01 is at another commit" in run.jobs["publish"].log
    assert fork.releases == {}


def test_a_failing_gh_fails_the_job(fork: Fork) -> None:
    write_program(fork.github.folder, "bin/gh", '[ "$1" = run ] || exit 1')
    assert fork.release().report == "success failure"


def test_each_month_has_a_release_of_its_own() -> None:
    (schedule,) = WORKFLOW[True]["schedule"]
    minute, hour, day, *_ = schedule["cron"].split()
    runs = [datetime(2030, month, int(day), int(hour), int(minute)) for month in range(2, 7)]
    commits = [
        datetime(2030, month, day, 3) for month in range(1, 7) for day in ((1, 20) if month % 2 else (20,))
    ]
    released = [max(commit for commit in commits if commit < run) for run in runs]
    assert len({release_version(commit.date()) for commit in released}) == len(runs)
