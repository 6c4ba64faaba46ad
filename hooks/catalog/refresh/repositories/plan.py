"""Repositories that records link to, and those to ask about."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from catalog.documents.problems import Severity
from catalog.records.catalog import Catalog
from catalog.records.repository import REPOSITORY_URL, Reading, Repository, repository_id
from catalog.refresh.repositories.states import States

GITHUB = re.compile(r"https?://(?:www\.)?github\.com/[^\n]*", re.IGNORECASE)
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.ASCII)
"""Names of files that a robot may propose."""


@dataclass(frozen=True)
class LinkedRepository:
    """A repository at GitHub that records link to."""

    id: str
    name: str
    """Owner and name, as spelled in the record, or in the link."""
    record: Repository | None
    """Its record; None if there is none."""
    files: tuple[str, ...]
    """Files of the papers and datasets that link to it."""

    @property
    def file(self) -> str:
        """File of its record, which may not exist yet."""
        return f"data/repositories/{self.id}.yml"

    @property
    def reading(self) -> Reading | None:
        """State that its record speaks of."""
        return self.record.read if self.record else None

    @property
    def commit(self) -> str:
        """Commit that its record speaks of; blank for none."""
        return (self.reading.commit if self.reading else "") or ""


@dataclass(frozen=True)
class Plan:
    """Repositories of the records in the scope."""

    repositories: tuple[LinkedRepository, ...]
    due: tuple[LinkedRepository, ...]
    elsewhere: int
    """Number of repositories at other hosts, which are not asked."""


def is_due(repository: LinkedRepository, states: States, max_age: timedelta) -> bool:
    """Return whether to ask about a repository: its state is unknown, old, or lacks what its record needs."""
    state = states.find_key(repository.id)
    if state is None or states.is_key_due(repository.id, max_age):
        return True
    return not state.is_complete(repository.reading)


def make_plan(
    catalog: Catalog,
    states: States,
    max_age: timedelta,
    files: Collection[str] | None = None,
    limit: int | None = None,
) -> Plan:
    """Return what a run is about.

    Args:
        catalog: The catalog.
        states: Answers of earlier runs; those about repositories that no record has any more are dropped.
        max_age: Age from which a state is asked for again.
        files: Files in the scope: of repositories, or of papers and datasets that link to them.
        limit: Number of repositories to ask about; None for all. New ones come first, then the oldest.
    """
    everywhere = _list_repositories(catalog)
    at_github = [repository for repository, url in everywhere if GITHUB.fullmatch(url)]
    states.retain_keys([repository.id for repository in at_github])
    by_id = {
        repository.id: repository
        for repository in at_github
        if files is None or not {repository.file, *repository.files}.isdisjoint(files)
    }
    # `select_due` knows ages only, so incomplete states come last.
    order = dict.fromkeys([*states.select_due([*by_id], max_age), *by_id])
    due = [by_id[id] for id in order if is_due(by_id[id], states, max_age)]
    return Plan(tuple(by_id.values()), tuple(due[:limit]), len(everywhere) - len(at_github))


def _list_repositories(catalog: Catalog) -> list[tuple[LinkedRepository, str]]:
    """Return repositories with their URLs: those with a valid record, and those that should have one."""
    invalid = {
        problem.location.file for problem in catalog.problems if problem.rule.severity is Severity.ERROR
    }
    urls = {id: repository.url for id, repository in catalog.repositories.items()}
    linking: dict[str, list[str]] = {id: [] for id in urls}
    for record in catalog.records:
        for url in record.links.code:
            if id := repository_id(url):
                urls.setdefault(id, url)
                linking.setdefault(id, []).append(record.file)
    found = []
    for id, url in urls.items():
        match = REPOSITORY_URL.fullmatch(url)
        file = f"data/repositories/{id}.yml"
        is_usable = file not in invalid and id not in catalog.unread_ids and FILE_NAME.fullmatch(id)
        if match and is_usable and repository_id(url) == id:
            name = "/".join(match.groups())
            files = tuple(dict.fromkeys(linking[id]))
            found.append((LinkedRepository(id, name, catalog.repositories.get(id), files), url))
    return found
