"""What is found in a row, and the place of publication that stands in its text, in brackets or without."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from catalog.lists.links import Links
from catalog.lists.titles import SLOT, cleaned_title, letters, names_in
from catalog.lists.venues import KNOWN, NOTHING, NOWHERE, TRACKS, Place, place_of

TAG = re.compile(
    r"\[([^\[\]\ue000-\uf8ff]{2,90})\]|\(([^()\ue000-\uf8ff]{2,90})\)|[【（]([^【】（）\ue000-\uf8ff]{2,90})[】）]"
)
TRAILING = re.compile(
    r"(?:[,.;|–—]|\s-|(?<=[?!\"”]))\s*(?:in\s+)?((?:[A-Z]|3DV)[^,.;|–—]{0,60}?,?\s?(?:(?:19|20)\d\d|['’]\d\d)[^,.;|]{0,20})\W*$"
)
BARE_TRAILING = re.compile(
    rf"\s((?:{KNOWN.pattern})(?:\s+|['’]|\s['’])(?:(?:19|20)\d\d|\d\d))\W*$", re.IGNORECASE
)
BEFORE = re.compile(r"^\W*((?:(?:19|20)\d\d\s)?[A-Z][^:|–—]{1,40}?|(?:19|20)\d\d)\s?(?:[:|–—]|\s-)\s+(?=\S)")
SENTENCE = re.compile(r"(?<=[\w)?!][\w)?!])\.\s+(?=[A-Z])|(?<=[?!])\s+(?=[A-Z])")
REMARK = re.compile(r"\([^()]*\)")
PARTS = re.compile(r"[\n\ue000]|(?<=\w\w)\.\s+(?!(?:19|20)\d\d)")
"""Where one part of a row ends and the next begins."""


@dataclass
class Found:
    """What a row says."""

    title: str = ""
    place: Place = NOWHERE
    authors: tuple[str, ...] = ()
    links: Links = field(default_factory=Links)
    short: str = ""
    is_dated: bool = False


def tags(text: str, *, yearless: bool = False) -> tuple[Place, str]:
    """The place that the tags in brackets name, and the text without these tags.

    A venue without a year is only a tag if asked for: a better place may stand outside of brackets.
    """
    venue, year, track = "", None, None
    spans: list[tuple[int, int]] = []
    for found in TAG.finditer(text):
        said = (found[1] or found[2] or found[3]).strip()
        where = place_of(said)
        if said.lower() in TRACKS:
            track = track or TRACKS[said.lower()]
        elif where and (where.year or yearless):
            known = bool(venue)
            if where.venue and not known:
                venue, track = where.venue, track or where.track
            year = where.year if where.venue and where.year and not known else year or where.year
        elif not NOTHING.fullmatch(said):
            continue
        spans.append(found.span())
    for begin, end in reversed(spans):
        text = text[:begin] + SLOT + text[end:]
    return Place(venue, year, track), text


def split_sentences(found: Found) -> None:
    """`Title. Jane Doe, John Public. CVPR 2021`: only if one of the parts is a line of names or a place."""
    parts = [part for part in SENTENCE.split(found.title) if part.strip()]
    for at, part in enumerate(parts[1:], 1):
        names, where = names_in(part), place_of(part)
        if names or (where.venue and where.year and not found.place.venue):
            found.authors = found.authors or names
            for rest in parts[at:]:
                last = place_of(rest)
                if last.year and not found.place.venue:
                    found.place = Place(last.venue, last.year, last.track)
            found.title = cleaned_title(". ".join(parts[:at]))
            return


def _place_in(text: str) -> tuple[Place, str]:
    """The place in a part of a row, and what else stands there: `ICCV, 2021`, `CVPR 2021, Jane Doe`."""
    parts = [part.strip(" ,.;:|-–—") for part in REMARK.sub(_only_tags, text).split(",")]
    for at, part in enumerate(parts):
        where, begin = place_of(part), at
        if where.year and not where.venue and at:
            where, begin = place_of(f"{parts[at - 1]} {part}"), at - 1
        if where.venue and where.year and len(where.venue.split()) <= 8:
            return where, ", ".join([*parts[:begin], *parts[at + 1 :]])
    return Place(), ""


def _only_tags(found: re.Match[str]) -> str:
    """A remark in brackets, if it may belong to the name of a venue: `SIGGRAPH (TOG) 2022`."""
    return found.group() if KNOWN.fullmatch(found.group()[1:-1]) or place_of(found.group()).year else ""


def untagged_place(found: Found, rest: str) -> None:
    """A place that stands behind the title, at its end or before it, without brackets."""
    if found.place.venue:
        return
    for part in PARTS.split(rest):
        where, others = _place_in(part)
        if where:
            found.place = where
            found.authors = found.authors or names_in(others)
            return
    for pattern in (TRAILING, BARE_TRAILING, BEFORE):
        at = pattern.search(found.title)
        where = place_of(at[1]) if at else Place()
        if not at or not where.year or len(where.venue.split()) > 6:
            continue
        if pattern is BEFORE and not KNOWN.fullmatch(where.venue):
            continue
        left = found.title[at.end() :] if pattern is BEFORE else found.title[: at.start()]
        if letters(left) >= 3:
            found.place, found.title = where, cleaned_title(left)
            return
