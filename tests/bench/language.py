"""A language model of titles: which words follow which, and how fast the vocabulary grows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from catalog.utils.text import fold


@dataclass(frozen=True)
class VocabularyGrowth:
    """Heaps' law, fitted to the real titles: `scale` * words ** `power` distinct words."""

    scale: float
    power: float

    @classmethod
    def fit(cls, titles: Sequence[str]) -> VocabularyGrowth:
        """Fit the curve to half of the titles and to all of them."""
        (half, distinct_in_half), (total, distinct_in_total) = (
            count_words(titles[: len(titles) // part]) for part in (2, 1)
        )
        power = math.log(distinct_in_total / distinct_in_half) / math.log(total / half)
        return cls(distinct_in_total / total**power, power)

    def expected_words(self, words: int) -> float:
        """Return the expected number of distinct words."""
        return float(self.scale * words**self.power)


def count_words(titles: Sequence[str]) -> tuple[int, int]:
    """Return the number of words and of distinct words."""
    words = [word for title in titles for word in fold(title).split()]
    return len(words), len(set(words))


class MarkovChain:
    """A Markov chain: two words decide the next one, and sometimes one word alone."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.after: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for words in sentences:
            before = ("", "")
            for word in (*words, ""):
                self.after[before].append(word)
                self.after[before[1:]].append(word)
                before = (before[1], word)

    def generate(self, random: Random, max_words: int = 16) -> Iterator[str]:
        """Yield the words of one title."""
        before = ("", "")
        for _ in range(max_words):
            word = random.choice(self.after[before if random.random() < 0.7 else before[1:]])
            if not word:
                return
            yield word
            before = (before[1], word)


def split_name(title: str) -> tuple[str, str]:
    """Split a title such as `Wav2Lip: A Lip Sync Expert` into name and rest; the name may be blank."""
    name, colon, rest = title.partition(": ")
    return (name, rest) if colon and len(name.split()) == 1 else ("", title)
