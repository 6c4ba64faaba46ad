"""Rules about the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.check import Finding, check
from catalog.documents.problems import quote
from catalog.records.catalog import Catalog
from catalog.views.reading import page_href

MAX_MEANING_LENGTH = 200
"""Characters: three lines on a phone at most."""


@check(
    "glossary-term",
    long=("The meaning has {length} characters", "Shorten it to {limit} or fewer"),
    page=(
        "{address} is not a page of the site, nor a search that finds papers",
        "Write the address of a page, such as tags/nerf or metrics/fid, or a search: papers/?q=viseme",
    ),
)
def glossary_term(catalog: Catalog) -> Iterator[Finding]:
    """Terms are explained in at most 200 characters, and lead to a page or to a search that finds papers."""
    for term in catalog.glossary.values():
        if len(term.means) > MAX_MEANING_LENGTH:
            yield Finding(term, ("means",), "long", {"length": len(term.means), "limit": MAX_MEANING_LENGTH})
        if not catalog.unread_ids and not page_href(catalog, term.see):  # a list may be of unread papers
            yield Finding(term, ("see",), "page", {"address": quote(term.see)})
