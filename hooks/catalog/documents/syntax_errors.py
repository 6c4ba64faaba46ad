"""Explain YAML syntax errors: where to look, what is wrong and what to write."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

MAX_QUOTED_CHARACTERS = 200
"""Longest text that a hint repeats in quotes."""
OPENERS = {
    "while scanning a quoted scalar": "quote",
    "while parsing a flow sequence": "bracket",
    "while parsing a flow mapping": "brace",
}
"""Opening character by the context in PyYAML's error."""
HINTS = {
    "": 'Put text that contains : # [ ] { } & * ! | > % @ ` in quotes: title: "..."',
    "did not find expected key": "Indent the line like the one above it, or put the whole text in quotes",
    "could not find expected ':'": "Write a colon and a space after the key: venue: cvpr",
    "this quote is never closed": 'Close it with the same character; write \\" for a quote inside',
    "this bracket is never closed": "Close it with ], and put text that contains , [ ] in quotes",
    "this brace is never closed": "Close it with }, and put text that contains , { } : in quotes",
    "found unknown escape character": "Write \\\\ for a backslash, or put the text in single quotes",
}
"""Hint by message; "" is the default."""
FOREIGN_SYNTAX = (
    (
        r"<<<<<<<|=======|>>>>>>>",
        "this is a merge conflict marker",
        "Keep one side, and delete the lines that start with <<<<<<<, ======= and >>>>>>>",
    ),
    (r"\s*@\w+\s*\{", "this is BibTeX", 'Write lines such as `title: "..."`, one per field'),
    (r"\s*(```|~~~)", "this is a Markdown code fence", "Delete the lines with ```"),
    (r"[^#]*\]\(https?:", "this is a Markdown link", "Write only the URL, without [ ] and ( )"),
)
"""Lines in another syntax than YAML: pattern, message, hint."""
KEY_AND_TEXT = re.compile(r"(?P<lead>\s*(?:- )?(?P<key>[\w-]+): +)(?P<text>\S.*)")


class SyntaxExplanation(NamedTuple):
    """Explanation of a syntax error; line and column count from 0."""

    line: int
    column: int
    message: str
    hint: str


def explain_syntax_error(error: yaml.YAMLError, lines: Sequence[str]) -> SyntaxExplanation:
    """Explain an error of PyYAML at the place to edit, such as an opening quote that is never closed.

    Args:
        error: Error raised by the parser.
        lines: Lines of the file.
    """
    message = getattr(error, "problem", None) or str(error).splitlines()[0]
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opener = OPENERS.get(getattr(error, "context", None) or "")
    if opener and message != "found unknown escape character":
        mark, message = getattr(error, "context_mark", mark), f"this {opener} is never closed"
    elif message == "could not find expected ':'":
        mark = getattr(error, "context_mark", mark)
    number, column = (mark.line, mark.column) if mark else (0, 0)
    line = lines[number] if number < len(lines) else ""
    for pattern, foreign_message, hint in FOREIGN_SYNTAX:
        if re.match(pattern, line):
            return SyntaxExplanation(number, column, foreign_message, hint)
    if line[column : column + 1] == "\t":
        return SyntaxExplanation(number, column, message, "Indent with two spaces, not with a tab")
    if message == "did not find expected key" and (quote := _find_open_quote(lines[:number])):
        message = "this quote is never closed"
        return SyntaxExplanation(*quote, message, HINTS[message])
    hint = _quoting_hint(line, message) or HINTS.get(message, HINTS[""])
    return SyntaxExplanation(number, column, message, hint)


def _find_open_quote(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return line and column of the first quote that is not closed in its line."""
    for number, line in enumerate(lines):
        match = KEY_AND_TEXT.match(line)
        if match and match["text"][0] in "\"'" and match["text"].count(match["text"][0]) == 1:
            return number, len(match["lead"])
    return None


def _quoting_hint(line: str, message: str) -> str | None:
    """Return a hint that shows the text of a line in quotes, if missing quotes explain the error."""
    match = KEY_AND_TEXT.fullmatch(line.rstrip())
    if message in ("could not find expected ':'", "found unknown escape character") or not match:
        return None
    text = match["text"]
    if text[0] in "\"'":
        return 'Write \\" for a quote inside quotes' if text.count(text[0]) > 2 else None
    if message.endswith("never closed") or text[0] in "{|>" or len(text) > MAX_QUOTED_CHARACTERS:
        return None
    if message == "did not find expected key" and text[0] != "[":
        return None  # the indent is wrong
    return f"Put the text in quotes: {match['key']}: {json.dumps(text, ensure_ascii=False)}"
