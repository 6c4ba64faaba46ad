"""Files that follow from others: the canonical form of records, generated schemas, and the issue form.

The tests compare them on the main branch; a review finds them first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from catalog.documents.document import DocumentError
from catalog.documents.problems import Location, Problem, Reformat, Rule
from catalog.records.as_json import schema_files
from catalog.records.catalog import Catalog
from catalog.records.files import record_model, vocabulary_name
from catalog.writing.format import format_text

FORM_FILE = ".github/ISSUE_TEMPLATE/add-paper.yml"
CATEGORIES_FILE = "data/categories.yml"
SCHEMA_FOLDER = "data/schema/"
MAX_FILE_BYTES = 1_000_000
"""Larger files have an error of their own."""
OUTDATED_FILE = Rule(
    "outdated-file",
    "Files are in canonical form, and what is generated from others is up to date.",
    form=("This line is not in canonical form", "Run `catalog format`, or copy the text from the summary"),
    schema=("{file} is generated", "Restore it with `catalog format`"),
    categories=(
        "The form for issues offers other categories",
        "Ask a maintainer to write these options in {form}: {options}",
    ),
)
"""Needs to know which files change, so `catalog check` alone does not apply it."""


def find_outdated_files(
    root: Path, changed_files: Collection[str], catalog: Catalog, canonical_texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield an error for each changed file that is not as the tests expect it.

    Args:
        root: Checkout of the repository.
        changed_files: Paths of the files that a change touches.
        catalog: Catalog of the checkout.
        canonical_texts: Texts of changed files that are not in canonical form.
    """
    for file, text in canonical_texts.items():
        yield OUTDATED_FILE.violation("form", Reformat()).at(_first_difference(root, file, text))
    for name, text in schema_files().items():
        file = f"{SCHEMA_FOLDER}{name}"
        if file in changed_files and _read_file(root, file) != text.encode():
            yield OUTDATED_FILE.violation("schema", file=file).at(Location(file))
    if {CATEGORIES_FILE, FORM_FILE} & set(changed_files):
        names = [category.name for category in catalog.categories.values()]
        options = _form_options(root)
        if options is not None and options != names:
            violation = OUTDATED_FILE.violation("categories", form=FORM_FILE, options="; ".join(names))
            yield violation.at(Location(CATEGORIES_FILE))


def find_canonical_texts(root: Path, files: Iterable[str]) -> dict[str, str]:
    """Return the canonical texts of those among some files that have another form."""
    texts: dict[str, str] = {}
    for file in sorted(files):
        content = _read_file(root, file) if record_model(file) or vocabulary_name(file) else None
        if content is None:
            continue
        try:
            text = format_text(content, file)
        except DocumentError:
            continue
        if text.encode() != content:
            texts[file] = text
    return texts


def _read_file(root: Path, file: str) -> bytes | None:
    """Return the content of a file; None if it is none, a symbolic link, or too large to be a record."""
    path = root / file
    if not path.is_file() or path.is_symlink() or path.stat().st_size > MAX_FILE_BYTES:
        return None
    return path.read_bytes()


def _first_difference(root: Path, file: str, text: str) -> Location:
    """Return the location of the first line that differs from a text."""
    lines, expected = (root / file).read_text("utf-8", "replace").splitlines(), text.splitlines()
    same = next((at for at, pair in enumerate(zip(lines, expected, strict=False)) if pair[0] != pair[1]), -1)
    return Location(file, max(1, min(len(lines), same + 1 if same >= 0 else len(lines))))


def _form_options(root: Path) -> list[str] | None:
    """Return the categories that the issue form offers; None if it has no such field."""
    content = _read_file(root, FORM_FILE)
    try:
        form: Any = yaml.safe_load(content or b"")
        fields: list[dict[str, Any]] = [part for part in form["body"] if part.get("id") == "category"]
        return [str(option) for option in fields[0]["attributes"]["options"]]
    except (yaml.YAMLError, AttributeError, IndexError, KeyError, TypeError):
        return None
