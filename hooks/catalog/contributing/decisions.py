"""Decisions about new papers: boxes that people tick in the issue of the radar become pull requests.

Strangers can open issues with any title and text. So an event counts only if a workflow opened the issue,
which then only people with write access can edit, and only arXiv IDs are taken from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.contributing.github import BOT_NAME
from catalog.contributing.hints import ContributorHints
from catalog.contributing.issue import LOGIN_PATTERN, MAX_BODY_CHARACTERS, MAX_EVENT_BYTES
from catalog.contributing.proposal import propose
from catalog.contributing.reply import render_evidence, render_problems
from catalog.documents.problems import format_count
from catalog.lookup.answer import Answer, ServiceRecord
from catalog.lookup.link import LinkFacts, parse_link
from catalog.lookup.normalize import value_at
from catalog.lookup.transport import ServiceError
from catalog.records.catalog import Catalog
from catalog.refresh.outcome import Commit, Outcome, PullRequest
from catalog.refresh.radar.checklist import TITLE, Ticks, read_ticks
from catalog.utils.clock import build_date
from catalog.utils.files import read_bytes
from catalog.utils.github_markdown import code_block, render_link
from catalog.utils.urls import arxiv_url
from catalog.writing.draft import dump_plain, update_document
from catalog.writing.format import format_text

REFUSED_FILE = "data/refused.yml"
REFUSAL_BRANCH = "upkeep/radar"
MAX_DECISIONS = 100
"""Boxes that count; the issue has 60."""


class IgnoredEventError(Exception):
    """The event is not an edit of the radar's issue by a person; the message says why."""


@dataclass(frozen=True)
class Edit:
    """An edit of the radar's issue."""

    number: int
    """Number of the issue."""
    editor: str
    """Login of whoever ticked; blank if it is not valid."""
    before: Ticks
    after: Ticks

    @property
    def credit(self) -> str:
        """Sentence on who decided, in Markdown."""
        return f"Ticked in #{self.number}" + (f" by @{self.editor}." if self.editor else ".")


@dataclass
class Decisions:
    """Pull requests for an edit, and sentences on what is not proposed."""

    catalog: Catalog
    edit: Edit
    pull_requests: list[PullRequest] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def add_papers(self, look_up: Callable[[LinkFacts], Answer]) -> None:
        """Propose a record for each paper that was ticked now, and withdraw those that are no longer."""
        before, after = (ticks.added - ticks.both for ticks in (self.edit.before, self.edit.after))
        for arxiv in self._take(after - before):
            self._add_paper(arxiv, look_up)
        for arxiv in self._take(before - after):
            self.pull_requests.append(PullRequest(f"add/arxiv-{arxiv}", f"Add {arxiv}", "", ()))

    def _add_paper(self, arxiv: str, look_up: Callable[[LinkFacts], Answer]) -> None:
        facts = parse_link(arxiv_url(arxiv))
        if any(paper.arxiv == arxiv for paper in self.catalog.papers):
            return
        if arxiv in self.catalog.refused:
            self.failures.append(f"{arxiv} was refused: to add it, remove it from {REFUSED_FILE} first.")
            return
        proposal = propose(self.catalog, facts, look_up(facts), ContributorHints())
        if proposal.existing_paper:
            self.failures.append(f"{arxiv} is listed already: {proposal.existing_paper.file}.")
        elif proposal.draft is None:
            details = [*proposal.failures, *(problem.text for problem in proposal.problems)]
            sentences = " ".join([f"{proposal.rejection}.", *details])
            self.failures.append(f"{arxiv} could not be added. {sentences}")
        else:
            id = proposal.draft.id
            body = [
                self.edit.credit,
                "The record passed all checks before it was proposed: **no errors**.",
                *render_evidence(proposal),
                *render_problems(proposal),
                code_block(proposal.text, "yaml"),
            ]
            commit = Commit(f"Add {id}\n", {proposal.draft.file: proposal.text})
            branch = f"add/arxiv-{arxiv}"
            self.pull_requests.append(PullRequest(branch, f"Add {id}", "\n\n".join(body), (commit,)))

    def refuse_papers(self, fetch: Callable[[Sequence[str]], dict[str, ServiceRecord]]) -> None:
        """Propose to remember all papers that are ticked, together, if the edit has changed them."""
        before, after = (ticks.refused - ticks.both for ticks in (self.edit.before, self.edit.after))
        if before == after:
            return
        known = {paper.arxiv for paper in self.catalog.papers} | self.catalog.refused.keys()
        ids = self._take(after - known)
        try:
            records = fetch(ids) if ids else {}
        except ServiceError as error:
            self.failures.append(f"Nothing could be refused, since arXiv {error}.")
            return
        titles = {id: records[id].title for id in ids if id in records}
        for id in ids:
            if not titles.get(id):
                self.failures.append(f"{id} could not be refused: arXiv has no valid title of it.")
        self._refuse({id: title for id, title in titles.items() if title})

    def _take(self, ids: Set[str]) -> list[str]:
        """Return the IDs that count, in order."""
        if len(ids) > MAX_DECISIONS:
            self.failures.append(
                f"At most {MAX_DECISIONS} of {len(ids):,} boxes count in one edit; the others are left."
            )
        return sorted(ids)[:MAX_DECISIONS]

    def _refuse(self, titles: dict[str, str]) -> None:
        heading = f"Refuse {format_count(len(titles), 'paper')}"
        if not titles:
            self.pull_requests.append(PullRequest(REFUSAL_BRANCH, heading, "", ()))
            return
        items = (f"- {render_link(title, arxiv_url(id))}" for id, title in titles.items())
        note = "They do not belong in the catalog, and are not proposed again."
        body = "\n\n".join([self.edit.credit, note, "\n".join(items)])
        commit = Commit(f"{heading}\n", {REFUSED_FILE: add_refusals(self.catalog, titles)})
        self.pull_requests.append(PullRequest(REFUSAL_BRANCH, heading, body, (commit,)))


