"""References for people: a line of Markdown, and a line of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog.citing.reference import Reference

SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
"""What Markdown lets one escape: any ASCII punctuation.
Source: https://spec.commonmark.org/0.31.2/#backslash-escapes"""
EN_DASH = "\N{EN DASH}"
HARMLESS = frozenset("""'",.:;?!%/()-=+""")
"""Of these, what means nothing in the middle of a line."""
LEADING = re.compile(r"^(\d*)([-+=.)])")
"""Of these, what means something at its beginning: an item of a list."""


def plain(reference: Reference) -> str:
    """Authors. Title. Where and when. Address."""
    parts = [_names(reference), reference.title, _where(reference, reference.container)]
    return " ".join([*map(_stopped, filter(None, parts)), *filter(None, [reference.link])])


def markdown(reference: Reference) -> str:
    """The title as a link, then authors, where and when."""
    title = escaped(reference.title)
    link = f"[{title}]({_address(reference.link)})" if reference.link else title
    parts = [escaped(_names(reference)), _where(reference, f"*{escaped(reference.container)}*", escaped)]
    stop = _stopped(reference.title)[len(reference.title) :]
    return " ".join([f"{link}{stop}", *map(_stopped, filter(None, parts))])


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    text = SPECIAL.sub(lambda found: found[0] if found[0] in HARMLESS else f"\\{found[0]}", text)
    return LEADING.sub(r"\1\\\2", text)


def _names(reference: Reference) -> str:
    names = [name.natural for name in reference.authors]
    return ", ".join([*names[:-2], " and ".join(names[-2:])])


def _where(reference: Reference, container: str, write: Callable[[str], str] = str) -> str:
    number = write(f"arXiv:{reference.arxiv}") if reference.preprint and reference.arxiv else ""
    several = f"pp. {reference.pages.replace('-', EN_DASH)}"
    pages = write(several if reference.last_page else reference.pages)
    year = str(reference.year or "")
    return ", ".join(filter(None, (number or container, year, pages, reference.status)))


def _stopped(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _address(url: str) -> str:
    """An address that ends where the link does."""
    return url.replace("(", "%28").replace(")", "%29")
