"""The canonical form of files: order of keys, quotes, and lists in one line or several.

Nothing is lost: comments move with their item (see `catalog.documents.tree`), and unknown keys follow the
known ones in their own order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import isclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import yaml

from catalog.documents.characters import HIDDEN_CHARACTER
from catalog.documents.document import DocumentError, parse_document, read_content
from catalog.documents.parser import TEXT_KEYS
from catalog.documents.tree import Collection, Item, Tree, parse_tree
from catalog.records import types
from catalog.records.files import RECORD_FOLDERS, SCHEMA_NAMES, record_id, record_model
from catalog.records.repository import Memory, Reading, Speed
from catalog.records.result import Row
from catalog.records.schema import Claim, StrictModel
from catalog.records.vocabularies import VOCABULARIES, LinkState

MAX_FLOW_COLUMNS = 100
"""Columns up to which a list stays in one line."""
QUOTED_FIELDS = frozenset(["title", "arxiv", "name", "states"])
"""Fields that are always quoted, as prose may contain anything and arXiv IDs look like numbers."""
NOT_PLAIN_TEXT = re.compile(r""": | [#]|:$|[\\"]""")
"""Text that needs quotes."""
NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}?]")  # parsers differ about ? in brackets
"""Text that needs quotes inside brackets or braces."""
RESOLVER = yaml.resolver.Resolver()


NUMERIC_TYPES = (
    *(types.Year, types.Date, types.Pages, types.Flag, types.Number, types.Decimal, types.Count),
    types.Hours,
)


def _fields_and_types() -> Iterator[tuple[str, Any]]:
    """Yield the fields of records, each with its type, and with the types of its items or of its value."""
    for model in (*RECORD_FOLDERS.values(), Claim, Reading, Speed, Memory, Row, LinkState):
        for name, hint in get_type_hints(model, include_extras=True).items():
            yield from ((name, type) for type in (hint, *get_args(hint)))


SCORE = "score"
"""Stands for the fields of a row of results that are named after metrics."""
TYPED_FIELDS = frozenset(name for name, type in _fields_and_types() if type in NUMERIC_TYPES) | {SCORE}
"""Fields whose numbers, dates and flags are not quoted, so that YAML reads them as such."""
NESTED_MODELS: dict[str, type[StrictModel]] = {
    name: type for name, type in _fields_and_types() if isclass(type) and issubclass(type, StrictModel)
}
"""Models of the values inside records, by field."""


def format_file(path: Path, name: str) -> str:
    """Return the canonical text of a file.

    Args:
        path: The file.
        name: Its path relative to the checkout, which decides its type.

    Raises:
        DocumentError: The file cannot be read as a record.
    """
    return format_text(read_content(path, name), name)


def format_text(content: bytes, name: str) -> str:
    """Return the canonical text of the content of a file; see `format_file`."""
    document = parse_document(name, content)
    for problem in document.problems:
        if problem.rule is HIDDEN_CHARACTER:  # some end lines, and only people can tell where a value ends
            raise DocumentError(problem)
    text = unicodedata.normalize("NFC", document.text)
    composed = document if text == document.text else parse_document(name, text.encode())
    result = format_tree(name, parse_tree(text))
    if result != text and parse_document(name, result.encode()).data != composed.data:
        raise RuntimeError(f"{name}: formatting would change the values of the file, so nothing was written")
    return result


def format_tree(name: str, tree: Tree) -> str:
    """Return the canonical text of a tree.

    Args:
        name: Path of the file relative to the checkout, which decides its type.
        tree: Its items and comments; comments of list items may move to the item itself.
    """
    model, is_vocabulary = _file_model(name)
    formatter = _Formatter(quoted_fields=frozenset(["states"]) if is_vocabulary else QUOTED_FIELDS)
    if is_vocabulary:
        lines = formatter.mapping_lines(tree.root, 0, None, child_model=model)
    else:
        lines = formatter.mapping_lines(tree.root, 0, model)
    return "\n".join([*_header_lines(name, tree.header), *(lines or ["{}"]), *tree.footer]) + "\n"


def _file_model(name: str) -> tuple[type[StrictModel] | None, bool]:
    """Return the model of a file or of its entries, and whether it is a vocabulary with entries."""
    model = record_model(name)
    return (model, False) if model else (VOCABULARIES.get(record_id(name)), True)


def _header_lines(name: str, comments: Sequence[str]) -> list[str]:
    """Return the line that names the schema for editors, and the other comments above all items."""
    prefix = "# yaml-language-server: $schema="
    model = record_model(name)
    if not model:
        return list(comments)
    up = "../" * (name.count("/") - 1)
    return [
        f"{prefix}{up}schema/{SCHEMA_NAMES[model]}.schema.json",
        *(comment for comment in comments if not comment.startswith(prefix)),
    ]


