"""References for people: a line of Markdown, and a line of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog.citing.reference import Reference

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""What Markdown lets one escape: any ASCII punctuation.
Source: https://spec.commonmark.org/0.31.2/#backslash-escapes"""
EN_DASH = "\N{EN DASH}"
HARMLESS_INSIDE = frozenset("""'",.:;?!%/()-=+""")
"""Of these, what means nothing in the middle of a line."""
LEADING_MARKER = re.compile(r"^(\d*)([-+=.)])")
"""Of these, what means something at its beginning: an item of a list."""


def format_text(reference: Reference) -> str:
    """Authors. Title. Where and when. Address."""
    parts = [_join_authors(reference), reference.title, _publication(reference, reference.container)]
    return " ".join([*map(_end_sentence, filter(None, parts)), *filter(None, [reference.link])])


def format_markdown(reference: Reference) -> str:
    """The title as a link, then authors, where and when."""
    title = escape_markdown(reference.title)
    link = f"[{title}]({_escape_parentheses(reference.link)})" if reference.link else title
    parts = [escape_markdown(_join_authors(reference)), _publication(reference, f"*{escape_markdown(reference.container)}*", escape_markdown)]
    stop = _end_sentence(reference.title)[len(reference.title) :]
    return " ".join([f"{link}{stop}", *map(_end_sentence, filter(None, parts))])


def escape_markdown(text: str) -> str:
    """A text that Markdown shows as it is."""
    text = PUNCTUATION.sub(lambda found: found[0] if found[0] in HARMLESS_INSIDE else f"\\{found[0]}", text)
    return LEADING_MARKER.sub(r"\1\\\2", text)


def _join_authors(reference: Reference) -> str:
    names = [name.natural for name in reference.authors]
    return ", ".join([*names[:-2], " and ".join(names[-2:])])


def _publication(reference: Reference, container: str, write: Callable[[str], str] = str) -> str:
    number = write(f"arXiv:{reference.arxiv}") if reference.is_preprint and reference.arxiv else ""
    several = f"pp. {reference.pages.replace('-', EN_DASH)}"
    pages = write(several if reference.last_page else reference.pages)
    year = str(reference.year or "")
    return ", ".join(filter(None, (number or container, year, pages, reference.status)))


def _end_sentence(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _escape_parentheses(url: str) -> str:
    """An address that ends where the link does."""
    return url.replace("(", "%28").replace(")", "%29")
