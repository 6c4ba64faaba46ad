"""Records as they are to be written: values that grow, and the text of their files."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ
from typing import Any

from catalog.documents.document import Document
from catalog.documents.problems import Severity
from catalog.documents.tree import Collection, Item, build_node, parse_tree
from catalog.records.schema import Dataset, Paper
from catalog.records.validate import validate_record
from catalog.records.vocabularies import Source
from catalog.writing.format import format_text, format_tree

RecordData = dict[str, Any]
"""The values of a file: texts, lists and mappings."""


@dataclass(frozen=True)
class Draft:
    """One record during an import."""

    model: type[Paper] | type[Dataset]
    id: str
    file: str
    data: RecordData
    document: Document | None = None
    """The file as it is; nothing for a new record."""

    @property
    def is_new(self) -> bool:
        """Whether the record has no file yet."""
        return self.document is None

    @property
    def has_changes(self) -> bool:
        """Whether the file is to be written."""
        return self.document is None or self.data != self.document.data

    def copy_data(self) -> RecordData:
        """The values, to be changed."""
        return copy.deepcopy(self.data)

    def validate(self) -> tuple[Paper | Dataset | None, list[str]]:
        """The record, and what is wrong with it."""
        found, problems = validate_record(self.model, self.to_document(), self.id, self.data)
        return found, [problem.text for problem in problems if problem.rule.severity is Severity.ERROR]

    def to_document(self) -> Document:
        """The record as the catalog holds it; its text is only read where a problem needs a place."""
        return Document(self.file, dump_plain(self.data), self.data, ())

    def to_yaml(self) -> str:
        """The canonical text of the file, with all that stood in it."""
        if self.document is None:
            return format_text(dump_plain(self.data).encode(), self.file)
        return update_document(self.document, self.data)


def update_document(document: Document, data: RecordData) -> str:
    """The canonical text of a file whose values have grown; comments and unknown keys stay."""
    root, head, foot = parse_tree(document.text)
    _merge_mapping(root, document.data, data)
    return format_tree(document.file, root, head, foot)


def add_source(document: Document, source: Source) -> str:
    """The text of sources.yml with one more entry."""
    fields = {name: str(value) for name, value in source.model_dump(exclude_none=True).items()}
    return update_document(document, document.data | {source.id: fields})


def dump_plain(data: RecordData) -> str:
    """A mapping as YAML that needs no care: JSON, one key a line."""
    return "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items()
    )


def _merge_mapping(block: Collection, old: RecordData, new: RecordData) -> None:
    """Bring new values into a mapping: keys are added, lists get longer, single values may become lists."""
    items = {item.key: item for item in block.items}
    for key, value in new.items():
        if key not in old:
            block.items.append(Item(key, build_node(value), 0))
        elif value != old[key]:
            _merge_item(items[key], old[key], value)


def _merge_item(item: Item, old: Any, new: Any) -> None:
    if isinstance(new, dict) and isinstance(item.value, Collection):
        _merge_mapping(item.value, old, new)
    elif isinstance(new, list) and isinstance(item.value, Collection) and new[: len(old)] == old:
        item.value.items += [Item("", build_node(value), 0) for value in new[len(old) :]]
    else:
        item.value = build_node(new)


def today() -> str:
    """The day in UTC; of SOURCE_DATE_EPOCH, if set, so that an import can be repeated."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.date().isoformat()
