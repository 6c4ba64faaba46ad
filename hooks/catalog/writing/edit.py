"""Fixes of single problems in the text of a file, which keep comments and everything else."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.parser import DocumentError
from catalog.documents.problems import Fix, KeyPath, Move, Reformat, Remove, Replace, Split
from catalog.documents.tree import Collection, Item, build_node, parse_tree
from catalog.writing.format import format_text, format_tree

Trail = list[tuple[Collection, Item]]
"""Items on the way to a value, each with the list or mapping that it is in."""


def apply_fix(file: str, text: str, path: KeyPath, fix: Fix) -> str | None:
    """Return the canonical text of a file with one problem fixed; None if the fix is impossible there.

    Args:
        file: Path relative to the checkout.
        text: Text of the file.
        path: Path of the invalid value.
        fix: What to do with it.
    """
    if isinstance(fix, Reformat):
        try:
            return reformat(file, text.encode())
        except DocumentError:  # some characters become YAML syntax when composed
            return None
    tree = parse_tree(text)
    trail = _find_trail(tree.root, path)
    if not trail:
        return None
    item = trail[-1][1]
    match fix:
        case Replace(value):
            item.comments_above += [comment for child in item.children for comment in child.all_comments]
            item.value = build_node(value)
        case Split(values):
            _split_item(*trail[-1], values)
        case Remove():
            tree.footer.extend(_remove_item(trail))
        case Move(target, value):
            if not _move_value(tree.root, trail, target, value):
                return None
    return format_tree(file, tree)


def reformat(file: str, content: bytes) -> str:
    """Return the canonical text of a file, with text composed even where escapes hid that it was not."""
    text = format_text(content, file)
    return text if text.encode() == content else format_text(text.encode(), file)


def _find_trail(root: Collection, path: KeyPath) -> Trail:
    """Return the trail to a value, or []. Of duplicate keys the last counts, as in the parser."""
    trail: Trail = []
    node: str | Collection = root
    for step in path:
        if isinstance(node, str) or (step == "" and not node.is_list):
            # A single text stands for a list of one item, or for a mapping with one unnamed part.
            return trail if step in (0, "") and step == path[-1] and trail else []
        matches = [
            item for index, item in enumerate(node.items) if step == (index if node.is_list else item.key)
        ]
        if not matches:
            return []
        trail.append((node, matches[-1]))
        node = matches[-1].value
    return trail


def _split_item(collection: Collection, item: Item, values: Sequence[str]) -> None:
    """Replace an item by several, the first of which keeps its comments."""
    item.value, *others = values
    index = next(index for index, sibling in enumerate(collection.items) if sibling is item)
    collection.items[index + 1 : index + 1] = [Item("", build_node(value), item.line) for value in others]


def _remove_item(trail: Trail) -> list[str]:
    """Remove an item, and the collections around it that become empty.

    Its comments go to the next item, else to the previous one, else to the parent.

    Returns:
        Comments that no item is left for.
    """
    *parents, (collection, item) = trail
    index = next(index for index, sibling in enumerate(collection.items) if sibling is item)
    del collection.items[index]
    comments = item.all_comments
    if not collection.items and parents:
        parents[-1][1].comments_above += comments
        return _remove_item(parents)
    if index < len(collection.items):
        collection.items[index].comments_above[:0] = comments
    elif not parents:
        return comments
    else:
        collection.items[-1].comments_beside += comments
    if (
        len(parents) > 1
        and collection.is_list
        and parents[0][1].key == "links"
        and len(collection.items) == 1
    ):
        _unwrap(parents[-1][1], collection.items[0])
    return []


def _unwrap(parent: Item, child: Item) -> None:
    """Replace a list with its only item."""
    parent.value = child.value
    parent.comments_above += child.comments_above
    parent.comments_beside += child.comments_beside


def _move_value(root: Collection, trail: Trail, target_path: KeyPath, value: str | None) -> bool:
    """Move a value, or write another one in its stead; return False if the target has a different value."""
    item = trail[-1][1]
    target_trail = _find_trail(root, target_path)
    new_value = item.value if value is None else value
    if target_trail:
        target = target_trail[-1][1]
        if not isinstance(new_value, str) or not _equal_ignoring_case(target.value, new_value):
            return False
    else:
        parent_trail = _find_trail(root, target_path[:-1])
        parent = parent_trail[-1][1].value if parent_trail else root
        if isinstance(parent, str) or (len(target_path) > 1 and not parent_trail):
            return False
        target = Item(str(target_path[-1]), new_value, item.line)
        parent.items.append(target)
    above, beside = _comments_to_move(item, keeps_value=value is None)
    item.comments_above, item.comments_beside = [], []
    target.comments_above += above
    target.comments_beside += beside
    _remove_item(trail)
    return True


def _comments_to_move(item: Item, *, keeps_value: bool) -> tuple[Sequence[str], Sequence[str]]:
    """Return the comments to put above and beside the target; those inside a kept value stay there."""
    return (item.comments_above, item.comments_beside) if keeps_value else (item.all_comments, [])


def _equal_ignoring_case(value: str | Collection, text: str) -> bool:
    return isinstance(value, str) and value.strip().lower() == text.lower()
