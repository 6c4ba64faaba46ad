"""What is found in a row, and the place of publication that stands in its text, in brackets or without."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from catalog.lists.links import LinkCollector
from catalog.lists.titles import PLACEHOLDER, clean_title, count_letters, parse_authors
from catalog.lists.venues import KNOWN_VENUE, NO_VENUE, NO_MENTION, TRACKS, VenueMention, recognize_venue

BRACKETED = re.compile(
    r"\[([^\[\]\ue000-\uf8ff]{2,90})\]|\(([^()\ue000-\uf8ff]{2,90})\)|[【（]([^【】（）\ue000-\uf8ff]{2,90})[】）]"
)
TRAILING_VENUE = re.compile(
    r"(?:[,.;|–—]|\s-|(?<=[?!\"”]))\s*(?:in\s+)?((?:[A-Z]|3DV)[^,.;|–—]{0,60}?,?\s?(?:(?:19|20)\d\d|['’]\d\d)[^,.;|]{0,20})\W*$"
)
TRAILING_KNOWN_VENUE = re.compile(
    rf"\s((?:{KNOWN_VENUE.pattern})(?:\s+|['’]|\s['’])(?:(?:19|20)\d\d|\d\d))\W*$", re.IGNORECASE
)
LEADING_VENUE = re.compile(r"^\W*((?:(?:19|20)\d\d\s)?[A-Z][^:|–—]{1,40}?|(?:19|20)\d\d)\s?(?:[:|–—]|\s-)\s+(?=\S)")
SENTENCE_BREAK = re.compile(r"(?<=[\w)?!][\w)?!])\.\s+(?=[A-Z])|(?<=[?!])\s+(?=[A-Z])")
PARENTHESES = re.compile(r"\([^()]*\)")
PART_BREAK = re.compile(r"[\n\ue000]|(?<=\w\w)\.\s+(?!(?:19|20)\d\d)")
"""Where one part of a row ends and the next begins."""


@dataclass
class ParsedRow:
    """What a row says."""

    title: str = ""
    mention: VenueMention = NO_MENTION
    authors: tuple[str, ...] = ()
    links: LinkCollector = field(default_factory=LinkCollector)
    short: str = ""
    is_dated: bool = False


def extract_venue_tags(text: str, *, allow_yearless: bool = False) -> tuple[VenueMention, str]:
    """The place that the tags in brackets name, and the text without these tags.

    A venue without a year is only a tag if asked for: a better place may stand outside of brackets.
    """
    venue, year, track = "", None, None
    spans: list[tuple[int, int]] = []
    for found in BRACKETED.finditer(text):
        said = (found[1] or found[2] or found[3]).strip()
        where = recognize_venue(said)
        if said.lower() in TRACKS:
            track = track or TRACKS[said.lower()]
        elif where and (where.year or allow_yearless):
            known = bool(venue)
            if where.venue and not known:
                venue, track = where.venue, track or where.track
            year = where.year if where.venue and where.year and not known else year or where.year
        elif not NO_VENUE.fullmatch(said):
            continue
        spans.append(found.span())
    for begin, end in reversed(spans):
        text = text[:begin] + PLACEHOLDER + text[end:]
    return VenueMention(venue, year, track), text


def split_sentences(row: ParsedRow) -> None:
    """`Title. Jane Doe, John Public. CVPR 2021`: only if one of the parts is a line of names or a place."""
    parts = [part for part in SENTENCE_BREAK.split(row.title) if part.strip()]
    for at, part in enumerate(parts[1:], 1):
        names, where = parse_authors(part), recognize_venue(part)
        if names or (where.venue and where.year and not row.mention.venue):
            row.authors = row.authors or names
            for rest in parts[at:]:
                last = recognize_venue(rest)
                if last.year and not row.mention.venue:
                    row.mention = VenueMention(last.venue, last.year, last.track)
            row.title = clean_title(". ".join(parts[:at]))
            return


def _find_venue(text: str) -> tuple[VenueMention, str]:
    """The place in a part of a row, and what else stands there: `ICCV, 2021`, `CVPR 2021, Jane Doe`."""
    parts = [part.strip(" ,.;:|-–—") for part in PARENTHESES.sub(_keep_venue_remark, text).split(",")]
    for at, part in enumerate(parts):
        where, begin = recognize_venue(part), at
        if where.year and not where.venue and at:
            where, begin = recognize_venue(f"{parts[at - 1]} {part}"), at - 1
        if where.venue and where.year and len(where.venue.split()) <= 8:
            return where, ", ".join([*parts[:begin], *parts[at + 1 :]])
    return VenueMention(), ""


def _keep_venue_remark(found: re.Match[str]) -> str:
    """A remark in brackets, if it may belong to the name of a venue: `SIGGRAPH (TOG) 2022`."""
    return found.group() if KNOWN_VENUE.fullmatch(found.group()[1:-1]) or recognize_venue(found.group()).year else ""


def find_untagged_venue(row: ParsedRow, rest: str) -> None:
    """A place that stands behind the title, at its end or before it, without brackets."""
    if row.mention.venue:
        return
    for part in PART_BREAK.split(rest):
        where, others = _find_venue(part)
        if where:
            row.mention = where
            row.authors = row.authors or parse_authors(others)
            return
    for pattern in (TRAILING_VENUE, TRAILING_KNOWN_VENUE, LEADING_VENUE):
        at = pattern.search(row.title)
        where = recognize_venue(at[1]) if at else VenueMention()
        if not at or not where.year or len(where.venue.split()) > 6:
            continue
        if pattern is LEADING_VENUE and not KNOWN_VENUE.fullmatch(where.venue):
            continue
        left = row.title[at.end() :] if pattern is LEADING_VENUE else row.title[: at.start()]
        if count_letters(left) >= 3:
            row.mention, row.title = where, clean_title(left)
            return
