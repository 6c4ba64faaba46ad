"""Texts for people: the issue on dead and moved links, and the pull request with their states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.documents.problems import format_count
from catalog.refresh.issue import Section, render_failures, render_issue
from catalog.refresh.links.memory import Memories
from catalog.refresh.links.probe import Kind
from catalog.refresh.links.states import State
from catalog.refresh.links.targets import Place, Targets
from catalog.utils import github_markdown as md
from catalog.views.cards import archive_url

MAX_LINE_CHARACTERS = 2000
"""A line to paste must not be cut."""
ISSUE_TITLE = "Dead and moved links"


@dataclass(frozen=True)
class Findings:
    """Result of a run."""

    targets: Targets
    memories: Memories
    states: Mapping[str, State]
    """States of all links that do not simply work."""
    failures: tuple[str, ...]
    due: int
    """Links still to ask."""

    def count(self, state: str) -> int:
        """Return the number of links in a state."""
        return sum(value.state == state for value in self.states.values())

    @property
    def may_be_dead(self) -> list[str]:
        """Links that were dead when last asked, which says little if they were asked once."""
        return [
            url
            for url in self.targets.places
            if (memory := self.memories.find(url)) and memory.kind is Kind.DEAD
        ]

    @property
    def summary(self) -> str:
        """Counts, for a sentence or a line."""
        known = sum(self.memories.find(url) is not None for url in self.targets.places)
        counts = f"{known:,} of {format_count(len(self.targets.places), 'link')} checked"
        if self.targets.unchecked:
            counts += f", {self.targets.unchecked:,} without https are not asked for"
        return counts


def render_findings(findings: Findings) -> str:
    """Return the issue on dead and moved links of all records."""
    dead = [
        (*_cells(url, place), *_archive_cells(url, state)) for url, place, state in _rows(findings, "dead")
    ]
    moved = [
        (*_cells(url, place), *_move_cells(place, state)) for url, place, state in _rows(findings, "moved")
    ]
    sections = [
        Section(
            "Dead links",
            "The page or its host did not exist twice, at least a week apart. "
            "The site leads to an archived copy. If the page has a new address, write that into the record.",
            ("Record", "Link", "Dead since", "Last seen"),
            dead,
        ),
        Section(
            "Moved links",
            "The host redirects for good. Open the new address: if it is the same page, paste the line "
            "into the record; else remove the link.",
            ("Record", "Link", "Moved since", "Line for the record"),
            moved,
        ),
    ]
    verdict = "" if dead or moved else " No link is dead or moved."
    summary = (
        f"{findings.memories.today}: {findings.summary}; {findings.count('blocked'):,} blocked.{verdict}"
    )
    return render_issue(
        ISSUE_TITLE, summary, [section for section in sections if section.rows], _render_rest(findings)
    )


def render_doubts(findings: Findings) -> str:
    """Return the report on changed records: links that may be dead."""
    rows = []
    for url in findings.may_be_dead:
        memory = findings.memories.find(url)
        reason = md.escape_text(memory.reason) if memory else ""
        rows += [(*_cells(url, place), reason) for place in findings.targets.places[url]]
    advice = "Open each in a browser: a typing error is likely in a new link."
    sections = [Section("Links that may be dead", advice, ("Record", "Link", "Reply"), rows)] if rows else []
    verdict = "" if rows else " None of them is dead."
    summary = f"{findings.memories.today}: {findings.summary}.{verdict}"
    return render_issue("Links of changed records", summary, sections, _render_rest(findings))


def render_changes(findings: Findings, entries: Mapping[str, State]) -> str:
    """Return the pull request on changes of data/links.yml, which had some entries."""
    urls = [
        url for url in sorted({*entries, *findings.states}) if entries.get(url) != findings.states.get(url)
    ]
    rows = []
    for url in urls:
        old, new = entries.get(url), findings.states.get(url)
        cells = (_render_url(url), old.state if old else "", new.state if new else "")
        rows.append((*cells, _render_url(new.to) if new and new.to else ""))
    advice = "Open new addresses before you merge: readers are led there, and from dead links to an archive."
    section = Section("Changes", advice, ("Link", "Before", "Now", "New address"), rows)
    summary = f"{findings.memories.today}: what `data/links.yml` says about links that do not simply work."
    return render_issue("States of links", summary, [section])


def _rows(findings: Findings, name: str) -> Iterator[tuple[str, Place, State]]:
    for url, state in findings.states.items():
        if state.state == name:
            for place in findings.targets.places.get(url, ()):
                yield url, place, state


def _cells(url: str, place: Place) -> tuple[str, str]:
    return f"{md.inline_code(place.record.file)}<br>{md.inline_code(place.name)}", _render_url(url)


def _archive_cells(url: str, state: State) -> tuple[str, str]:
    label = f"{state.seen:%B %Y}" if state.seen else "archive"
    return str(state.since), md.render_link(label, archive_url(url, state.seen))


def _move_cells(place: Place, state: State) -> tuple[str, str]:
    line = md.escape_text(place.line_with(state.to or ""), MAX_LINE_CHARACTERS)
    return str(state.since), f"<code>{line}</code>"


def _render_url(url: str) -> str:
    return f"<code>{md.escape_text(url, MAX_LINE_CHARACTERS)}</code>"


def _render_rest(findings: Findings) -> list[str]:
    if not findings.failures and not findings.due:
        return []
    rest = format_count(findings.due, "link")
    return [*render_failures(findings.failures, f"The next run asks for {rest}.")]
