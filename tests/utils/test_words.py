"""Words of texts: terms, nouns and phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.utils.words import find_phrase, noun_terms, quote_words, split_terms, stem, term_pairs
from tests.properties import examples


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Gestures and a gesture", ["gestur", "", "", "gestur"]),
        ("the Nießner's 3D-faces", ["", "niessner", "", "3d", "fac"]),
        ("王小明 Wav2Lip", ["wangxiaom", "wav2lip"]),
        ("", []),
    ],
)
def test_a_word_has_one_term(text: str, terms: list[str]) -> None:
    assert split_terms(text) == terms


def test_short_words_and_digits_have_no_suffix() -> None:
    assert [stem(word) for word in ("ted", "wav2lips", "lips")] == ["ted", "wav2lips", "lips"]


def test_nouns_end_phrases() -> None:
    texts = [
        "Gives a loud duck a new beak, and loud ducks.",
        "Loud beaks in new ponds",
        "Paints the new pond",
    ]
    assert noun_terms(texts) == {"duck", "beak", "pond"}


@pytest.mark.parametrize(
    ("text", "other", "term", "phrase"),
    [
        ("Moves loud rubber ducks.", "A loud rubber duck", "duck", "loud rubber ducks"),
        ("Rubber-duck noise", "A rubber duck", "rubber", "Rubber-duck"),
        ("Rubber for a duck", "A rubber duck", "duck", "duck"),
        ("A duck of loud rubber ducks", "Loud ducks, rubber duck", "duck", "rubber ducks"),
        ("Ducks paint", "Ducks paint", "duck", "Ducks"),  # a phrase does not end with a verb
    ],
)
def test_the_longest_phrase_that_both_texts_have(text: str, other: str, term: str, phrase: str) -> None:
    terms = split_terms(text)
    pairs = term_pairs([split_terms(other)])
    assert quote_words(text, find_phrase(terms, term, pairs, {"duck"})) == phrase


@given(st.text(alphabet="duck quack-,.ß王", max_size=40))
@examples
def test_all_words_are_quoted_as_printed(text: str) -> None:
    terms = split_terms(text)
    quote = quote_words(text, range(len(terms)))
    assert quote in text
    assert split_terms(quote) == terms
