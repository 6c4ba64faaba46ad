"""Read Markdown as a program does: its blocks, its visible text, and its links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.utils.text import escape_unprintable

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
STRANGE = frozenset(("html_block", "html_inline", "image", "hr", "code_block", "s_open", "em_open"))
"""Parts of Markdown that no twin of a record has."""
BREAKS = frozenset(("softbreak", "hardbreak"))


@dataclass(frozen=True)
class Reading:
    """A parsed text."""

    markdown: str

    @cached_property
    def block_tokens(self) -> Sequence[Token]:
        return PARSER.parse(self.markdown)

    @property
    def tokens(self) -> Iterator[Token]:
        """All parts, those within blocks after their block."""
        for token in self.block_tokens:
            yield from (token, *(token.children or ()))

    @property
    def kinds(self) -> set[str]:
        return {token.type for token in self.tokens}

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The visible text of each heading, paragraph, item, cell and code block."""
        return tuple(filter(None, map(visible_text, self.block_tokens)))

    @cached_property
    def text(self) -> str:
        return "\n".join(self.blocks)

    @cached_property
    def links(self) -> tuple[str, ...]:
        return tuple(str(token.attrGet("href")) for token in self.tokens if token.type == "link_open")

    def headings(self, level: int) -> list[str]:
        pairs = pairwise(self.block_tokens)
        return [
            visible_text(inline)
            for token, inline in pairs
            if token.type == "heading_open" and token.tag == f"h{level}"
        ]


def visible_text(block: Token) -> str:
    """Return the text of a block on one line."""
    if block.type in ("fence", "code_block", "html_block"):
        return block.content
    pieces = (" " if part.type in BREAKS else part.content for part in block.children or ())
    return "".join(pieces)


def shown(text: str) -> str:
    """Return a text as readers see it: one line without hidden characters."""
    return escape_unprintable(" ".join(text.split()))
