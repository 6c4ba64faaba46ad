"""Texts of records: new ones, and existing ones of which only some fields change."""

from __future__ import annotations

from typing import Any

from catalog.documents.document import Document, parse_document
from catalog.documents.problems import Remove
from catalog.records.repository import Repository
from catalog.records.validate import validate_record
from catalog.refresh.repositories.merge import Values
from catalog.writing.draft import dump_plain, update_document
from catalog.writing.edit import apply_fix
from catalog.writing.format import format_text


def write_record(file: str, values: Values) -> str:
    """Return the text of a new record."""
    return format_text(dump_plain(values).encode(), file)


def edit_record(document: Document, values: Values) -> str:
    """Return the text of a record with some fields changed; comments and all other fields stay.

    Args:
        document: The file.
        values: New values; None removes a field.
    """
    data: dict[str, Any] = document.data | {}
    for name, value in values.items():
        if isinstance(value, dict) and isinstance(data.get(name), dict):
            data[name] = data[name] | value
        elif value is not None:
            data[name] = value
    text = update_document(document, data)
    for name, value in values.items():
        if value is None and name in data:
            text = apply_fix(document.file, text, (name,), Remove()) or text
    return text


def is_valid_record(id: str, file: str, text: str) -> bool:
    """Return whether a text is a record without problems."""
    document = parse_document(file, text.encode())
    _, problems = validate_record(Repository, document, id, document.data)
    return not document.problems and not problems
