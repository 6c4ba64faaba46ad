"""References for people, as a line of plain text or Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog.citing.reference import Reference
from catalog.utils.urls import encode_parentheses

PUNCTUATION = re.compile(r"[#$&*<>@\[-`{-~](?:(?<!&)|(?=#?\w+;))")
"""Characters with a meaning inside a line of Markdown: ASCII punctuation without `'",.:;?!%/()-=+`, and
without an ampersand that starts no entity. One class at the start is found in half the time of two.
Source: https://spec.commonmark.org/0.31.2/#backslash-escapes"""
EN_DASH = "\N{EN DASH}"
LEADING_MARKER = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=](?:[-+=\s]|$)))([-+=.)])")
"""The marker of a list item at the start of a line, or the line below a heading: `2. x`, but not `2.5`."""


def format_text(reference: Reference) -> str:
    """Return authors, title, publication and URL: `A. Author. Title. Venue, 2020. https://doi.org/...`."""
    parts = [_join_authors(reference), reference.title, _publication(reference, reference.container)]
    return " ".join([*map(_end_sentence, filter(None, parts)), *filter(None, [reference.link])])


def format_markdown(reference: Reference) -> str:
    """Return the title as a link, then authors and publication."""
    title = escape_markdown(reference.title)
    link = f"[{title}]({encode_parentheses(reference.link)})" if reference.link else title
    parts = [
        escape_markdown(_join_authors(reference)),
        _publication(reference, f"*{escape_markdown(reference.container)}*", escape_markdown),
    ]
    period = _end_sentence(reference.title)[len(reference.title) :]
    return " ".join([f"{link}{period}", *map(_end_sentence, filter(None, parts))])


def escape_markdown(text: str) -> str:
    """Escape text so that Markdown shows it unchanged."""
    # Functions, since `re` would parse a template again for each text.
    text = PUNCTUATION.sub(lambda match: f"\\{match[0]}", text)
    return LEADING_MARKER.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def _join_authors(reference: Reference) -> str:
    names = [name.natural for name in reference.authors]
    return ", ".join([*names[:-2], " and ".join(names[-2:])])


def _publication(reference: Reference, container: str, escape: Callable[[str], str] = str) -> str:
    """Return arXiv number or container, year, pages and status."""
    arxiv = escape(f"arXiv:{reference.arxiv}") if reference.is_preprint and reference.arxiv else ""
    page_range = f"pp. {reference.pages.replace('-', EN_DASH)}"
    pages = escape(page_range if reference.last_page else reference.pages)
    year = str(reference.year or "")
    return ", ".join(filter(None, (arxiv or container, year, pages, reference.status)))


def _end_sentence(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
