"""Entries in paragraphs: a title in bold with its links, or a name and its title in the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalog.lists.labels import kind_in_label, link_kind
from catalog.lists.runs import Row, TextRun, merge_link_runs, plain_text
from catalog.lists.titles import clean_title, count_letters, is_title_case
from catalog.lists.venues import KNOWN_VENUE, parse_venue, recognize_venue

MAX_NAME_WORDS = 6
MAX_TITLE_WORDS = 30
MAX_LINES_BETWEEN = 3
"""Lines from a name to its title."""
NAME_NUMBER = re.compile(r"^\W*(?:\[\d{1,3}\]|\d{1,3}[.)])\s*")
PROSE_START = re.compile(r"(?:we|this|these|our|it|here|note|please|see|for more|in this)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[a-z]{2}(?<!\bvs)\. [A-Z]")


def is_paragraph_entry(merged_runs: list[TextRun]) -> bool:
    """Return True for a paragraph with a title in bold or in a link, followed by labeled links.

    Args:
        merged_runs: Runs of the paragraph, one run per link, at least one of them with a target.
    """
    runs = [run for run in merged_runs if run.text.strip()]
    first, text = runs[0], plain_text(runs)
    kinds = [link_kind(run.text) for run in runs if run.link_number]
    has_labeled_link = any(kind and kind != "link" for kind in kinds)
    is_bold = first.strong or (first.text.strip() in ("[", "(") and len(runs) > 1 and runs[1].strong)
    if is_bold and (has_labeled_link or any(run.em for run in runs)):
        return True
    tags = re.findall(r"\[([^\[\]]{3,60})\]|`([^`]{3,60})`", text)
    has_year = any(parse_venue(tag).year for groups in tags for tag in groups)
    starts_with_title = has_year or (first.link_number > 0 and not kinds[0])
    return has_labeled_link and starts_with_title and len(re.findall(r"[a-z]{2}[.!] [A-Z]", text)) < 3


def join_titles(rows: Sequence[Row]) -> Iterator[Row]:
    """Join each paragraph that holds a name and links with the next one, which holds the title.

    **[2] DeepID2** [paper](https://arxiv.org/abs/1406.4773)

    Deep Learning Face Representation by Joint Identification-Verification
    """
    position = 0
    while position < len(rows):
        row, following = rows[position], rows[position + 1 : position + 2]
        name = _paragraph_name(row)
        if name and following and _is_title_paragraph(following[0], row):
            links = [run for run in row.runs if run.link_number]
            title = replace(following[0].runs[0], text=plain_text(following[0].runs).strip(), strong=True)
            yield replace(row, runs=(title, TextRun("\n"), *links), name=name)
            position += 2
        else:
            yield row
            position += 1


def _paragraph_name(row: Row) -> str:
    """Return the name in a paragraph that holds nothing else but labeled links, or an empty string."""
    if row.cells or row.is_bullet or row.is_too_long:
        return ""
    runs = [run for run in merge_link_runs(row.runs) if run.text.strip()]
    texts = [run for run in runs if not run.link_number and count_letters(run.text)]
    has_title_link = any(run.link_number and not _has_kind(run.text) for run in runs)
    if not texts or has_title_link or not all(run.strong for run in texts):
        return ""
    name = clean_title(NAME_NUMBER.sub("", plain_text(texts)))
    return name if 0 < len(name.split()) <= MAX_NAME_WORDS and not _is_known_venue(name) else ""


def _is_known_venue(name: str) -> bool:
    return bool(KNOWN_VENUE.fullmatch(recognize_venue(name).venue))


def _has_kind(label: str) -> bool:
    return bool(link_kind(label.strip(" []*")) or kind_in_label(label.strip(" []*")))


def _is_title_paragraph(row: Row, name_row: Row) -> bool:
    """Return True for a plain paragraph below a name that reads like a title rather than a description."""
    if row.cells or row.is_bullet or row.is_too_long or row.headings != name_row.headings:
        return False
    if any(run.link_number or run.strong for run in row.runs if run.text.strip()):
        return False
    text = " ".join(plain_text(row.runs).split())
    words = len(text.split())
    is_near = row.line - name_row.line <= MAX_LINES_BETWEEN
    is_short = 0 < words <= MAX_TITLE_WORDS and count_letters(text) > 3 and not SENTENCE_END.search(text)
    is_sentence = text.endswith(".") and not is_title_case(text) and words > 9
    return is_near and is_short and not is_sentence and not PROSE_START.match(text)
