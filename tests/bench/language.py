"""How titles are worded: which words follow which, and how many new ones each title brings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from catalog.utils.text import fold


@dataclass(frozen=True)
class VocabularyGrowth:
    """Heaps' law, as the real titles follow it: `scale` * words ** `power` different words."""

    scale: float
    power: float

    @classmethod
    def fit(cls, titles: Sequence[str]) -> VocabularyGrowth:
        """The curve through half of the titles and all of them."""
        (half, few), (whole, many) = (count_words(titles[: len(titles) // part]) for part in (2, 1))
        power = math.log(many / few) / math.log(whole / half)
        return cls(many / whole**power, power)

    def expected_words(self, words: int) -> float:
        """How many different words so many words hold."""
        return float(self.scale * words**self.power)


def count_words(titles: Sequence[str]) -> tuple[int, int]:
    """How many words titles have, and how many different ones."""
    words = [word for title in titles for word in fold(title).split()]
    return len(words), len(set(words))


class MarkovChain:
    """Which words follow which: two words decide the next, and now and then one alone."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.after: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for words in sentences:
            before = ("", "")
            for word in (*words, ""):
                self.after[before].append(word)
                self.after[before[1:]].append(word)
                before = (before[1], word)

    def generate(self, random: Random, most: int = 16) -> Iterator[str]:
        """The words of one made title."""
        before = ("", "")
        for _ in range(most):
            word = random.choice(self.after[before if random.random() < 0.7 else before[1:]])
            if not word:
                return
            yield word
            before = (before[1], word)


def split_name(title: str) -> tuple[str, str]:
    """The name that a title begins with, and the rest: `Wav2Lip: A Lip Sync Expert`."""
    name, colon, rest = title.partition(": ")
    return (name, rest) if colon and len(name.split()) == 1 else ("", title)
