"""Edits of LIST.md, which is generated: find them, and render the record changes to make instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog.documents.problems import Location, Problem, Rule, Severity
from catalog.importing.list_edits import LineEdit, ListEdit, interpret_edit
from catalog.importing.list_writer import render_lists
from catalog.lists.file import MAX_BYTES
from catalog.records.catalog import Catalog
from catalog.site.folder import read_site_url
from catalog.utils import github_markdown as md
from catalog.utils.files import read_bytes
from catalog.utils.git import run_git

LIST_FILE = "LIST.md"
EDITED_LIST = Rule(
    "edited-list",
    "LIST.md is generated from the records. To change it, change a record.",
    Severity.WARNING,
    message="LIST.md is generated from the records, so this line will be lost",
    record="Edit {file} instead; the summary has its text",
    line="{note}",
)
"""Needs an earlier version to compare with, so `catalog check` alone does not apply it."""


def find_list_edit(root: Path, base: str, catalog: Catalog, *, is_valid: bool) -> ListEdit | None:
    """Return the edit of LIST.md; None if the file is missing or as it was generated.

    Args:
        root: Checkout of the repository.
        base: Commit before the edit.
        catalog: Catalog of the checkout.
        is_valid: Whether the catalog has no errors; if not, the edit cannot be interpreted and is empty.
    """
    path = root / LIST_FILE
    if not path.is_file() or path.is_symlink():
        return None
    text = read_bytes(path, MAX_BYTES).decode("utf-8", "replace")
    if not is_valid:
        return ListEdit((), ())
    if text == render_lists(catalog, read_site_url(root))[LIST_FILE]:
        return None
    has_old_list = run_git(root, "ls-tree", "--name-only", base, "--", LIST_FILE)
    old = run_git(root, "show", f"{base}:{LIST_FILE}").decode("utf-8", "replace") if has_old_list else ""
    return interpret_edit(catalog, old, text)


def list_edit_problems(edit: ListEdit) -> Iterator[Problem]:
    """Yield a warning for each line that will be lost."""
    for line in edit.added:
        violation = EDITED_LIST.violation("record" if line.text else "line", file=line.path, note=line.note)
        yield violation.at(Location(LIST_FILE, line.line))


def render_list_edit(edit: ListEdit) -> Iterator[str]:
    """Yield the Markdown section about the edit, by lines and blocks."""
    yield from ("", "### LIST.md", "")
    yield "LIST.md is generated from the records every week, so changes to it are lost."
    yield "Please change the records in `data/` instead."
    if edit.added:
        yield from (
            "",
            "These records correspond to the new lines. Copy each text into its file, and remove the line.",
        )
    for line in (*edit.added, *edit.removed):
        yield from _render_line(line)


def _render_line(line: LineEdit) -> Iterator[str]:
    label = f"Line {line.line}: {md.inline_code(line.path)}" if line.path else f"Line {line.line}"
    yield from ("", f"{label}. {md.escape_text(line.note)}" if line.note else label)
    if line.text:
        yield from ("", md.code_block(line.text, "yaml"))
