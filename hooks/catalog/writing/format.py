"""One canonical form for every file: order of keys, quoting, lists in a line or below each other.

Nothing is lost: comments move with the item they stand above or beside (see `tree`), and keys that no
shape knows keep their order, after the known ones.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from catalog.documents.document import DocumentError, parse_document
from catalog.documents.parser import HIDDEN_CHARACTER
from catalog.documents.tree import Collection, Item, parse_tree
from catalog.records.schema import Claim, Dataset, Fact, Links, Paper, StrictModel
from catalog.records.vocabularies import VOCABULARIES

MAX_FLOW_COLUMNS = 100
"""Columns that a list may fill before it is written one item a line."""
QUOTED_FIELDS = frozenset(["title", "arxiv", "name", "states"])
"""Fields of records that are always quoted: prose may hold anything, an arXiv id looks like a number."""
TYPED_FIELDS = frozenset(["year", "added", "taken", "pages", "subjects", "hours", "size"])
"""Fields whose values are numbers, dates or marks, so that YAML may see them as such."""
NESTED_MODELS: dict[str, type[StrictModel]] = {"links": Links, "claims": Claim, "facts": Fact}
"""The shapes inside records."""
NOT_PLAIN_TEXT = re.compile(r""": | [#]|:$|[\\"]""")
NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}]|:\?")  # the C parser takes :? for the sign of a key
RESOLVER = yaml.resolver.Resolver()


def format_file(path: Path, name: str) -> str:
    """The canonical text of a file; `name` is its path relative to the checkout.

    Raises:
        SourceError: if the file cannot be read as a record.
    """
    return format_text(path.read_bytes(), name)


def format_text(content: bytes, name: str) -> str:
    """The canonical text of the bytes of a file; see `format_file`."""
    document = parse_document(name, content)
    for problem in document.problems:
        if problem.rule is HIDDEN_CHARACTER:  # some of them end lines, which only people can judge
            raise DocumentError(problem)
    text = unicodedata.normalize("NFC", document.text)
    composed = parse_document(name, text.encode())
    result = format_tree(name, *parse_tree(text))
    if parse_document(name, result.encode()).data != composed.data:
        raise RuntimeError(f"{name}: formatting would change what the file says; nothing was written")
    return result


def format_tree(name: str, root: Collection, head: Sequence[str], foot: Sequence[str]) -> str:
    """The canonical text of the items of a file, with the comments above and below them."""
    shape, many = _file_model(name)
    writer = _Formatter(quoted=frozenset(["states"]) if many else QUOTED_FIELDS)
    lines = writer.entries(root, shape) if many else writer.mapping(root, 0, shape)
    return "\n".join([*_header_lines(name, head), *(lines or ["{}"]), *foot]) + "\n"


def _file_model(name: str) -> tuple[type[StrictModel] | None, bool]:
    """What a file holds, and whether it holds many of them, each under its id."""
    match name.removesuffix(".yml").split("/"):
        case ["data", "papers", *_]:
            return Paper, False
        case ["data", "datasets", *_]:
            return Dataset, False
        case [*_, vocabulary]:
            return VOCABULARIES.get(vocabulary), True
    return None, False


def _header_lines(name: str, head: Sequence[str]) -> list[str]:
    """The line that tells editors the schema, then the other comments at the top of the file."""
    mark = "# yaml-language-server: $schema="
    kind = {Paper: "paper", Dataset: "dataset"}.get(_file_model(name)[0])  # type: ignore[arg-type]
    if not kind:
        return list(head)
    up = "../" * (name.count("/") - 1)
    return [
        f"{mark}{up}schema/{kind}.schema.json",
        *(line for line in head if not line.startswith(mark)),
    ]


