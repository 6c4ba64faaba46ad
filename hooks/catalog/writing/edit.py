"""One fix made in the text of a file: comments stay, and whatever else stands there."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.fixes import Drop, Fix, Move, Path, Tidy, Write
from catalog.documents.parser import SourceError
from catalog.documents.tree import Block, Item, node, read_tree
from catalog.writing.format import format_text, tree_text

Trail = list[tuple[Block, Item]]
"""The way to a value: each item, and the list or mapping that it stands in."""


def edited(file: str, text: str, path: Path, fix: Fix) -> str | None:
    """The canonical text of a file with one problem mended; None, if the fix cannot be made there.

    Args:
        file: Its path, relative to the checkout.
        text: What stands in it.
        path: The value that is wrong.
        fix: What is to be done about it.
    """
    if isinstance(fix, Tidy):
        try:
            return tidied(file, text.encode())
        except SourceError:  # some composed letters are signs of YAML
            return None
    root, head, foot = read_tree(text)
    trail = _trail(root, path)
    if not trail:
        return None
    item = trail[-1][1]
    match fix:
        case Write(value):
            item.above += [line for inside in item.inside for line in inside.comments]
            item.value = node(value)
        case Drop():
            foot += _drop(trail)
        case Move(to, said):
            if not _move(root, trail, to, said):
                return None
    return tree_text(file, root, head, foot)


def tidied(file: str, content: bytes) -> str:
    """The canonical text of a file, in composed letters even where escapes had hidden that they are not."""
    return format_text(format_text(content, file).encode(), file)


def _trail(root: Block, path: Path) -> Trail:
    """The way to a value; of equal keys the last one counts, as for the reader. Nothing, if there is none."""
    trail: Trail = []
    here: str | Block = root
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


def _drop(trail: Trail) -> list[str]:
    """Take an item away, and what is empty without it; its comments go to what stands beside or around it.

    Returns those that stand beside nothing any more.
    """
    *around, (block, item) = trail
    at = next(at for at, one in enumerate(block.items) if one is item)
    del block.items[at]
    comments = item.comments
    if not block.items and around:
        around[-1][1].above += comments
        return _drop(around)
    if at < len(block.items):
        block.items[at].above[:0] = comments
    elif not around:
        return comments
    else:
        block.items[-1].beside += comments
    if len(around) > 1 and block.is_list and around[0][1].key == "links" and len(block.items) == 1:
        _unwrap(around[-1][1], block.items[0])  # one address needs no list
    return []


def _unwrap(holder: Item, only: Item) -> None:
    holder.value = only.value
    holder.above += only.above
    holder.beside += only.beside


def _move(root: Block, trail: Trail, to: Path, value: str | None) -> bool:
    """Write a value under another key; not over another value."""
    item = trail[-1][1]
    there = _trail(root, to)
    new = item.value if value is None else value
    if there:
        target = there[-1][1]
        if not isinstance(new, str) or not _equal(target.value, new):
            return False
    else:
        around = _trail(root, to[:-1])
        block = around[-1][1].value if around else root
        if isinstance(block, str) or (len(to) > 1 and not around):
            return False
        target = Item(str(to[-1]), new, item.line)
        block.items.append(target)
    comments, item.above, item.beside = _taken(item, keep=value is None), [], []
    target.above += comments[0]
    target.beside += comments[1]
    _drop(trail)
    return True


def _taken(item: Item, *, keep: bool) -> tuple[Sequence[str], Sequence[str]]:
    """The comments above and beside an item; those inside stay inside a value that is kept."""
    return (item.above, item.beside) if keep else (item.comments, [])


def _equal(value: str | Block, other: str) -> bool:
    return isinstance(value, str) and value.strip().lower() == other.lower()
