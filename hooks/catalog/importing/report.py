"""What an import did, for people: sums that add up, all that was left out, every uncertain decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalog.documents.problems import format_count, quote
from catalog.importing.plan import Outcome, Plan
from catalog.utils.text import slugify

STATUSES = ("imported", "merged", "known", "skipped")


def format_report(plan: Plan, *, written: bool) -> Iterator[str]:
    """The lines of the report."""
    sums = Counter(outcome.status for outcome in plan.outcomes)
    assert sum(sums[status] for status in STATUSES) == len(plan.outcomes)
    yield from _changes(plan, written=written)
    yield from _skipped([outcome for outcome in plan.outcomes if outcome.status == "skipped"])
    yield from _uncertain(plan.outcomes)
    yield from _venues(plan)
    yield from _passed(plan)
    yield (
        f"{format_count(len(plan.outcomes), 'entry')} seen = {sums['imported']:,} imported"
        f" + {sums['merged']:,} merged + {sums['known']:,} already known + {sums['skipped']:,} skipped"
    )


def _changes(plan: Plan, *, written: bool) -> Iterator[str]:
    if plan.is_new_source and plan.changed_drafts:
        would = "Added" if written else "Would add"
        yield f"{would} the source {plan.source.id} to data/sources.yml: {quote(plan.source.name)}"
    for draft in plan.changed_drafts:
        verb = (
            ("new" if draft.is_new else "changed")
            if written
            else ("would be new" if draft.is_new else "would change")
        )
        yield f"{draft.file}: {verb}"


def _skipped(outcomes: list[Outcome]) -> Iterator[str]:
    if outcomes:
        yield f"\nSkipped, {format_count(len(outcomes), 'entry')}:"
    for outcome in outcomes:
        yield f"  line {outcome.line}: {quote(outcome.title)}: {outcome.reason}"


def _uncertain(outcomes: list[Outcome]) -> Iterator[str]:
    told = [outcome for outcome in outcomes if outcome.notes]
    if told:
        yield "\nTo look at:"
    for outcome in told:
        yield f"  line {outcome.line}: {quote(outcome.title)}: {'; '.join(outcome.notes)}"


def _venues(plan: Plan) -> Iterator[str]:
    """Unknown names of venues, each with the entry to paste into venues.yml, or the alias to add."""
    if plan.unknown_venues:
        yield "\nUnknown venues. If one is a known venue, add the name to its aliases in data/venues.yml;"
        yield "if it is a new one, paste its entry there and complete it:"
    for said, times in sorted(plan.unknown_venues.items(), key=lambda item: (-item[1], item[0])):
        near = plan.nearest_venue_id(said)
        yield f"  # {quote(said)}, {format_count(times, 'time')}" + (f"; nearest: {near}" if near else "")
        yield f"  {slugify(said)[:60].strip('-') or 'venue'}:"
        yield f"    name: {_scalar(said)}"
        yield f"    short: {_scalar(said)}"
        yield f"    kind: {_venue_kind(said)}"
        yield f"    about: {_scalar(f'A venue that {plan.source.name} names.')}"


def _venue_kind(said: str) -> str:
    """What a venue is, as far as its name says it."""
    if any(word in said.lower() for word in ("journal", "trans", "letters", "access")):
        return "journal"
    return "workshop" if "workshop" in said.lower() else "conference"


def _scalar(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _passed(plan: Plan) -> Iterator[str]:
    """What nobody takes for entries, by reason."""
    lines: dict[str, list[int]] = {}
    for row in plan.ignored_rows:
        lines.setdefault(row.reason, []).append(row.line)
    if lines:
        yield "\nNo entries:"
    for reason, found in sorted(lines.items()):
        some = ", ".join(str(line) for line in found[:12])
        yield f"  {reason}: line {some}{f' and {len(found) - 12:,} more' if len(found) > 12 else ''}"
    if plan.outcomes:
        yield ""
