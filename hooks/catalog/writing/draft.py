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
from catalog.documents.tree import Block, Item, node, read_tree
from catalog.records.schema import Dataset, Paper
from catalog.records.validate import record
from catalog.records.vocabularies import Source
from catalog.writing.format import format_text, tree_text

Data = dict[str, Any]
"""The values of a file: texts, lists and mappings."""


@dataclass(frozen=True)
class Draft:
    """One record during an import."""

    model: type[Paper] | type[Dataset]
    id: str
    file: str
    data: Data
    document: Document | None = None
    """The file as it is; nothing for a new record."""

    @property
    def is_new(self) -> bool:
        """Whether the record has no file yet."""
        return self.document is None

    @property
    def changed(self) -> bool:
        """Whether the file is to be written."""
        return self.document is None or self.data != self.document.data

    def copied(self) -> Data:
        """The values, to be changed."""
        return copy.deepcopy(self.data)

    def record(self) -> tuple[Paper | Dataset | None, list[str]]:
        """The record, and what is wrong with it."""
        found, problems = record(self.model, self.as_document(), self.id, self.data)
        return found, [problem.text for problem in problems if problem.rule.severity is Severity.ERROR]

    def as_document(self) -> Document:
        """The record as the catalog holds it; its text is only read where a problem needs a place."""
        return Document(self.file, as_yaml(self.data), self.data, ())

    def text(self) -> str:
        """The canonical text of the file, with all that stood in it."""
        if self.document is None:
            return format_text(as_yaml(self.data).encode(), self.file)
        return grown(self.document, self.data)


def grown(document: Document, data: Data) -> str:
    """The canonical text of a file whose values have grown; comments and unknown keys stay."""
    root, head, foot = read_tree(document.text)
    _grow(root, document.data, data)
    return tree_text(document.file, root, head, foot)


def with_source(document: Document, source: Source) -> str:
    """The text of sources.yml with one more entry."""
    fields = {name: str(value) for name, value in source.model_dump(exclude_none=True).items()}
    return grown(document, document.data | {source.id: fields})


def as_yaml(data: Data) -> str:
    """A mapping as YAML that needs no care: JSON, one key a line."""
    return "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items()
    )


def _grow(block: Block, old: Data, new: Data) -> None:
    """Bring new values into a mapping: keys are added, lists get longer, single values may become lists."""
    items = {item.key: item for item in block.items}
    for key, value in new.items():
        if key not in old:
            block.items.append(Item(key, node(value), 0))
        elif value != old[key]:
            _grow_item(items[key], old[key], value)


def _grow_item(item: Item, old: Any, new: Any) -> None:
    if isinstance(new, dict) and isinstance(item.value, Block):
        _grow(item.value, old, new)
    elif isinstance(new, list) and isinstance(item.value, Block) and new[: len(old)] == old:
        item.value.items += [Item("", node(value), 0) for value in new[len(old) :]]
    else:
        item.value = node(new)


def today() -> str:
    """The day in UTC; of SOURCE_DATE_EPOCH, if set, so that an import can be repeated."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.date().isoformat()
