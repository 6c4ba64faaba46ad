"""Round trips of records: what a robot does not own comes back from its edits unchanged, comments included.

@given(record_texts(FILE, FIELDS))
def test(record: RecordText) -> None:
assert_kept(record, edit(record.document), owned={"holds"}, expected={"holds": ["training"]})
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from catalog.documents.document import Document, parse_document
from catalog.documents.tree import Collection as Items
from catalog.documents.tree import Item, parse_tree
from catalog.writing.format import format_text
from tests.writing.test_format_properties import Draw, Scribe, texts

UNKNOWN_FIELDS = st.dictionaries(
    st.sampled_from(["hums", "a: b", "# c", "été"]),
    texts | st.lists(texts, max_size=2) | st.dictionaries(st.sampled_from(["x", "y"]), texts, max_size=2),
    max_size=2,
)
"""Fields that no schema has yet: a later version may have added them."""


@dataclass(frozen=True)
class RecordText:
    """A record as somebody may have written it."""

    document: Document
    """Canonical text with its values."""
    comments: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def data(self) -> dict[str, Any]:
        return self.document.data


@st.composite
def record_texts(
    draw: Draw,
    file: str,
    required: Mapping[str, st.SearchStrategy[Any]],
    optional: Mapping[str, st.SearchStrategy[Any]],
) -> RecordText:
    """Draw a record with comments anywhere, and with fields that nobody knows.

    Args:
        draw: Draws from a strategy.
        file: Path of the record, which decides its type.
        required: Values of fields that every record has: texts, lists and mappings.
        optional: Values of other fields.
    """
    data = draw(st.fixed_dictionaries(dict(required), optional=dict(optional))) | draw(UNKNOWN_FIELDS)
    names = draw(st.permutations(sorted(data)))
    scribe = Scribe(draw)
    lines = scribe.block({name: data[name] for name in names}, 0)
    text = format_text("\n".join(lines).encode(), file)
    document = parse_document(file, text.encode())
    assert document.data == data, "the scribe wrote other values"
    return RecordText(document, tuple(scribe.comments))


def assert_kept(
    record: RecordText, text: str, owned: Collection[str], expected: Mapping[str, Any | None]
) -> None:
    """Check that an edit changed exactly some fields, and nothing else.

    Args:
        record: The record before the edit.
        text: Its text after the edit.
        owned: Fields that the robot may change.
        expected: New values of fields; None for those that it removes.
    """
    file = record.document.file
    values = {**record.data, **expected}
    values = {name: value for name, value in values.items() if value is not None}
    assert parse_document(file, text.encode()).data == values
    assert expected.keys() <= {*owned}
    missing = [comment for comment in record.comments if text.count(comment.rstrip()) != 1]
    assert not missing, text
    assert format_text(text.encode(), file) == text
    before, after = parse_tree(record.text), parse_tree(text)
    kept = {item.key: item for item in after.root.items}
    for item in before.root.items:
        if item.key not in owned:
            assert shape_of(item.value) == shape_of(kept[item.key].value), item.key
            assert contains(kept[item.key].comments_above, item.comments_above), item.key
            assert contains(kept[item.key].comments_beside, item.comments_beside), item.key
    assert after.header == before.header
    if expected.keys() <= record.data.keys() and None not in expected.values():
        assert [item.key for item in after.root.items] == [item.key for item in before.root.items]
        for item in before.root.items:  # no comment has moved to another field
            if item.key not in owned:
                assert shape_of(item) == shape_of(kept[item.key])


def shape_of(node: str | Items | Item) -> Any:
    """Return a node of a tree without its lines."""
    match node:
        case str():
            return node
        case Items():
            return node.is_list, [shape_of(item) for item in node.items]
        case Item():
            return node.key, node.comments_above, node.comments_beside, shape_of(node.value)


def contains(comments: list[str], others: list[str]) -> bool:
    """Return whether a list has all comments of another one in their order; a removed field adds its own."""
    rest = iter(comments)
    return all(comment in rest for comment in others)
