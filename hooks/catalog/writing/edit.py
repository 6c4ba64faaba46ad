"""One fix made in the text of a file: comments stay, and whatever else stands there."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.parser import DocumentError
from catalog.documents.problems import Fix, KeyPath, Move, Reformat, Remove, Replace
from catalog.documents.tree import Collection, Item, build_node, parse_tree
from catalog.writing.format import format_text, format_tree

Trail = list[tuple[Collection, Item]]
"""The way to a value: each item, and the list or mapping that it stands in."""


def apply_fix(file: str, text: str, path: KeyPath, fix: Fix) -> str | None:
    """The canonical text of a file with one problem mended; None, if the fix cannot be made there.

    Args:
        file: Its path, relative to the checkout.
        text: What stands in it.
        path: The value that is wrong.
        fix: What is to be done about it.
    """
    if isinstance(fix, Reformat):
        try:
            return reformat(file, text.encode())
        except DocumentError:  # some composed letters are signs of YAML
            return None
    root, head, foot = parse_tree(text)
    trail = _find_trail(root, path)
    if not trail:
        return None
    item = trail[-1][1]
    match fix:
        case Replace(value):
            item.comments_above += [line for inside in item.children for line in inside.all_comments]
            item.value = build_node(value)
        case Remove():
            foot += _remove_item(trail)
        case Move(to, said):
            if not _move_value(root, trail, to, said):
                return None
    return format_tree(file, root, head, foot)


def reformat(file: str, content: bytes) -> str:
    """The canonical text of a file, in composed letters even where escapes had hidden that they are not."""
    return format_text(format_text(content, file).encode(), file)


def _find_trail(root: Collection, path: KeyPath) -> Trail:
    """The way to a value; of equal keys the last one counts, as for the reader. Nothing, if there is none."""
    trail: Trail = []
    here: str | Collection = root
    for step in path:
        if isinstance(here, str) or (step == "" and not here.is_list):
            # one text stands for a list of one, or for a mapping with one part without a name
            return trail if step in (0, "") and step == path[-1] and trail else []
        found = [item for at, item in enumerate(here.items) if step == (at if here.is_list else item.key)]
        if not found:
            return []
        trail.append((here, found[-1]))
        here = found[-1].value
    return trail


def _remove_item(trail: Trail) -> list[str]:
    """Take an item away, and what is empty without it; its comments go to what stands beside or around it.

    Returns those that stand beside nothing any more.
    """
    *around, (block, item) = trail
    at = next(at for at, one in enumerate(block.items) if one is item)
    del block.items[at]
    comments = item.all_comments
    if not block.items and around:
        around[-1][1].comments_above += comments
        return _remove_item(around)
    if at < len(block.items):
        block.items[at].comments_above[:0] = comments
    elif not around:
        return comments
    else:
        block.items[-1].comments_beside += comments
    if len(around) > 1 and block.is_list and around[0][1].key == "links" and len(block.items) == 1:
        _unwrap(around[-1][1], block.items[0])  # one address needs no list
    return []


def _unwrap(holder: Item, only: Item) -> None:
    holder.value = only.value
    holder.comments_above += only.comments_above
    holder.comments_beside += only.comments_beside


def _move_value(root: Collection, trail: Trail, to: KeyPath, value: str | None) -> bool:
    """Write a value under another key; not over another value."""
    item = trail[-1][1]
    there = _find_trail(root, to)
    new = item.value if value is None else value
    if there:
        target = there[-1][1]
        if not isinstance(new, str) or not _equal(target.value, new):
            return False
    else:
        around = _find_trail(root, to[:-1])
        block = around[-1][1].value if around else root
        if isinstance(block, str) or (len(to) > 1 and not around):
            return False
        target = Item(str(to[-1]), new, item.line)
        block.items.append(target)
    comments, item.comments_above, item.comments_beside = _comments_to_move(item, keep=value is None), [], []
    target.comments_above += comments[0]
    target.comments_beside += comments[1]
    _remove_item(trail)
    return True


def _comments_to_move(item: Item, *, keep: bool) -> tuple[Sequence[str], Sequence[str]]:
    """The comments above and beside an item; those inside stay inside a value that is kept."""
    return (item.comments_above, item.comments_beside) if keep else (item.all_comments, [])


def _equal(value: str | Collection, other: str) -> bool:
    return isinstance(value, str) and value.strip().lower() == other.lower()
