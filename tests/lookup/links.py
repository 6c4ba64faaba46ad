"""The table of links and the facts in them, links.yml, for the tests of Python and of the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.helpers import load_yaml

TABLE = load_yaml(Path(__file__).with_name("links.yml").read_text("utf-8"))
NO_FACTS = {"arxiv": None, "doi": None, "title": None, "family": None, "venue": None, "year": None}
INVALID_LINKS: list[str] = TABLE["invalid"]
LINKS: list[str] = [row["link"] for row in TABLE["links"]]


def expected_facts(row: dict[str, Any]) -> dict[str, Any]:
    """Return all facts of a link as plain values."""
    links = [[kind, url] for kind, url in row.get("links", {}).items()]
    return NO_FACTS | {name: value for name, value in row.items() if name != "link"} | {"links": links}


FACTS = {row["link"]: expected_facts(row) for row in TABLE["links"]}
