"""Packed numbers and words come out as they went in: through our own reading of the format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from catalog.records.schema import Links
from catalog.search import index
from catalog.search.packing import BASE, DIGITS, front_code, pack_lists, pack_numbers, rank_words
from tests.helpers import make_paper

NUMBERS = st.integers(0, 10**7)


def unpacked(text: str) -> Iterator[int]:
    lead = 0
    for digit in map(DIGITS.index, text):
        if digit < BASE:
            yield lead * BASE + digit
            lead = 0
        else:
            lead = lead * BASE + digit - BASE + 1


@given(st.lists(NUMBERS))
def test_numbers(numbers: list[int]) -> None:
    text = pack_numbers(numbers)
    assert list(unpacked(text)) == numbers
    assert json.dumps(text) == f'"{text}"', "JSON escapes a digit"


@given(st.lists(st.lists(NUMBERS)))
def test_lists_stand_after_their_lengths(rows: list[list[int]]) -> None:
    found = unpacked(pack_lists(rows))
    assert [[next(found) for _ in range(next(found))] for _ in rows] == rows
    assert list(found) == []


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))))
def test_words_keep_what_they_do_not_share(words: list[str]) -> None:
    before, found = b"", []
    for line in front_code(words).split("\n") if words else []:
        before = before[: 2 * DIGITS.index(line[0])] + line[1:].encode("utf-16-le")  # as JavaScript counts
        found.append(before.decode("utf-16-le"))
    assert found == words


def test_letters_that_javascript_counts_twice_are_not_shared() -> None:
    assert front_code(["𠮷田", "𠮷野", "𠮷野家"]) == "#𠮷田\n#𠮷野\n#𠮷野家"


def test_frequent_words_have_short_numbers() -> None:
    rare = [f"rare{number:03}" for number in range(2 * BASE)]
    words = rank_words(["the mouth the mouth the", *rare])
    assert set(words) == {"the", "mouth", *rare}
    assert sorted(words[:BASE]) == words[:BASE]
    assert {"the", "mouth"} <= set(words[:BASE])
    assert sorted(words[BASE:]) == words[BASE:]


LINKS = {
    "github.com": ({"code": ("https://github.com/somebody/Chatter-Box.git",)}, ["Chatter-Box"]),
    "a page of a repository": ({"code": ("https://github.com/somebody/Chatter/tree/main",)}, ["Chatter"]),
    "github.io": ({"project": ("https://chatter-box.github.io/",)}, ["chatter-box"]),
    "github.io, a folder": ({"project": ("https://lab.github.io/projects/Chatter/",)}, ["Chatter"]),
    "said by the title": ({"code": ("https://github.com/somebody/lip_service",)}, []),
    "said twice": (
        {"code": ("https://github.com/a/Chatter",), "project": ("https://a.github.io/chatter",)},
        ["Chatter"],
    ),
    "another host": ({"project": ("https://example.org/projects/Chatter/",)}, ["Chatter"]),
    "a file": ({"project": ("https://example.org/chatter.html",)}, []),
    "no address": ({"code": ("https://[2001:db8::/Chatter-Box",)}, []),
    "no repository": ({"code": ("https://github.com/somebody",)}, []),
}


def test_repositories_are_names() -> None:
    for name, (links, names) in LINKS.items():
        paper = make_paper(links=SimpleNamespace(**{"code": (), "project": ()} | links), short=None)
        assert list(index.searchable_names(paper)) == ["", *names], name


def test_a_short_name_before_the_colon_is_not_written_twice() -> None:
    paper = make_paper(title="LipX: Lips", short="LipX", aliases=("LipY",), links=Links())
    assert list(index.searchable_names(paper)) == ["=", "LipY"]
