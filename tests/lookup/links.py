"""The table of links and what they tell: links.yml, for Python and for the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

TABLE = yaml.safe_load(Path(__file__).with_name("links.yml").read_text("utf-8"))
NO_FACTS = {"arxiv": None, "doi": None, "title": None, "family": None, "venue": None, "year": None}
INVALID_LINKS: list[str] = TABLE["refused"]
"""Texts that are no link to a paper."""
LINKS: list[str] = [row["link"] for row in TABLE["told"]]


def expected_facts(row: dict[str, Any]) -> dict[str, Any]:
    """All that a link tells, as plain values."""
    links = [[kind, url] for kind, url in row.get("links", {}).items()]
    return NO_FACTS | {name: value for name, value in row.items() if name != "link"} | {"links": links}


FACTS = {row["link"]: expected_facts(row) for row in TABLE["told"]}
