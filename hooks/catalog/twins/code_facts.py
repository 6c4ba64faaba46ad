"""Facts about the repositories of a paper or dataset, for Markdown twins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog.facets.code import Code, code_of
from catalog.records.dataset import Dataset
from catalog.records.repository import Memory, Repository, Speed
from catalog.records.schema import Paper
from catalog.twins.markdown import escape_text
from catalog.twins.sheet import Sheet, detail_lines, url_text
from catalog.twins.values import format_number
from catalog.views.cards import web_link

ADVICE = "No legal advice: read the license before you use code or weights."


def code_lines(sheet: Sheet, record: Paper | Dataset) -> Iterator[str]:
    """Yield what the repositories of a record hold, what their licenses allow, and what they state."""
    codes = code_of(sheet.views.catalog, record)
    for number, code in enumerate(codes):
        if len(codes) > 1:
            yield from (*([""] if number else []), f"### {url_text(code.repository.url)}", "")
        yield from detail_lines(_details(sheet, code))
    if codes:
        yield from ("", ADVICE)


def code_summary(code: Code) -> str:
    """Return the facts of a repository in few words, as plain text: license, contents, and costs."""
    license = f"code: {code.license_name or 'license unknown'}"
    holds = ", ".join(code.repository.holds or ())
    weights = "no separate license for weights" if code.has_unlicensed_weights else ""
    return "; ".join(filter(None, (license, holds, weights, *code.stated_costs)))


def _details(sheet: Sheet, code: Code) -> Iterator[tuple[str, str]]:
    repository = code.repository
    if repository.holds is not None:
        yield "Contains", ", ".join(repository.holds) or "nothing to run"
    for terms in code.terms:
        license = terms.license
        name = sheet.link(web_link(license.name, license.url)) if license.url else escape_text(license.name)
        yield terms.name, f"{name}. {escape_text(license.about)}"
    note = escape_text(repository.license_note or "")
    if code.commercial_words:
        yield "Commercial use", f"{code.commercial_words}. {note}" if note else code.commercial_words
    else:
        yield "Terms", note
    yield "Weights", ", ".join(map(url_text, repository.weights))
    yield "Speed", "; ".join(map(_format_speed, repository.speed))
    yield "GPU memory", "; ".join(map(_format_memory, repository.memory))
    yield "Status", "archived" if repository.archived else ""
    yield "Moved to", url_text(repository.moved_to) if repository.moved_to else ""
    yield "Read", _format_reading(repository)


def _format_speed(speed: Speed) -> str:
    at = f" at {speed.resolution}" if speed.resolution else ""
    return _format_cost(f"{format_number(speed.fps)} frames per second{at}", speed)


def _format_memory(memory: Memory) -> str:
    task = f" for {memory.task}" if memory.task else ""
    return _format_cost(f"{format_number(memory.gb)} GB{task}", memory)


def _format_cost(amount: str, cost: Speed | Memory) -> str:
    """Add graphics card, condition and source to an amount."""
    gpu, note = f" on {cost.gpu}" if cost.gpu else "", f", {cost.note}" if cost.note else ""
    return f"{escape_text(f'{amount}{gpu}{note}')} ({url_text(cost.source, 'stated')})"


def _format_reading(repository: Repository) -> str:
    """Return when a repository was read, and at which commit."""
    read = repository.read
    commit = f", as of commit {escape_text(read.commit)}" if read.commit else ""
    return f"{_iso(read.checked)}{commit}{f' of {_iso(read.date)}' if commit and read.date else ''}"


def _iso(day: date) -> str:
    return day.isoformat()
