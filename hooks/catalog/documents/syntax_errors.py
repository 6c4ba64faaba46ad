"""The words of the YAML parser as what people have to mend: the place, what is wrong, and what to write."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

OPEN_CONTEXTS = {
    "while scanning a quoted scalar": "quote",
    "while parsing a flow sequence": "bracket",
    "while parsing a flow mapping": "brace",
}
"""What the parser was in when the file came to an end, or to something that cannot stand there."""
HINTS = {
    "": 'Put text with : # [ ] { } & * ! | > % @ ` in quotes: title: "..."',
    "did not find expected key": "Indent the line like the one above it, or put the whole text in quotes",
    "could not find expected ':'": "Write a colon and a space after the key: venue: cvpr",
    "the quote that opens here never ends": 'End it with the same sign; write \\" for a quote inside',
    "the bracket that opens here never ends": "End it with ], and put text with , [ ] in quotes",
    "the brace that opens here never ends": "End it with }, and put text with , { } : in quotes",
    "found unknown escape character": "Write two backslashes for one, or single quotes around the text",
}
"""What to write, by the parser's words."""
FOREIGN_SYNTAX = (
    (
        r"<<<<<<<|=======|>>>>>>>",
        "a mark of a merge conflict",
        "Keep one of the sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    ),
    (r"\s*@\w+\s*\{", "this is BibTeX", 'Write lines like `title: "..."`, one for each field'),
    (r"\s*(```|~~~)", "a code fence of Markdown", "Delete the lines with ```"),
    (r"[^#]*\]\(https?:", "a link as Markdown writes it", "Write only the address, without [ ] and ( )"),
)
"""What is something else than YAML: how its line begins, its name, and what to do."""
KEY_AND_TEXT = re.compile(r"(?P<lead>\s*(?:- )?(?P<key>[\w-]+): +)(?P<text>\S.*)")


class SyntaxExplanation(NamedTuple):
    """What a file has in place of YAML; line and column count from 0."""

    line: int
    column: int
    message: str
    hint: str


def explain_syntax_error(error: yaml.YAMLError, lines: Sequence[str]) -> SyntaxExplanation:
    """What an error of the parser means, at the place that people have to mend: where a quote opens, say."""
    found = getattr(error, "problem", None) or str(error).splitlines()[0]
    at = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = OPEN_CONTEXTS.get(getattr(error, "context", None) or "")
    if opened and found != "found unknown escape character":
        at, found = getattr(error, "context_mark", at), f"the {opened} that opens here never ends"
    elif found == "could not find expected ':'":
        at = getattr(error, "context_mark", at)
    number, column = (at.line, at.column) if at else (0, 0)
    line = lines[number] if number < len(lines) else ""
    for begin, name, hint in FOREIGN_SYNTAX:
        if re.match(begin, line):
            return SyntaxExplanation(number, column, name, hint)
    if line[column : column + 1] == "\t":
        return SyntaxExplanation(number, column, found, "Indent with two spaces, not with a tab")
    if found == "did not find expected key" and (quote := _find_open_quote(lines[:number])):
        found = "the quote that opens here never ends"
        return SyntaxExplanation(*quote, found, HINTS[found])
    return SyntaxExplanation(number, column, found, _quoting_hint(line, found) or HINTS.get(found, HINTS[""]))


def _find_open_quote(lines: Sequence[str]) -> tuple[int, int] | None:
    """The first line whose text begins with a quote that does not end there."""
    for number, line in enumerate(lines):
        keyed = KEY_AND_TEXT.match(line)
        if keyed and keyed["text"][0] in "\"'" and keyed["text"].count(keyed["text"][0]) == 1:
            return number, len(keyed["lead"])
    return None


def _quoting_hint(line: str, found: str) -> str | None:
    """The line with its text in quotes, if that is what is missing."""
    keyed = KEY_AND_TEXT.fullmatch(line.rstrip())
    if found in ("could not find expected ':'", "found unknown escape character") or not keyed:
        return None
    text = keyed["text"]
    if text[0] in "\"'":
        return 'Write \\" for a quote inside quotes' if text.count(text[0]) > 2 else None
    if found.endswith("never ends") or text[0] in "{|>" or len(text) > 200:
        return None
    if found == "did not find expected key" and text[0] != "[":
        return None  # of such text the indent is wrong
    return f"Put the text in quotes: {keyed['key']}: {json.dumps(text, ensure_ascii=False)}"
