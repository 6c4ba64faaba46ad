"""Facts of a link in Python; tests/browser/test_add_links.py tests the browser with the same table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from catalog.lookup.link import InvalidLinkError, parse_link
from tests.lookup.links import FACTS, INVALID_LINKS


@pytest.mark.parametrize(("link", "expected"), FACTS.items())
def test_the_facts_of_a_link(link: str, expected: dict[str, Any]) -> None:
    facts = asdict(parse_link(link))
    assert facts | {"links": [list(pair) for pair in facts["links"]]} == expected


@pytest.mark.parametrize("text", INVALID_LINKS)
def test_an_invalid_link_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(InvalidLinkError) as error:
        parse_link(text)
    assert error.value.hint.startswith("Write a link such as https://arxiv.org/abs/")
