"""Drafts: records under construction, and the files they become."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any

from catalog.documents.document import Document
from catalog.documents.problems import Severity
from catalog.documents.tree import Collection, Item, build_node, parse_tree
from catalog.records.schema import Record
from catalog.records.validate import validate_record
from catalog.records.vocabularies import Source
from catalog.writing.format import format_text, format_tree

RecordData = dict[str, Any]
"""Values of a file: text, lists and mappings."""


@dataclass(frozen=True)
class Draft:
    """A new record, or an existing one with changes."""

    model: type[Record]
    id: str
    file: str
    data: RecordData
    document: Document | None = None
    """The existing file; None for a new record."""

    @property
    def is_new(self) -> bool:
        """True if the record has no file yet."""
        return self.document is None

    @property
    def has_changes(self) -> bool:
        """True if the file has to be written."""
        return self.document is None or self.data != self.document.data

    def copy_data(self) -> RecordData:
        """Return a deep copy of the values."""
        return copy.deepcopy(self.data)

    def validate(self) -> tuple[Record | None, list[str]]:
        """Return the record and the texts of its errors."""
        record, problems = validate_record(self.model, self.to_document(), self.id, self.data)
        return record, [problem.text for problem in problems if problem.rule.severity is Severity.ERROR]

    def to_document(self) -> Document:
        """Return the draft as a document, whose text serves only for positions of problems."""
        return Document(self.file, dump_plain(self.data), self.data, ())

    def to_yaml(self) -> str:
        """Return the canonical text of the file; comments of an existing file stay."""
        if self.document is None:
            return format_text(dump_plain(self.data).encode(), self.file)
        return update_document(self.document, self.data)


def update_document(document: Document, data: RecordData) -> str:
    """Return the canonical text of a file with new values; comments stay.

    Args:
        document: The existing file.
        data: Its values with additions and changes; no key may be missing.
    """
    tree = parse_tree(document.text)
    _merge_mapping(tree.root, document.data, data)
    return format_tree(document.file, tree)


def add_source(document: Document, source: Source) -> str:
    """Return the text of sources.yml with another entry."""
    fields = {name: str(value) for name, value in source.model_dump(exclude_defaults=True).items()}
    return update_document(document, document.data | {source.id: fields})


def dump_plain(data: RecordData) -> str:
    """Return a mapping as YAML with JSON values, one key per line."""
    return "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items()
    )


def _merge_mapping(mapping: Collection, old: RecordData, new: RecordData) -> None:
    """Add new keys to a mapping, and merge the values of keys whose value has changed."""
    items = {item.key: item for item in mapping.items}
    for key, value in new.items():
        if key not in old:
            mapping.items.append(Item(key, build_node(value), 0))
        elif value != old[key]:
            _merge_item(items[key], old[key], value)


def _merge_item(item: Item, old: Any, new: Any) -> None:
    """Merge a mapping or a list, or replace anything else, including a text that became a list."""
    if isinstance(new, dict) and isinstance(item.value, Collection):
        _merge_mapping(item.value, old, new)
    elif isinstance(new, list) and isinstance(item.value, Collection) and item.value.is_list:
        item.comments_above += _merge_list(item.value, old, new)
    else:
        item.value = build_node(new)


def _merge_list(items: Collection, old: list[Any], new: list[Any]) -> list[str]:
    """Keep the items whose values stay, with their comments; return the comments of the others."""
    remaining = list(zip(old, items.items, strict=True))
    items.items = []
    for value in new:
        at = next((at for at, (other, _) in enumerate(remaining) if other == value), None)
        items.items.append(Item("", build_node(value), 0) if at is None else remaining.pop(at)[1])
    return [comment for _, item in remaining for comment in item.all_comments]