def read_edit(event: Path) -> Edit:
    """Read the event of an edited issue.

    Args:
        event: JSON file of the event, as GitHub writes it.

    Raises:
        ValueError: The file has no issue; nobody who edits issues can cause that.
        IgnoredEventError: It is none of the radar's, or no person edited its text.
    """
    payload = json.loads(read_bytes(event, MAX_EVENT_BYTES))
    issue = value_at(payload, "issue")
    number, body = value_at(issue, "number"), value_at(issue, "body")
    if not isinstance(number, int):
        raise ValueError(f"{event} has no issue")
    sender = value_at(payload, "sender", "login")
    earlier = value_at(payload, "changes", "body", "from")
    if not is_from_radar(issue):
        raise IgnoredEventError("it is not the issue of the radar")
    if sender == BOT_NAME or not isinstance(sender, str):
        raise IgnoredEventError("no person has edited it")
    if value_at(payload, "action") != "edited" or not isinstance(earlier, str) or not isinstance(body, str):
        raise IgnoredEventError("its text is the same as before")
    texts = (text[:MAX_BODY_CHARACTERS] for text in (earlier, body))
    return Edit(number, sender if LOGIN_PATTERN.fullmatch(sender) else "", *map(read_ticks, texts))


def is_from_radar(issue: Any) -> bool:
    """Return whether an issue is the one that the radar keeps; people cannot have the login of a workflow."""
    return (value_at(issue, "user", "login"), value_at(issue, "title")) == (BOT_NAME, TITLE)


def decide(
    catalog: Catalog,
    edit: Edit,
    look_up: Callable[[LinkFacts], Answer],
    fetch: Callable[[Sequence[str]], dict[str, ServiceRecord]],
) -> Outcome:
    """Return the pull requests for what people have ticked.

    Args:
        catalog: Catalog of the main branch.
        edit: Edit of the issue.
        look_up: Function that asks the services about a link.
        fetch: Function that asks arXiv for papers by ID; see `lookup.arxiv.fetch_by_arxiv_ids`.
    """
    decisions = Decisions(catalog, edit)
    decisions.failures += _conflicts(edit)
    decisions.add_papers(look_up)
    decisions.refuse_papers(fetch)
    proposals = [pull_request for pull_request in decisions.pull_requests if pull_request.commits]
    summary = f"Issue {edit.number}: {format_count(len(proposals), 'pull request')}"
    return Outcome(
        round="radar",
        open=len(proposals),
        summary=summary,
        failures=tuple(decisions.failures),
        pull_requests=tuple(decisions.pull_requests),
    )


def add_refusals(catalog: Catalog, titles: dict[str, str]) -> str:
    """Return the text of refused.yml with more papers, refused today.

    Args:
        catalog: The catalog.
        titles: Titles by arXiv ID.
    """
    today = build_date().isoformat()
    entries = {id: {"title": title, "refused": today} for id, title in titles.items()}
    if document := catalog.documents.get(REFUSED_FILE):
        return update_document(document, document.data | entries)
    return format_text(dump_plain(entries).encode(), REFUSED_FILE)


def _conflicts(edit: Edit) -> Iterator[str]:
    for arxiv in sorted(edit.after.both)[:MAX_DECISIONS]:
        yield f"{arxiv} is ticked twice, to add and to refuse it, so nothing is done. Clear one of the boxes."
