"""A generated page: where it is, what it shows, and the file that this comes from."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.records.schema import Dataset, Paper
from catalog.utils.urls import own
from catalog.views.facets import Entry
from catalog.views.pagination import Everything


@dataclass(frozen=True)
class Page:
    """One generated page."""

    href: str
    """The address, from the root of the site: `papers/wav2lip-2020/`."""
    kind: str
    """The template that shows it: paper, dataset, list or all."""
    title: str
    description: str
    """What search engines and previews say of it."""
    source: str
    """The file it comes from, relative to the checkout."""
    subject: Paper | Dataset | Entry | Everything
    """What it shows; of a long list, the part."""
    many: bool = False
    """Whether there are thousands of its kind, so that each has to be cheap."""

    def __post_init__(self) -> None:
        own(self.href)

    @property
    def section(self) -> str:
        """The part of the site it belongs to."""
        return self.href.partition("/")[0]

    @property
    def path(self) -> str:
        """The Markdown file that it would be, in the folder of the pages."""
        return f"{self.href.rstrip('/')}.md"

    def edit_uri(self, branch: str) -> str:
        """Where GitHub edits its source, or shows a folder; relative to where pages are edited."""
        return f"../{self.source}" if "." in self.source else f"../../../tree/{branch}/{self.source}"
