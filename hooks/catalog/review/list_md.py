"""LIST.md, edited by hand: what was meant by it, as records to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog.documents.problems import Location, Problem, Rule, Severity
from catalog.importing.list_edits import LineEdit, ListEdit, interpret_edit
from catalog.importing.list_writer import render_lists
from catalog.records.catalog import Catalog
from catalog.utils import github_markdown as md
from catalog.utils.git import run_git

LIST_FILE = "LIST.md"
EDITED_LIST = Rule(
    "edited-list",
    "LIST.md is made from the records each week; who has something to say there changes a record.",
    Severity.WARNING,
)
"""Seen only beside an earlier version, so it is none of the rules of `catalog check` alone."""


def find_list_edit(root: Path, base: str, catalog: Catalog, *, sound: bool) -> ListEdit | None:
    """What an edit of the list means; None, if it is as it was made.

    Args:
        root: The checkout.
        base: The commit before the edit.
        catalog: The catalog of the checkout.
        sound: Whether it has no errors; of another one no list can be made, and no record.
    """
    path = root / LIST_FILE
    if not path.is_file() or path.is_symlink():
        return None
    text = path.read_text("utf-8", "replace")
    if not sound:
        return ListEdit((), ())
    if text == render_lists(catalog)[LIST_FILE]:
        return None
    there = run_git(root, "ls-tree", "--name-only", base, "--", LIST_FILE)
    old = run_git(root, "show", f"{base}:{LIST_FILE}").decode("utf-8", "replace") if there else ""
    return interpret_edit(catalog, old, text)


def list_edit_problems(edit: ListEdit) -> Iterator[Problem]:
    """A warning at each line that would be lost."""
    for line in edit.added:
        hint = f"Write {line.path} instead: the summary has its text" if line.text else line.note
        yield Problem(
            Location(LIST_FILE, line.line),
            EDITED_LIST,
            "LIST.md is made from the records: this line will be lost",
            hint,
        )


def render_list_edit(edit: ListEdit) -> Iterator[str]:
    """The section of the summary."""
    yield from ("", "### LIST.md", "")
    yield "LIST.md is made from the records, and written anew each week; what is changed there is lost."
    yield "Please change the records in `data/` instead."
    if edit.added:
        yield from (
            "",
            "This is what the new lines mean. Copy each text into its file, and take the line back.",
        )
    for line in (*edit.added, *edit.removed):
        yield from _render_line(line)


def _render_line(line: LineEdit) -> Iterator[str]:
    said = f"Line {line.line}: {md.inline_code(line.path)}" if line.path else f"Line {line.line}"
    yield from ("", f"{said}. {md.escape_text(line.note)}" if line.note else said)
    if line.text:
        yield from ("", md.code_block(line.text, "yaml"))