@dataclass(frozen=True)
class _Formatter:
    """Writes items as canonical lines."""

    quoted: frozenset[str]

    def entries(self, block: Collection, shape: type[StrictModel] | None) -> list[str]:
        """The lines of a vocabulary: entries in their own order, each a block."""
        return self.mapping(block, 0, None, inner=shape)

    def mapping(
        self, block: Collection, indent: int, shape: type[StrictModel] | None, inner: type[StrictModel] | None = None
    ) -> list[str]:
        """The lines of a mapping: known keys in the order of their shape, then the others as they come."""
        lines: list[str] = []
        for item in _ordered_items(block, shape):
            lines += [" " * indent + comment for comment in item.comments_above]
            first, *rest = self.item(item, indent, inner or NESTED_MODELS.get(item.key))
            lines += [" ".join([" " * indent + first, *item.comments_beside]), *rest]
        return lines

    def item(self, item: Item, indent: int, shape: type[StrictModel] | None) -> list[str]:
        """The lines of a key and its value; the first without indent."""
        key = _format_scalar(item.key, "")
        value = item.value
        if isinstance(value, str):
            return [f"{key}: {self.scalar(value, item.key)}"]
        line = f"{key}: {self.flow(value, item.key)}"
        commented = any(inside.has_comments for inside in value.items)
        nested = any(isinstance(inside.value, Collection) for inside in value.items)
        fits = indent + len(line) <= MAX_FLOW_COLUMNS and not nested and shape is None
        if not value.items or (fits and not commented):
            return [line]
        if value.is_list:
            return [f"{key}:", *self.list(value, indent + 2, item.key, shape)]
        return [f"{key}:", *self.mapping(value, indent + 2, shape)]

    def list(self, block: Collection, indent: int, key: str, shape: type[StrictModel] | None) -> list[str]:
        """The lines of a list, one item a line, unless comments stand inside an item."""
        lines: list[str] = []
        for item in block.items:
            _hoist_comments(item, shape)
            lines += [" " * indent + comment for comment in item.comments_above]
            inside = item.value if isinstance(item.value, Collection) else Collection(True, [])
            if any(one.has_comments for one in inside.items):
                written = self.list(inside, indent + 2, key, shape) if inside.is_list else None
                first, *rest = written or self.mapping(inside, indent + 2, shape)
                first = first.lstrip()
            else:
                first, rest = self.flow(item.value, key, shape), []
            lines += [" ".join([f"{' ' * indent}- {first}", *item.comments_beside]), *rest]
        return lines

    def flow(self, value: str | Collection, key: str, shape: type[StrictModel] | None = None) -> str:
        """A value in one line."""
        if isinstance(value, str):
            return self.scalar(value, key, flow=True)
        if value.is_list:
            return f"[{', '.join(self.flow(item.value, key) for item in value.items)}]"
        pairs = (
            f"{_format_scalar(item.key, '', flow=True)}: {self.flow(item.value, key if key in TYPED_FIELDS else item.key)}"
            for item in _ordered_items(value, shape)
        )
        return f"{{{', '.join(pairs)}}}"

    def scalar(self, value: str, key: str, *, flow: bool = False) -> str:
        """A text as the value of a key."""
        return _double_quote(value) if key in self.quoted else _format_scalar(value, key, flow=flow)


def _ordered_items(block: Collection, shape: type[StrictModel] | None) -> list[Item]:
    """The items of a mapping: known keys in the order of their shape, then the others as they come."""
    order = list(shape.model_fields) if shape else []
    rank = {key: at for at, key in enumerate(order)}
    return sorted(block.items, key=lambda item: rank.get(item.key, len(order)))


def _hoist_comments(item: Item, shape: type[StrictModel] | None) -> None:
    """Give an item of a list the comments of the first thing in it, which is written in the same line."""
    if isinstance(item.value, Collection) and item.value.items:
        first = item.value.items[0] if item.value.is_list else _ordered_items(item.value, shape)[0]
        if item.value.is_list:
            _hoist_comments(first, shape)
        item.comments_above, first.comments_above = item.comments_above + first.comments_above, []
        item.comments_beside, first.comments_beside = first.comments_beside + item.comments_beside, []


def _format_scalar(value: str, key: str, *, flow: bool = False) -> str:
    """A text without quotes where every reader of YAML takes it for this text, or for its type."""
    starts_well = value[:1].isalnum() and value.isprintable() and value == value.strip()
    special = NOT_PLAIN_TEXT.search(value) or (flow and NOT_PLAIN_IN_FLOW.search(value))
    tag = RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    is_text = tag == "tag:yaml.org,2002:str"
    return value if starts_well and not special and (is_text or key in TYPED_FIELDS) else _double_quote(value)


def _double_quote(value: str) -> str:
    """A text in double quotes, as JSON writes it; what cannot be seen is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in text)
