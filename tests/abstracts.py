"""Made-up abstracts: of the toy catalog, and as many and as long as arXiv has of the real one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate, count
from pathlib import Path
from random import Random

from catalog.history.abstracts import ABSTRACTS_FILE, FORMAT
from catalog.records.schema import Paper

TOY_ABSTRACTS = {
    "2008.99001": "Cats say little, and whiskers say less. We put a microphone in front of a sulking tabby "
    "and learn which squeak lifts which whisker, with a turnip-based loss, $\\mathcal{O}(n^2)$ saucers of "
    "milk, and a judge that naps <b>through</b> 90% of the training. Mice preferred our results 9:1.",
    "2101.00001": "They need twice the words, said louder, a knob, and spotting of commas.",
    "2101.00002": "We turn the knob from ten to eleven. The neighbors, who grow turnips, have noticed.",
    "2202.00002": "It was asked to speak for six weeks. It declined, in {{ braces }} & other gestures. A "
    "theory of stubborn turnip-shaped jaws follows.",
}
"""Abstracts by arXiv ID; one paper of the toy catalog with an ID has none."""
WORDS_PER_ABSTRACT = 170
DISTINCT_WORDS = 40_000
"""Words to draw from, by Zipf's law; a thousand abstracts then have about 16,000 of them."""
SYLLABLES = ("ba", "co", "di", "fe", "gra", "hu", "klo", "lem", "mu", "no", "pri", "qua", "ste", "und", "xy")


def write_abstracts(root: Path, texts: Mapping[str, str]) -> None:
    """Write abstracts by arXiv ID where a build looks for them."""
    answers = {id: {"checked": "2026-11-22", "abstract": text} for id, text in texts.items()}
    path = root / ABSTRACTS_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"format": FORMAT, "answers": answers}), "utf-8")


def make_abstracts(papers: Iterable[Paper], seed: int = 1) -> dict[str, str]:
    """Return a text for each paper, by its ID: words of titles and summaries, and others that nobody uses.

    Real abstracts repeat their words more, so these are harder to compress.
    """
    papers = list(papers)
    random = Random(seed)
    known = Counter(word for paper in papers for word in f"{paper.title} {paper.summary or ''}".split())
    words = [word for word, _ in known.most_common()]
    unknown = ("".join(random.choices(SYLLABLES, k=random.choice((2, 3, 3, 4)))) for _ in count())
    while len(words) < DISTINCT_WORDS:
        words.append(next(unknown))
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(words) + 1)))
    texts = (random.choices(words, cum_weights=weights, k=WORDS_PER_ABSTRACT) for _ in papers)
    return {paper.id: " ".join(text) for paper, text in zip(papers, texts, strict=True)}
