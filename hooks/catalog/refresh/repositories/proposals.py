"""Proposals of a run: texts of records that change or are new, and findings that need a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from catalog.records.catalog import Catalog
from catalog.records.repository import repository_id
from catalog.refresh.repositories.licenses import find_license
from catalog.refresh.repositories.merge import Values, derive, describe_reading, merge_record
from catalog.refresh.repositories.plan import LinkedRepository
from catalog.refresh.repositories.states import State, States
from catalog.refresh.repositories.texts import edit_record, is_valid_record, write_record


class Kind(Enum):
    """Kinds of findings, the most important first."""

    GONE = "gone"
    REWRITTEN = "rewritten"
    LICENSE = "license"


@dataclass(frozen=True)
class Finding:
    """A repository that needs a person."""

    kind: Kind
    repository: LinkedRepository
    state: State
    note: str = ""
    """Half a sentence of our own."""


@dataclass(frozen=True)
class Proposal:
    """A record that changes, or a new one."""

    repository: LinkedRepository
    state: State
    values: Values
    """New values; None for a field that is removed."""
    text: str

    @property
    def facts(self) -> Values:
        """Values without the state that the record speaks of."""
        return {name: value for name, value in self.values.items() if name != "read"}


@dataclass
class Proposals:
    """Proposals and findings of a run."""

    changed: list[Proposal] = field(default_factory=list)
    new: list[Proposal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """Sentences on records that could not be written."""

    @property
    def files(self) -> dict[str, str]:
        """Texts of records by file."""
        return {proposal.repository.file: proposal.text for proposal in (*self.changed, *self.new)}


def make_proposals(catalog: Catalog, states: States, repositories: Iterable[LinkedRepository]) -> Proposals:
    """Compare records with all states that are known, from this run or an earlier one."""
    proposals = Proposals()
    for repository in repositories:
        state = states.find_key(repository.id)
        if not state:
            continue
        if state.is_gone:
            proposals.findings.append(Finding(Kind.GONE, repository, state))
            continue
        proposals.findings += _find_problems(catalog, repository, state)
        record = repository.record
        if record and record.read.checked > state.checked:
            proposals.failures.append(f"{record.file} was read after {state.checked}: a clock is wrong.")
            continue
        values = (
            merge_record(record, state, catalog.licenses) if record else _describe(catalog, repository, state)
        )
        if not values:
            continue
        document = catalog.documents.get(repository.file)
        text = edit_record(document, values) if document else write_record(repository.file, values)
        if not is_valid_record(repository.id, repository.file, text):
            proposals.failures.append(f"{repository.file} would not be valid, so it is not proposed.")
            continue
        group = proposals.changed if record else proposals.new
        group.append(Proposal(repository, state, values, text))
    return proposals


def _describe(catalog: Catalog, repository: LinkedRepository, state: State) -> Values:
    """Return the values of a new record; none if the contents could not be read."""
    head = state.find_contents(state.commit)
    if state.commit and not head:
        return {}
    is_moved = repository_id(f"https://github.com/{state.name}") != repository.id
    values: Values = {"url": f"https://github.com/{repository.name if is_moved else state.name}"}
    values["read"] = describe_reading(state)
    values |= derive(state, head, catalog.licenses) if head else {"holds": []}
    if state.is_archived:
        values["archived"] = "true"
    if is_moved:
        values["moved_to"] = f"https://github.com/{state.name}"
    return values


def _find_problems(catalog: Catalog, repository: LinkedRepository, state: State) -> list[Finding]:
    """Return findings on a record whose facts cannot be compared, or not all of them."""
    base_commit = state.find_base(repository.reading)
    if repository.commit and base_commit == "" and state.commit:
        return [Finding(Kind.REWRITTEN, repository, state)]
    base, head = state.find_contents(base_commit or ""), state.find_contents(state.commit)
    if base and head and base.licenses != head.licenses and not find_license(state.license, catalog.licenses):
        note = "GitHub does not know its license" if head.licenses else "its license file is gone"
        return [Finding(Kind.LICENSE, repository, state, note)]
    if base and head and base.licenses and not head.licenses:
        return [Finding(Kind.LICENSE, repository, state, "its license file is gone")]
    return []
