"""Names and docstrings use standard terms and plain sentences, where ruff has no rule for it."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_docstrings_begin_with_a_noun_or_an_imperative(path: Path) -> None:
    assert [(line, text) for line, text in docstrings(path) if VAGUE_OPENERS.match(text)] == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_names_are_not_vague(path: Path) -> None:
    with path.open("rb") as file:
        names = {token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.NAME}
    assert names & VAGUE_NAMES == set()


def code_of(script: str) -> str:
    """Return a script without comments and strings."""
    return re.sub(r"//.*|/\*[\s\S]*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", "", script)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_script_names_are_not_vague(path: Path) -> None:
    names = set(IDENTIFIER.findall(code_of(path.read_text("utf-8"))))
    assert names & VAGUE_NAMES == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_script_lines_fit_the_eye(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > MAX_COLUMNS] == []
