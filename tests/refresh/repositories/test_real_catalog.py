"""All records of the real catalog, against a GitHub that is as they say: nothing to propose."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalog import Catalog
from catalog.records.repository import REPOSITORY_URL, Repository, repository_id
from catalog.refresh.repositories.questions import Questions
from tests.helpers import ROOT
from tests.lookup.services import Services
from tests.refresh.repositories.command import Repositories
from tests.refresh.repositories.github import TOKEN, Commit, GitHub, HostedRepository

pytestmark = pytest.mark.data


def reflect(catalog: Catalog, github: GitHub) -> int:
    """Let a stand-in have the repositories of the records.

    Returns:
        The number of repositories at GitHub that papers link to, but that have no record.
    """
    for repository in catalog.repositories.values():
        match = REPOSITORY_URL.fullmatch(repository.url)
        assert match
        commits = []
        if repository.read.commit:
            day = str(repository.read.date)
            commits = [Commit({"README.md": repository.id}, day, repository.read.commit)]
        github.add("/".join(match.groups()), *commits, is_archived=repository.archived)
    urls = {repository_id(url): url for record in catalog.records for url in record.links.code}
    return sum(
        id not in catalog.repositories and "//github.com/" in url.lower() for id, url in urls.items() if id
    )


@pytest.fixture
def refresh(tmp_path: Path, services: Services, monkeypatch: pytest.MonkeyPatch) -> Repositories:
    """The command on a copy of the real catalog, two days after its records were read."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200")
    monkeypatch.setattr(
        "catalog.cli.refresh.Client", lambda *_, **__: services.client(tokens={"github": TOKEN})
    )
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return Repositories(tmp_path, services)


def test_a_github_that_is_as_the_records_say(refresh: Repositories, services: Services) -> None:
    catalog = Catalog.load(refresh.root)
    github = GitHub(services)
    services.set_replies("github", github.answer)
    missing = reflect(catalog, github)
    result = refresh()
    assert refresh.files == {}
    assert (refresh.outcome["issue"]["open"], refresh.outcome["is_complete"]) == (missing, True)
    assert len(services.requests) <= -(-(len(catalog.repositories) + missing) // Questions.batch_size)
    assert (result.exit_code, refresh.paths) == (1 if missing else 0, [])


def test_planted_changes_are_found_among_all(refresh: Repositories, services: Services) -> None:
    catalog = Catalog.load(refresh.root)
    github = GitHub(services)
    services.set_replies("github", github.answer)
    reflect(catalog, github)
    records = [
        repository
        for repository in catalog.repositories.values()
        if repository.read.commit and repository.holds is not None and not repository.archived
    ]
    silent = [repository for repository in records if "training" not in (repository.holds or ())]
    planted = {repository.file for repository in (*records[:5], *silent[-5:])}
    for repository in planted_in(github, records[:5]):
        repository.is_archived = True
    for repository in planted_in(github, silent[-5:]):
        repository.push({"train.py": "learn()"}, "2026-11-30")
    refresh()
    assert refresh.files.keys() == planted
    assert len(planted) == 10


def planted_in(github: GitHub, records: list[Repository]) -> list[HostedRepository]:
    """Return the hosted repositories of records."""
    return [github.repositories[record.url.lower().removeprefix("https://github.com/")] for record in records]
