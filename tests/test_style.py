"""Names and docstrings use standard terms and plain sentences, where ruff has no rule for it."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.helpers import ROOT

PYTHON = sorted((ROOT / "hooks").rglob("*.py"))
SCRIPTS = sorted((ROOT / "docs/assets").rglob("*.js"))
VAGUE_NAMES = {"told", "said", "sound", "Found"}
"""Participles that say nothing about what they hold."""
VAGUE_OPENERS = re.compile(r"(?:What|Whether|The same)\b")
IDENTIFIER = re.compile(r"(?<![\w$.-])[A-Za-z_$][\w$]*")
MAX_COLUMNS = 110


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of every docstring of a module, those of attributes included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for child in getattr(node, "body", ()) if not isinstance(node, ast.Lambda | ast.IfExp) else ():
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                text = child.value.value
                if isinstance(text, str):
                    yield child.lineno, text


def test_docstrings_begin_with_a_noun_or_an_imperative() -> None:
    vague = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in PYTHON
        for line, text in docstrings(path)
        if VAGUE_OPENERS.match(text)
    ]
    assert vague == []


def names_in(path: Path) -> set[str]:
    """Return all names in a Python file."""
    with path.open("rb") as file:
        return {token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.NAME}


def test_python_names_are_not_vague() -> None:
    vague = {str(path.relative_to(ROOT)): names_in(path) & VAGUE_NAMES for path in PYTHON}
    assert {path: names for path, names in vague.items() if names} == {}


def code_of(script: str) -> str:
    """Return a script without comments and strings."""
    return re.sub(r"//.*|/\*[\s\S]*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", "", script)


def test_script_names_are_not_vague() -> None:
    vague = [
        (str(path.relative_to(ROOT)), name)
        for path in SCRIPTS
        for name in {*IDENTIFIER.findall(code_of(path.read_text("utf-8")))} & VAGUE_NAMES
    ]
    assert vague == []


def test_script_lines_fit_the_eye() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SCRIPTS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > MAX_COLUMNS
    ]
    assert long == []
