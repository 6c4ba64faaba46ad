"""The one encoder of strangers' text into the Markdown that GitHub shows.

Whatever is neither letter nor digit becomes an entity, so that Markdown and HTML see only text. GitHub
then looks through the text once more, for @mentions, #1, commits, :emoji:, $formulas$ and addresses;
those it finds in one piece only, so a `<span>` around one character of each hides it from that search
and changes nothing for the reader, or for who copies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from catalog.utils.text import escape_unprintable

SPECIAL_CHARACTER = re.compile(
    r"""(?P<found>[@#:$]               # what a mention, reference, address, emoji or formula begins with
        | (?<=\bgh)-(?=\d)             # GH-1
        | (?<=\bwww)\.                 # www.somewhere.example
        | [0-9a-f]{6}(?=[0-9a-f]))     # a commit has seven digits or more
      | [^\w ,] | _                    # what Markdown or HTML may take for a sign
    """,
    re.VERBOSE | re.IGNORECASE,
)
MAX_TEXT_CHARACTERS = 400
"""Characters of a text that are shown."""


def escape_text(value: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
    """A text in one line that comes out as it is, wherever it stands."""
    line = escape_unprintable(value).strip()
    return _encode(line if len(line) <= limit else line[: limit - 1] + "…")


def inline_code(value: str) -> str:
    """The same in the type of code; an element, since back-ticks and the bars of tables are at odds."""
    return f"<code>{escape_text(value)}</code>"


def escape_prose(value: str) -> str:
    """A sentence of a rule, in which `words` in back-ticks are code."""
    pieces = escape_unprintable(value).split("`")
    if len(pieces) % 2 == 0 or len(value) > MAX_TEXT_CHARACTERS:  # a stranger's back-tick is among them
        return escape_text(value)
    return "".join(inline_code(piece) if at % 2 else _encode(piece) for at, piece in enumerate(pieces))


def render_link(label: str, url: str) -> str:
    """A link of ours; the label may be anybody's. Without an address, the label."""
    address = quote(url, safe="/:?&=#%,.~+-_@")
    return f"[{escape_text(label)}](<{address}>)" if url else escape_text(label)


def table_row(cells: Iterable[str]) -> str:
    """A row of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |"


def table_head(*names: str) -> tuple[str, str, str]:
    """How a table begins, after a blank line."""
    return "", table_row(names), table_row("---" for _ in names)


def code_block(content: str, language: str) -> str:
    """A block of code, as it is; its fence is longer than any row of back-ticks in it."""
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    lines = "\n".join(escape_unprintable(line) for line in content.rstrip("\n").split("\n"))
    marks = "`" * max(3, longest + 1)
    return f"{marks}{language}\n{lines}\n{marks}"


def _encode(line: str) -> str:
    return SPECIAL_CHARACTER.sub(_encode_match, line)


def _encode_match(found: re.Match[str]) -> str:
    char = found[0] if found[0].isalnum() else f"&#{ord(found[0])};"
    return f"<span>{char}</span>" if found["found"] else char
