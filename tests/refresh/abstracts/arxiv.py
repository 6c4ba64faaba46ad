"""What arXiv has about papers with their abstracts, in the format of its documentation.

Source: https://info.arxiv.org/help/api/user-manual.html (3.3, Outline of an Atom feed)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from tests.abstracts import TOY_ABSTRACTS
from tests.lookup.services import Reply
from tests.refresh.audit.registry import ATOM_TYPE, ERROR, FEED, feed_of

ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v2</id>
    <title>{title}</title>
    <updated>2021-08-02T10:00:00Z</updated>
    <published>2021-04-02T17:59:59Z</published>
    <summary>  {abstract}
</summary>
    <arxiv:comment>{comment}</arxiv:comment>
    <arxiv:primary_category term="cs.CV"/>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <link href="http://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/>
{authors}  </entry>
"""


@dataclass(frozen=True)
class Preprint:
    """A paper as arXiv has it."""

    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    comment: str = "12 pages of humming"

    def entry(self, id: str) -> str:
        """Return the entry of a feed; arXiv breaks titles and abstracts into lines."""
        names = "".join(
            f"    <author>\n      <name>{escape(given_first(name))}</name>\n    </author>\n"
            for name in self.authors
        )
        title = escape(self.title).replace(" ", "\n  ", 1)
        abstract = escape(self.abstract).replace(" ", "\n", 3)
        return ENTRY.format(
            id=id, title=title, abstract=abstract, comment=escape(self.comment), authors=names
        )


@dataclass
class Arxiv:
    """Papers by ID, and arXiv's replies about them."""

    papers: dict[str, Preprint]
    malformed: set[str] = field(default_factory=set)
    """IDs for which arXiv answers a whole request with an error."""

    @classmethod
    def of(cls, papers: Iterable[Paper], texts: Mapping[str, str] = TOY_ABSTRACTS) -> Arxiv:
        return cls(
            {
                paper.arxiv: Preprint(paper.title, texts.get(paper.arxiv, "We hum."), paper.authors)
                for paper in papers
                if paper.arxiv
            }
        )

    def change(self, id: str, **values: object) -> None:
        """Change what arXiv has about a paper."""
        self.papers[id] = replace(self.papers[id], **values)  # type: ignore[arg-type]

    def answer(self, path: str) -> Reply:
        """Return the reply to a request."""
        query = parse_qs(urlsplit(path).query)
        ids = query["id_list"][0].split(",")
        assert len(ids) <= int(query["max_results"][0])
        if wrong := self.malformed & {*ids}:
            errors = "".join(ERROR.format(id=id) for id in sorted(wrong))
            return Reply(FEED.format(ids="", count=1, entries=errors), 400, ATOM_TYPE)
        return feed_of([self.papers[id].entry(id) for id in ids if id in self.papers])
