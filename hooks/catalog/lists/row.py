"""The parsed row, and the venue and authors in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from catalog.lists.labels import link_kind
from catalog.lists.links import LinkCollector
from catalog.lists.runs import Row, TextRun, TextRuns, merge_link_runs, plain_text
from catalog.lists.titles import PLACEHOLDER, clean_title, count_letters, parse_authors
from catalog.lists.venues import KNOWN_VENUE, NO_MENTION, NO_VENUE, TRACKS, VenueMention, recognize_venue

BRACKETED = re.compile(
    r"\[([^\[\]\ue000-\uf8ff]{2,90})\]|\(([^()\ue000-\uf8ff]{2,90})\)|[【（]([^【】（）\ue000-\uf8ff]{2,90})[】）]"
    r"|[「『〔〖〈{]([^「」『』〔〕〖〗〈〉{}\ue000-\uf8ff]{2,90})[」』〕〗〉}]"
)
TRAILING_VENUE = re.compile(
    r"(?:[,.;|–—]|\s-|(?<=[?!\"”]))\s*(?:in\s+)?((?:[A-Z]|3DV)[^,.;|–—]{0,60}?,?\s?(?:(?:19|20)\d\d|['’]\d\d)[^,.;|]{0,20})\W*$"
)
TRAILING_KNOWN_VENUE = re.compile(
    rf"\s((?:{KNOWN_VENUE.pattern})(?:\s+|['’]|\s['’])(?:(?:19|20)\d\d|\d\d))\W*$", re.IGNORECASE
)
LEADING_VENUE = re.compile(
    r"^\W*((?:(?:19|20)\d\d\s)?[A-Z][^:|–—]{1,40}?|(?:19|20)\d\d)\s?(?:[:|–—]|\s-)\s+(?=\S)"
)
SENTENCE_BREAK = re.compile(r"(?<=[\w)?!][\w)?!])\.\s+(?=[A-Z])|(?<=[?!])\s+(?=[A-Z])")
PARENTHESES = re.compile(r"\([^()]*\)")
PART_BREAK = re.compile(r"[\n\ue000]|(?<=\w\w)\.\s+(?!(?:19|20)\d\d)")
"""Break between parts of a row, such as title, authors and venue."""


@dataclass
class ParsedRow:
    """Title, venue, authors and links of a row, filled in step by step."""

    title: str = ""
    mention: VenueMention = NO_MENTION
    authors: tuple[str, ...] = ()
    links: LinkCollector = field(default_factory=LinkCollector)
    short: str = ""
    """Name of the method, if the row has one besides the title."""
    is_dated: bool = False
    """True if the year comes from a full date."""


def extract_authors(runs: Sequence[TextRun], row: ParsedRow) -> Iterator[TextRun]:
    """Move the authors, who are in italics or on their own line below the title, from runs to the row."""
    has_title = False
    for _, numbered_runs in groupby(_number_lines(runs), key=lambda item: item[0]):
        line = [run for _, run in numbered_runs]
        has_link_labels = any(link_kind(run.text) for run in line if run.link_number)
        if has_title and not has_link_labels and not row.authors:
            row.authors = parse_authors(plain_text(line))
            if row.authors:
                yield TextRun("\n")
                continue
        for is_em, group in groupby(line, key=lambda run: run.em):
            members = list(group)
            authors = parse_authors(plain_text(members)) if is_em and not row.authors else ()
            if authors:
                row.authors = authors
                yield TextRun("\n")
            else:
                yield from members
        has_title = has_title or count_letters(plain_text(line)) > 2
        yield TextRun("\n")


def _number_lines(runs: Sequence[TextRun]) -> Iterator[tuple[int, TextRun]]:
    """Yield runs with the number of their line, without line breaks."""
    number = 0
    for run in runs:
        if run.text == "\n" and not run.link_number:
            number += 1
        else:
            yield number, run


def extract_venue_tags(text: str, *, allow_yearless: bool = False) -> tuple[VenueMention, str]:
    """Extract venue, year and track from tags in brackets.

    Args:
        text: Text of a row.
        allow_yearless: Accept a venue without a year. By default such a tag stays in the text, since a
            full mention may follow outside brackets.

    Returns:
        The mention, and the text with a placeholder for each tag.
    """
    venue, year, track = "", None, None
    spans: list[tuple[int, int]] = []
    for match in BRACKETED.finditer(text):
        tag = next(filter(None, match.groups())).strip()
        mention = recognize_venue(tag)
        if tag.lower() in TRACKS:
            track = track or TRACKS[tag.lower()]
        elif mention and (mention.year or allow_yearless):
            is_first = bool(mention.venue) and not venue
            if is_first:
                venue, track = mention.venue, track or mention.track
            year = mention.year if is_first and mention.year else year or mention.year
        elif not NO_VENUE.fullmatch(tag):
            continue
        spans.append(match.span())
    for start, end in reversed(spans):
        text = text[:start] + PLACEHOLDER + text[end:]
    return VenueMention(venue, year, track), text


def split_sentences(row: ParsedRow) -> None:
    """Split a title such as `Title. Jane Doe, John Public. CVPR 2021`, if it has authors or a venue."""
    sentences = [sentence for sentence in SENTENCE_BREAK.split(row.title) if sentence.strip()]
    for index, sentence in enumerate(sentences[1:], 1):
        authors, mention = parse_authors(sentence), recognize_venue(sentence)
        if authors or (mention.venue and mention.year and not row.mention.venue):
            row.authors = row.authors or authors
            for following in sentences[index:]:
                last = recognize_venue(following)
                if last.year and not row.mention.venue:
                    row.mention = last
            row.title = clean_title(". ".join(sentences[:index]))
            return


def find_untagged_venue(row: ParsedRow, rest: str) -> None:
    """Find a venue outside brackets, if the row has none yet.

    Args:
        row: The row; its title may start or end with the venue.
        rest: Text after the title.
    """
    if row.mention.venue:
        return
    for part in PART_BREAK.split(rest):
        mention, others = _find_venue(part)
        if mention:
            row.mention = mention
            row.authors = row.authors or parse_authors(others)
            return
    for pattern in (TRAILING_VENUE, TRAILING_KNOWN_VENUE, LEADING_VENUE):
        match = pattern.search(row.title)
        mention = recognize_venue(match[1]) if match else NO_MENTION
        if not match or not mention.year or len(mention.venue.split()) > 6:
            continue
        is_bare_year = not mention.venue and match[0].rstrip()[-1:] not in (":", "：")
        if pattern is LEADING_VENUE and not (is_bare_year or KNOWN_VENUE.fullmatch(mention.venue)):
            continue
        title = row.title[match.end() :] if pattern is LEADING_VENUE else row.title[: match.start()]
        if count_letters(title) >= 3:
            row.mention, row.title = mention, clean_title(title)
            return


def _find_venue(text: str) -> tuple[VenueMention, str]:
    """Find a venue among the comma-separated items of a part: `ICCV, 2021`, `CVPR 2021, Jane Doe`.

    Returns:
        The mention, and the other items.
    """
    items = [item.strip(" ,.;:|-–—") for item in PARENTHESES.sub(_keep_venue, text).split(",")]
    for index, item in enumerate(items):
        mention, start = recognize_venue(item), index
        if mention.year and not mention.venue and index:
            mention, start = recognize_venue(f"{items[index - 1]} {item}"), index - 1
        if mention.venue and mention.year and len(mention.venue.split()) <= 8:
            return mention, ", ".join([*items[:start], *items[index + 1 :]])
    return NO_MENTION, ""


def _keep_venue(match: re.Match[str]) -> str:
    """Keep parentheses that may belong to a venue: `SIGGRAPH (TOG) 2022`."""
    text = match.group()
    return text if KNOWN_VENUE.fullmatch(text[1:-1]) or recognize_venue(text).year else ""


def split_struck(row: Row) -> tuple[Row, TextRuns]:
    """Split a row into what is left of it and the runs that are struck out."""
    runs = row.runs or tuple(run for _, cell in row.cells for run in cell)
    struck = tuple(run for run in merge_link_runs(runs) if run.struck)
    if not struck:
        return row, ()
    cells = tuple((name, tuple(run for run in cell if not run.struck)) for name, cell in row.cells)
    return replace(row, runs=tuple(run for run in row.runs if not run.struck), cells=cells), struck


def is_struck_out(row: Row, struck: TextRuns) -> bool:
    """Return True if the title is among the runs that were struck out, rather than a label or venue."""
    title = plain_text(run for run in struck if not link_kind(run.text))
    title = BRACKETED.sub("", title)
    if count_letters(title) < 2 or recognize_venue(title).venue:
        return False
    runs = row.runs or tuple(run for _, cell in row.cells for run in cell)
    rest = plain_text(run for run in merge_link_runs(runs) if not (run.link_number and link_kind(run.text)))
    return count_letters(BRACKETED.sub("", rest)) <= count_letters(title)
