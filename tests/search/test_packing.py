"""Round trips of packed numbers and words through an independent decoder, and the names in the index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.records.schema import Links
from catalog.search.columns import searchable_names
from catalog.search.packing import (
    DIGITS,
    FINAL_DIGITS,
    LEADING_DIGITS,
    front_code,
    pack_gaps,
    pack_lists,
    pack_numbers,
    pack_rows,
    pack_texts,
    rank_words,
)
from tests.helpers import make_paper
from tests.properties import examples

NUMBERS = st.integers(0, 10**7)


def unpack_numbers(text: str) -> Iterator[int]:
    """Decode packed numbers, as docs/assets/search/packing.js does."""
    lead = 0
    for digit in map(DIGITS.index, text):
        if digit < FINAL_DIGITS:
            yield lead * FINAL_DIGITS + digit
            lead = 0
        else:
            lead = lead * LEADING_DIGITS + digit - FINAL_DIGITS + 1


def unpack_lists(text: str) -> Iterator[list[int]]:
    """Decode lists, each of which follows its length."""
    numbers = unpack_numbers(text)
    for length in numbers:
        yield [next(numbers) for _ in range(length)]


def unpack_gaps(text: str) -> Iterator[list[int]]:
    """Decode lists of ascending numbers."""
    for gaps in unpack_lists(text):
        yield [gap + number for number, gap in enumerate(accumulate(gaps))]


def unpack_words(text: str) -> Iterator[str]:
    """Decode front-coded words."""
    word = b""
    for line in text.split("\n") if text else ():
        word = word[: 2 * DIGITS.index(line[0])] + line[1:].encode("utf-16-le")  # as JavaScript counts
        yield word.decode("utf-16-le")


@examples
@given(st.lists(NUMBERS))
def test_numbers(numbers: list[int]) -> None:
    text = pack_numbers(numbers)
    assert list(unpack_numbers(text)) == numbers
    assert json.dumps(text) == f'"{text}"', "JSON escapes a digit"


@examples
@given(st.lists(st.lists(NUMBERS)))
def test_lists_follow_their_lengths(rows: list[list[int]]) -> None:
    assert list(unpack_lists(pack_lists(rows))) == rows


ROWS = {
    "one number each": ([[3], [0], [300]], "numbers"),
    "in ascending order": ([[0, 2], [], [3, 11], [11]], "columns"),
    "nothing": ([[], []], "columns"),
    "in another order": ([[0, 2], [2, 0]], "lists"),
    "twice the same": ([[1, 1]], "lists"),
    "no papers": ([], "numbers"),
}


@pytest.mark.parametrize(("rows", "packing"), ROWS.values(), ids=ROWS)
def test_rows_are_packed_by_their_kind(rows: list[list[int]], packing: str) -> None:
    name, text = pack_rows(rows)
    assert name == packing
    match packing:
        case "numbers":
            assert [[number] for number in unpack_numbers(text)] == rows
        case "columns":
            columns = list(unpack_gaps(text))
            assert [
                [at for at, column in enumerate(columns) if row in column] for row in range(len(rows))
            ] == rows
        case "lists":
            assert list(unpack_lists(text)) == rows


@examples
@given(st.lists(st.sets(NUMBERS).map(sorted)))
def test_ascending_lists_are_gaps(rows: list[list[int]]) -> None:
    assert list(unpack_gaps(pack_gaps(rows))) == rows


@examples
@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))))
def test_words_survive_front_coding(words: list[str]) -> None:
    assert list(unpack_words(front_code(words))) == words


@examples
@given(st.lists(st.text("ab c\u3000", max_size=12)))
def test_texts_are_numbers_of_words(texts: list[str]) -> None:
    packed = pack_texts(texts)
    words, once = list(unpack_words(packed["words"])), iter(packed["once"].splitlines())
    rows = unpack_lists(packed["rows"])
    decoded = [[words[number - 1] if number else next(once) for number in row] for row in rows]
    assert decoded == [text.split() for text in texts]
    assert list(once) == []


def test_surrogate_pairs_are_not_split() -> None:
    assert front_code(["𠮷田", "𠮷野", "𠮷野家"]) == "#𠮷田\n#𠮷野\n#𠮷野家"


def test_frequent_words_have_short_numbers() -> None:
    twice = [f"twice{number:03}" for number in range(2 * FINAL_DIGITS)]
    words = rank_words({"the": 3, "mouth": 3} | dict.fromkeys(twice, 2))
    assert set(words) == {"the", "mouth", *twice}
    band = [word for number, word in enumerate(words, 1) if len(pack_numbers([number])) == 1]
    assert band == sorted(words[: FINAL_DIGITS - 1])
    assert {"the", "mouth"} <= set(band)
    assert sorted(words[len(band) :]) == words[len(band) :]


def test_words_that_occur_once_are_listed_in_order() -> None:
    assert pack_texts(["a mouth moves", "a nose", "lips move a mouth"]) == {
        "words": "#a\n#mouth",
        "once": "moves\nnose\nlips\nmove",
        "rows": pack_lists([[1, 2, 0], [1, 0], [0, 0, 1, 2]]),
    }


LINKS = {
    "github.com": ({"code": ("https://github.com/somebody/Chatter-Box.git",)}, ["Chatter-Box"]),
    "a page of a repository": ({"code": ("https://github.com/somebody/Chatter/tree/main",)}, ["Chatter"]),
    "github.io": ({"project": ("https://chatter-box.github.io/",)}, ["chatter-box"]),
    "github.io, a folder": ({"project": ("https://lab.github.io/projects/Chatter/",)}, ["Chatter"]),
    "in the title": ({"code": ("https://github.com/somebody/lip_service",)}, []),
    "twice": (
        {"code": ("https://github.com/a/Chatter",), "project": ("https://a.github.io/chatter",)},
        ["Chatter"],
    ),
    "another host": ({"project": ("https://example.org/projects/Chatter/",)}, ["Chatter"]),
    "a file": ({"project": ("https://example.org/chatter.html",)}, []),
    "no URL": ({"code": ("https://[2001:db8::/Chatter-Box",)}, []),
    "no repository": ({"code": ("https://github.com/somebody",)}, []),
}


def test_repositories_give_names() -> None:
    for name, (links, names) in LINKS.items():
        paper = make_paper(links=SimpleNamespace(**{"code": (), "project": ()} | links), short=None)
        assert list(searchable_names(paper)) == ["", *names], name


def test_a_short_name_before_the_colon_is_encoded() -> None:
    paper = make_paper(title="LipX: Lips", short="LipX", aliases=("LipY",), links=Links())
    assert list(searchable_names(paper)) == ["LipX", "LipY"]
