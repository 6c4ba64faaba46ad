"""What the policy of a built page says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from tests.html_tree import Element


def parse_policy(page: Element) -> Mapping[str, list[str]]:
    """The sources of each directive; a page has one policy, before anything that it is about."""
    head = page.select_one("head")
    (meta,) = [one for one in head.select("meta") if one["http-equiv"] == "Content-Security-Policy"]
    before = list(head.elements)[: list(head.elements).index(meta)]
    assert [one.attributes for one in before] == [{"charset": "utf-8"}]
    directives = (directive.split() for directive in meta["content"].split(";"))
    return defaultdict(list, {name: sources for name, *sources in directives})
