"""Cache of rendered cards and lines: each is rendered and checked once, and used in about a dozen lists.

A template gets a placeholder for a list of them, which is replaced after the rest of the page was checked.
Fragments that may break the content security policy (see `csp.is_inert`) are put into the page at once, to be
checked with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from jinja2 import Template
from markupsafe import Markup

from catalog.html.csp import is_inert
from catalog.records.schema import Paper
from catalog.views.cards import Card

PLACEHOLDER = re.compile(r"<fragments (\d+)>")
"""Escaped text cannot contain one."""


class FragmentCache:
    """The rendered cards and lines of one catalog."""

    def __init__(self, get_template: Callable[[str], Template], card_of: Callable[[Paper], Card]) -> None:
        self._get_template = get_template
        self._card_of = card_of
        self._html: dict[tuple[object, ...], dict[str, Markup]] = defaultdict(dict)
        """HTML by paper id, for each template and its options."""
        self._unsafe_ids = set[str]()
        """Papers with a fragment that must be checked in its page."""
        self._pending: list[str] = []

    def clear(self) -> None:
        """Forget everything, to free memory: what is needed again is rendered again."""
        self._html.clear()

    def render_list(self, name: str, papers: Sequence[Paper], **options: bool) -> Markup:
        """Render papers with the template `name`; usually as a placeholder for `insert`."""
        cached = self._html[name, *options.values()]
        for paper in papers:
            if paper.id not in cached:
                cached[paper.id] = fragment = self.render(name, self._card_of(paper), **options)
                if not is_inert(fragment):
                    self._unsafe_ids.add(paper.id)
        html = "".join([cached[paper.id] for paper in papers])
        if self._unsafe_ids and not self._unsafe_ids.isdisjoint(paper.id for paper in papers):
            return Markup(html)
        self._pending.append(html)
        return Markup(f"<fragments {len(self._pending) - 1}>")

    def render(self, name: str, card: Card, **options: bool) -> Markup:
        """Render one card with the template `name`."""
        return Markup(self._get_template(f"catalog/{name}.html").render(card=card, **options))

    def insert(self, html: str) -> str:
        """Replace the placeholders in a page."""
        parts = PLACEHOLDER.split(html)
        parts[1::2] = [self._pending[int(number)] for number in parts[1::2]]
        self._pending.clear()
        return "".join(parts)
