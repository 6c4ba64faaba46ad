"""What a link tells by itself, as Python reads it; tests/browser/test_add_links.py reads the same table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from catalog.lookup.link import InvalidLinkError, parse_link
from tests.lookup.links import INVALID_LINKS, FACTS


@pytest.mark.parametrize(("link", "expected"), FACTS.items())
def test_what_a_link_tells(link: str, expected: dict[str, Any]) -> None:
    found = asdict(parse_link(link))
    assert found | {"links": [list(pair) for pair in found["links"]]} == expected


@pytest.mark.parametrize("text", INVALID_LINKS)
def test_what_is_no_link_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(InvalidLinkError) as refusal:
        parse_link(text)
    assert refusal.value.hint.startswith("Write a link such as https://arxiv.org/abs/")
