"""The content security policy of a built page."""

from __future__ import annotations

from collections import defaultdict

from tests.html_tree import Element


def parse_policy(page: Element) -> dict[str, list[str]]:
    """Return the sources of each directive. A page has one policy, before anything that it restricts."""
    head = page.select_one("head")
    (meta,) = [meta for meta in head.select("meta") if meta["http-equiv"] == "Content-Security-Policy"]
    elements = list(head.elements)
    assert [element.attributes for element in elements[: elements.index(meta)]] == [{"charset": "utf-8"}]
    directives = (directive.split() for directive in meta["content"].split(";"))
    return defaultdict(list, {name: sources for name, *sources in directives})
