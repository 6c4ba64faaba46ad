"""Escape strangers' text for the Markdown of GitHub.

Every character that is not a letter, digit, space or comma becomes an entity, so that Markdown and HTML see
only text. GitHub then searches the rendered text for @mentions, #1, commits, :emoji:, $formulas$ and URLs. It
finds them only within one text node, so a `<span>` around one of their characters hides them from it, and
changes nothing for people who read or copy the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from catalog.utils.text import escape_unprintable

SPECIAL_CHARACTER = re.compile(
    r"""(?P<split>[@#:$]               # begins a mention, reference, URL, emoji or formula
        | (?<=\bgh)-(?=\d)             # GH-1
        | (?<=\bwww)\.                 # www.somewhere.example
        | [0-9a-f]{6}(?=[0-9a-f]))     # a commit has seven digits or more
      | [^\w ,] | _                    # may be Markdown or HTML syntax
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Characters that become entities; a match of the group `split` is also put in a `<span>`."""
MAX_TEXT_CHARACTERS = 400
"""Longer texts are cut."""


def escape_text(value: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
    """Return a text as Markdown that renders as exactly this text, on one line, in any context."""
    line = escape_unprintable(value).strip()
    return _encode(line if len(line) <= limit else line[: limit - 1] + "…")


def inline_code(value: str) -> str:
    """Return a text as code: an element, since backticks do not escape the bars of tables."""
    return f"<code>{escape_text(value)}</code>"


def escape_prose(value: str) -> str:
    """Return a sentence in which words in backticks become code."""
    parts = escape_unprintable(value).split("`")
    if len(parts) % 2 == 0 or len(value) > MAX_TEXT_CHARACTERS:  # an odd backtick is a stranger's
        return escape_text(value)
    return "".join(inline_code(part) if at % 2 else _encode(part) for at, part in enumerate(parts))


def render_link(label: str, url: str) -> str:
    """Return a link; just the label if the URL is blank. The label may be anybody's, the URL is ours."""
    target = quote(url, safe="/:?&=#%,.~+-_@")
    return f"[{escape_text(label)}](<{target}>)" if url else escape_text(label)


def table_row(cells: Iterable[str]) -> str:
    """Return a table row of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |"


def table_head(*names: str) -> tuple[str, str, str]:
    """Return a blank line, the header row and the delimiter row of a table."""
    return "", table_row(names), table_row("---" for _ in names)


def code_block(content: str, language: str) -> str:
    """Return a fenced code block; its fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    lines = "\n".join(escape_unprintable(line) for line in content.rstrip("\n").split("\n"))
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{lines}\n{fence}"


def _encode(line: str) -> str:
    return SPECIAL_CHARACTER.sub(_encode_match, line)


def _encode_match(match: re.Match[str]) -> str:
    encoded = match[0] if match[0].isalnum() else f"&#{ord(match[0])};"
    return f"<span>{encoded}</span>" if match["split"] else encoded
