"""The title in the text of a bullet: linked, bold, in italics, in quotation marks, or first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalog.lists.labels import link_kind
from catalog.lists.row import PART_BREAK, ParsedRow
from catalog.lists.titles import (
    PLACEHOLDER,
    clean_title,
    count_letters,
    is_title_case,
    parse_authors,
    strip_byline,
)

TEXT_LINK = re.compile(r"\[?\[?\ue001([^\ue001\ue002]*)\ue002\]?\]?")
"""A text link in the built text, between its two marks and perhaps brackets."""
LEADING_LINK = re.compile(r"^[^\w\ue001]*\ue001")
CONTINUATION = re.compile(r"^(?P<colon>\s*[:：])?\s*(?P<rest>\w[^\n\ue000-\uf8ff]*)")
"""Text after a linked title that may go on with it."""
PREPOSITIONS = frozenset(
    [
        "for",
        "via",
        "with",
        "in",
        "of",
        "from",
        "to",
        "towards",
        "on",
        "by",
        "using",
        "and",
        "as",
        "under",
        "through",
        "without",
        "at",
    ]
)
"""Words with which the second half of a title starts, but no description of it."""
SPLIT_TITLE = re.compile(
    rf"\ue001([^\ue001\ue002]+ [^\ue001\ue002]+)\ue002[:：]\s+(?=(?:{'|'.join(sorted(PREPOSITIONS))})\b)"
)
"""A link around the first half of a title, with a colon that does not belong to it."""
INNER_SENTENCE = re.compile(r"[a-z]{2}(?<!\bvs)[.!?] [A-Z]")
VERB = re.compile(r"(?!as )[a-z]+s\b")
"""The first word of a description: `unifies`."""
QUOTED_TITLE = re.compile(
    r"^\W*(?:([\w^-]{2,30})\W{1,4}|\?\W*)?[\"“]([^\"“”]{8,})[\"”][,.]?\s*(.*)$", re.DOTALL
)
"""`"Title", CVPR, 2021`, perhaps after the method name."""
DASH = re.compile(r"\s[-–—]+\s")


class Emphasis(NamedTuple):
    """Parts of a text that stand out."""

    labels: Sequence[str]
    """Labels of links that name no kind of link."""
    bold: Sequence[str]
    italic: str


def extract_title(row: ParsedRow, text: str, marks: Emphasis) -> str:
    """Set the title, and authors in the next part; return the text after the title."""
    linked = max(map(clean_title, marks.labels), key=len, default="")
    bold = max(map(clean_title, marks.bold), key=len, default="")
    if _is_nickname(text, bold):
        bold = ""
    italic = marks.italic
    has_text_links = bool(marks.labels)
    if len(linked.split()) >= 3 and not _is_remark(linked):
        row.title, rest = _continue_title(marks.labels, text, linked)
    elif len(bold.split()) >= 3 or (
        len(bold.split()) == 2 and not has_text_links and _starts_with(text, bold)
    ):
        row.title, rest = bold, _text_after(text, bold)
        next_part = PART_BREAK.split(rest.strip(f" .\n{PLACEHOLDER}"))[0]
        row.authors = row.authors or parse_authors(next_part)
    elif len(italic.split()) >= 3 and not has_text_links and _starts_with(text, italic):
        row.title, rest = italic, _text_after(text, italic)
        next_part = PART_BREAK.split(rest)[0].rpartition(",")[0]
        row.authors = row.authors or parse_authors(next_part.strip(" ,."))
    else:
        text = SPLIT_TITLE.sub(r"\1 ", text) if strip_byline(text) != clean_title(text) else text
        row.title, rest = split_title(
            TEXT_LINK.sub(r"\1", text), has_text_link=bool(LEADING_LINK.match(text))
        )
    return rest


def _continue_title(labels: Sequence[str], text: str, title: str) -> tuple[str, str]:
    """Return a linked title with the words after the link that belong to it, and the text after it.

    `[Talking Heads](url): A Survey of Mouths, Doe et al.` has one title. Without authors behind it, the text
    may be a description, so it must be spelled like a title.
    """
    label = next(label for label in labels if clean_title(label) == title)
    after = text.partition(f"\ue001{label}\ue002")[2]
    match = CONTINUATION.match(after)
    if not match or not (match["colon"] or title[-1] in "?!"):
        return title, _text_after(text, title)
    words = strip_byline(match["rest"])
    has_byline = words != clean_title(match["rest"])
    rest = after[match.end() :]
    is_phrase = words.split()[:1] and words.split()[0] in PREPOSITIONS
    if is_phrase and has_byline:
        return f"{title} {words}", rest
    if VERB.match(words) or not (has_byline or (words[:1].isupper() and is_title_case(words))):
        return title, _text_after(text, title)
    if title[-1] in "?!" or INNER_SENTENCE.search(words):
        return (f"{title} {words}", rest) if has_byline else (title, _text_after(text, title))
    return f"{title}: {words}", rest


def split_title(text: str, *, has_text_link: bool) -> tuple[str, str]:
    """Split a text into the title it starts with and the rest."""
    if quoted := QUOTED_TITLE.match(text.strip(f"{PLACEHOLDER} \n")):
        return clean_title(quoted[2]), quoted[3]
    parts = [part for part in re.split(r"[\n\ue000]", text) if count_letters(clean_title(part)) > 1]
    parts = [part for part in parts if not link_kind(clean_title(part))] or parts
    if not parts:
        return "", ""
    title = parts[0]
    if (
        has_text_link
        and (dash := DASH.search(title))
        and dash.start() > 1
        and ":" not in title[: dash.start()]
    ):
        title, parts[0] = title[: dash.start()], title[dash.end() :]  # [Name](url) - description
        return clean_title(title), "\n".join(parts)
    return clean_title(title), "\n".join(parts[1:])


def _text_after(text: str, title: str) -> str:
    text = TEXT_LINK.sub(r"\1", text)
    start = text.find(title)
    return text[start + len(title) :] if start >= 0 else text


def _starts_with(text: str, title: str) -> bool:
    return clean_title(TEXT_LINK.sub(r"\1", text)).startswith(title)


def _is_nickname(text: str, bold: str) -> bool:
    """Return True if the title after a bold text starts with that text again."""
    after = _text_after(text, bold).lstrip(f" {PLACEHOLDER}:：-–—[]") if bold else ""
    return after.casefold().startswith(bold.casefold()) and bool(after)


def _is_remark(label: str) -> bool:
    """Return True if the label of a link is a remark rather than a title."""
    return label[:1].islower() and len(label.split()) < 5
