r"""Encode texts and links for Markdown that programs read as it is: CommonMark with GitHub's tables.

Backslashes keep words legible: `A \< B`. The entities of utils/github_markdown.py also hide texts from what
GitHub looks for in them after rendering.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from catalog.citing.prose import escape_markdown
from catalog.utils.text import escape_unprintable

AUTOLINK_START = re.compile(r"[:.](?:(?<=:)(?=//)|(?<=\bwww\.))", re.IGNORECASE)
"""Character without which GitHub takes no text for an address.
Source: https://github.github.com/gfm/#autolinks-extension-"""
ENTITY_START = re.compile(r"&(?=#?\w+;)")
"""Start of an entity, which Markdown decodes in addresses, too."""
URL_PUNCTUATION = "!#$%&'()*+,-./:;=?@[]_~"
"""Punctuation that stays as it is in an address; all else is percent-encoded."""


@lru_cache(maxsize=1 << 16)  # names recur in hundreds of lists
def escape_text(text: str) -> str:
    r"""Return a text as Markdown that shows exactly this text, on one line, in any context.

    Characters that people cannot see are shown as escapes, so that no text can hide another.

    >>> escape_text("A < B, *always*")
    'A \\< B, \\*always\\*'
    """
    return _escape_line(" ".join(text.split()))


def escape_prose(text: str) -> str:
    """Return a sentence of ours in which words in backticks become code."""
    parts = text.split("`")
    return "".join(f"`{part}`" if at % 2 else _escape_line(part) for at, part in enumerate(parts))


def _escape_line(line: str) -> str:
    return AUTOLINK_START.sub(lambda start: f"\\{start[0]}", escape_markdown(escape_unprintable(line)))


@lru_cache(maxsize=1 << 16)
def link_target(url: str) -> str:
    """Return an address for the parentheses of a link; in angle brackets if it has parentheses itself."""
    target = ENTITY_START.sub("&amp;", quote(url, safe=URL_PUNCTUATION))
    return f"<{target}>" if "(" in target or ")" in target else target


def format_link(name: str, url: str) -> str:
    """Return a link. The caller vouches for the URL: it is ours, or has passed `views.cards.web_link`."""
    return f"[{escape_text(name)}]({link_target(url)})"


def format_url(url: str) -> str:
    """Return a link that shows its URL, which has passed `views.cards.web_link`."""
    is_plain = quote(url, safe=URL_PUNCTUATION) == url and not ENTITY_START.search(url)
    return f"<{url}>" if is_plain else format_link(url, url)