@dataclass(frozen=True)
class _Formatter:
    """Formats items as canonical lines."""

    quoted_fields: frozenset[str]

    def mapping_lines(
        self,
        mapping: Collection,
        indent: int,
        model: type[StrictModel] | None,
        child_model: type[StrictModel] | None = None,
    ) -> list[str]:
        """Return the lines of a mapping.

        Args:
            mapping: Its items.
            indent: Spaces before each line.
            model: Model that gives the order of keys.
            child_model: Model of every value; by default it depends on the key.
        """
        lines: list[str] = []
        for item in _ordered_items(mapping, model):
            lines += [" " * indent + comment for comment in item.comments_above]
            first, *rest = self._item_lines(item, indent, child_model or NESTED_MODELS.get(item.key))
            lines += [" ".join([" " * indent + first, *item.comments_beside]), *rest]
        return lines

    def _item_lines(self, item: Item, indent: int, model: type[StrictModel] | None) -> list[str]:
        """Return the lines of a key and its value, the first without indent."""
        key = _format_scalar(item.key, "")
        value = item.value
        if isinstance(value, str):
            return [f"{key}: {self._commented_scalar(item, item.key) or self._scalar(value, item.key)}"]
        line = f"{key}: {self._flow(value, item.key)}"
        has_comments = any(child.has_comments for child in value.items)
        is_nested = any(isinstance(child.value, Collection) for child in value.items)
        fits = indent + len(line) <= MAX_FLOW_COLUMNS and not is_nested and model is None
        if not value.items or (fits and not has_comments):
            return [line]
        if value.is_list:
            return [f"{key}:", *self._list_lines(value, indent + 2, item.key, model)]
        return [f"{key}:", *self.mapping_lines(value, indent + 2, model)]

    def _list_lines(
        self, items: Collection, indent: int, key: str, model: type[StrictModel] | None
    ) -> list[str]:
        """Return the lines of a list, one per item unless there are comments inside an item."""
        lines: list[str] = []
        for item in items.items:
            _hoist_comments(item, model)
            lines += [" " * indent + comment for comment in item.comments_above]
            value = item.value if isinstance(item.value, Collection) else Collection(True, [])
            if any(child.has_comments for child in value.items):
                inner = self._list_lines(value, indent + 2, key, model) if value.is_list else None
                first, *rest = inner or self.mapping_lines(value, indent + 2, model)
                first = first.lstrip()
            else:
                first, rest = self._commented_scalar(item, key) or self._flow(item.value, key, model), []
            lines += [" ".join([f"{' ' * indent}- {first}", *item.comments_beside]), *rest]
        return lines

    def _flow(self, value: str | Collection, key: str, model: type[StrictModel] | None = None) -> str:
        """Return a value in one line."""
        if isinstance(value, str):
            return self._scalar(value, key, in_flow=True)
        if value.is_list:
            return f"[{', '.join(self._flow(item.value, key) for item in value.items)}]"
        pairs = []
        for item in _ordered_items(value, model):
            is_score = model is Row and item.key not in Row.model_fields
            inner = self._flow(item.value, SCORE if is_score else key if key in TYPED_FIELDS else item.key)
            pairs.append(f"{_format_scalar(item.key, '', in_flow=True)}: {inner}")
        return f"{{{', '.join(pairs)}}}"

    def _commented_scalar(self, item: Item, key: str) -> str:
        """Return a text with a comment beside it in quotes, which show where it ends; else ""."""
        is_commented = isinstance(item.value, str) and item.comments_beside and key in TEXT_KEYS
        return _double_quote(str(item.value)) if is_commented else ""

    def _scalar(self, value: str, key: str, *, in_flow: bool = False) -> str:
        return (
            _double_quote(value) if key in self.quoted_fields else _format_scalar(value, key, in_flow=in_flow)
        )


def _ordered_items(mapping: Collection, model: type[StrictModel] | None) -> list[Item]:
    """Return the items of a mapping: known keys in the order of the model, then the others."""
    fields = [name for name in model.model_fields if name not in ("id", "file")] if model else []
    rank = {field: index for index, field in enumerate(fields)}
    return sorted(mapping.items, key=lambda item: rank.get(item.key, len(fields)))


def _hoist_comments(item: Item, model: type[StrictModel] | None) -> None:
    """Move the comments of an item's first child to the item, because both start in the same line."""
    if isinstance(item.value, Collection) and item.value.items:
        first = item.value.items[0] if item.value.is_list else _ordered_items(item.value, model)[0]
        if item.value.is_list:
            _hoist_comments(first, model)
        item.comments_above, first.comments_above = item.comments_above + first.comments_above, []
        item.comments_beside, first.comments_beside = first.comments_beside + item.comments_beside, []


def _format_scalar(value: str, key: str, *, in_flow: bool = False) -> str:
    """Return a text, in quotes unless every YAML parser reads it as this text or as the type of its field."""
    can_be_plain = value[:1].isalnum() and value.isprintable() and value == value.strip()
    special = NOT_PLAIN_TEXT.search(value) or (in_flow and NOT_PLAIN_IN_FLOW.search(value))
    tag = RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    is_text = tag == "tag:yaml.org,2002:str"
    return (
        value if can_be_plain and not special and (is_text or key in TYPED_FIELDS) else _double_quote(value)
    )


def _double_quote(value: str) -> str:
    """Return a text in double quotes, as JSON does, with unprintable characters escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in text)
