"""Papers in lists, each a card or a line: made once and looked at once, for a dozen lists.

A template gets a mark for them; they are put in when the rest of the page is made and looked at. What may be
more than plain text and links stands in the page from the start, to be looked at with it: see `csp.harmless`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from jinja2 import Template
from markupsafe import Markup

from catalog.html.csp import harmless
from catalog.records.schema import Paper
from catalog.views.cards import Card

MARK = re.compile(r"<pieces (\d+)>")
"""No text is like it, once escaped."""


class Pieces:
    """The cards and lines of one catalog."""

    def __init__(self, template: Callable[[str], Template], card: Callable[[Paper], Card]) -> None:
        self._template = template
        self._card = card
        self._made: dict[tuple[object, ...], dict[str, Markup]] = defaultdict(dict)
        self._doubtful = set[str]()
        """Papers of which a card or a line has to be looked at in its page."""
        self._waiting: list[str] = []

    def many(self, name: str, papers: Sequence[Paper], **asked: bool) -> Markup:
        """Papers as a page shows them, through the template of that name."""
        made = self._made[name, *asked.values()]
        for paper in papers:
            if paper.id not in made:
                made[paper.id] = piece = self.one(name, self._card(paper), **asked)
                if not harmless(piece):
                    self._doubtful.add(paper.id)
        html = "".join([made[paper.id] for paper in papers])
        if self._doubtful and not self._doubtful.isdisjoint(paper.id for paper in papers):
            return Markup(html)
        self._waiting.append(html)
        return Markup(f"<pieces {len(self._waiting) - 1}>")

    def one(self, name: str, card: Card, **asked: bool) -> Markup:
        """One of them, of what is shown of a paper."""
        return Markup(self._template(f"catalog/{name}.html").render(card=card, **asked))

    def put(self, html: str) -> str:
        """A page with all that it waits for."""
        parts = MARK.split(html)
        parts[1::2] = [self._waiting[int(number)] for number in parts[1::2]]
        self._waiting.clear()
        return "".join(parts)
