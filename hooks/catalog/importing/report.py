"""Report of an import: changed files, skipped entries, decisions to review, and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from catalog.documents.problems import format_count, quote
from catalog.importing.plan import Outcome, Plan, Status
from catalog.utils.text import slugify

MAX_LINE_NUMBERS = 12
"""Line numbers of ignored rows per reason."""


def format_report(plan: Plan, *, is_dry_run: bool) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from _changed_files(plan, is_dry_run=is_dry_run)
    yield from _skipped_entries([outcome for outcome in plan.outcomes if outcome.status == "skipped"])
    yield from _entries_to_review([outcome for outcome in plan.outcomes if outcome.notes])
    yield from _unknown_venues(plan)
    yield from _ignored_rows(plan)
    totals = Counter(outcome.status for outcome in plan.outcomes)
    counts = ", ".join(f"{totals[status]:,} {status}" for status in get_args(Status))
    yield f"{format_count(len(plan.outcomes), 'entry')}: {counts}"


def _changed_files(plan: Plan, *, is_dry_run: bool) -> Iterator[str]:
    if plan.is_new_source and plan.changed_drafts:
        verb = "Would add" if is_dry_run else "Added"
        yield f"{verb} the source {plan.source.id} to data/sources.yml: {quote(plan.source.name)}"
    auxiliary = "would be " if is_dry_run else ""
    for draft in plan.changed_drafts:
        yield f"{draft.file}: {auxiliary}{'added' if draft.is_new else 'updated'}"


def _skipped_entries(outcomes: list[Outcome]) -> Iterator[str]:
    if outcomes:
        yield f"\nSkipped {format_count(len(outcomes), 'entry')}:"
    for outcome in outcomes:
        yield f"  line {outcome.line}: {quote(outcome.title)}: {outcome.reason}"


def _entries_to_review(outcomes: list[Outcome]) -> Iterator[str]:
    if outcomes:
        yield "\nPlease review:"
    for outcome in outcomes:
        yield f"  line {outcome.line}: {quote(outcome.title)}: {'; '.join(outcome.notes)}"


def _unknown_venues(plan: Plan) -> Iterator[str]:
    """Yield unknown venue names, each with an entry to paste into venues.yml."""
    if plan.unknown_venues:
        yield "\nUnknown venues. If data/venues.yml has the venue, add the name to its aliases."
        yield "Otherwise, paste the entry below into data/venues.yml and complete it:"
    for name, times in sorted(plan.unknown_venues.items(), key=lambda item: (-item[1], item[0])):
        nearest = plan.nearest_venue_id(name)
        yield f"  # {quote(name)}, {format_count(times, 'time')}" + (
            f"; most similar: {nearest}" if nearest else ""
        )
        yield f"  {slugify(name)[:60].strip('-') or 'venue'}:"
        yield f"    name: {_quote_yaml(name)}"
        yield f"    short: {_quote_yaml(name)}"
        yield f"    kind: {_guess_venue_kind(name)}"
        yield f"    about: {_quote_yaml(f'A venue listed by {plan.source.name}.')}"


def _guess_venue_kind(name: str) -> str:
    if any(word in name.lower() for word in ("journal", "trans", "letters", "access")):
        return "journal"
    return "workshop" if "workshop" in name.lower() else "conference"


def _quote_yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ignored_rows(plan: Plan) -> Iterator[str]:
    """Yield the lines of ignored rows by reason."""
    lines: dict[str, list[int]] = {}
    for row in plan.ignored_rows:
        lines.setdefault(row.reason, []).append(row.line)
    if lines:
        yield "\nIgnored:"
    for reason, numbers in sorted(lines.items()):
        listed = ", ".join(str(number) for number in numbers[:MAX_LINE_NUMBERS])
        rest = len(numbers) - MAX_LINE_NUMBERS
        noun = "line" if len(numbers) == 1 else "lines"
        yield f"  {reason}: {noun} {listed}{f' and {rest:,} more' if rest > 0 else ''}"
    if plan.outcomes:
        yield ""
