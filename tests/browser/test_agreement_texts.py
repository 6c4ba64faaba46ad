"""Patterns, folding, IDs, venues and tags: the browser and Python make the same of a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog.records.ids import make_paper_id
from catalog.site.browser_rules import FOLDED_RANGES
from catalog.site.shared_patterns import SHARED_PATTERNS, to_javascript
from catalog.utils.text import fold
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.site.generated_records import VALUES

URLS = (
    "alphaxiv.org/abs/2008.10010v1",
    "openreview.net/forum?x&id=Abc_1-2&y",
    "openaccess.thecvf.com/content_ICCV_2019_workshops/html/A/Bell_The_Ring_ICCV_2019_paper.html",
    "openaccess.thecvf.com/content/CVPR2020W/papers/Bell_The_Ring_CVPRW_2020_paper.pdf",
    "aclanthology.org/2020.acl-main.12.pdf",
    "nature.com/articles/s1-2.pdf?x",
    "ar5iv.labs.arxiv.org/html/2008.10010",
    "huggingface.co/papers/2008.10010",
    "ecva.net/papers/eccv_2020/papers_ECCV/html/1_ECCV_2020_paper.php",
    "proceedings.neurips.cc/paper_files/paper/2019/hash/x.html",
    "papers.nips.cc/paper/2019/file/0123456789abcdef0123456789abcdef-Paper.pdf",
    "proceedings.mlr.press/v139/bell21a/bell21a.pdf",
    "ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=01234567",
    "sciencedirect.com/science/article/abs/pii/S0123456789012345?via=x",
    "ojs.aaai.org/index.php/AAAI/article/view/12345/12346",
    "semanticscholar.org/paper/The-Ring/0123456789abcdef0123456789abcdef01234567",
    "youtube.com/watch?v=Abcdefghij-&t=1",
    "github.com/Bell/Ring.git",
    "arxiv preprint 2008.10010v2 [cs.CV]",
    "isca-archive.org/interspeech_2020/x.html",
    "ojs.aaai.org/index.php/x",
    "ui.adsabs.harvard.edu/abs/2020arXiv200810010P",
    "https://github.com/",
    "link.zhihu.com/?target=x",
)
CALL = """async ([name, calls]) => {
    const { loadRules } = await import("./assets/add/rules.js");
    const rules = await loadRules(new URL(".", location));
    const functions = {
        fold: (text) => rules.folding.fold(text),
        id: (record, taken) => rules.paperId(record, (id) => taken.includes(id)),
        venue: (text) => rules.venueId(text),
        tags: (title) => rules.tagsIn(title),
    };
    return calls.map((call) => functions[name](...call));
}"""


@pytest.fixture
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as session:
        yield session.go("")
        assert not session.errors


def leaves(value: Any) -> Iterator[str]:
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from leaves(inner)


def splice(rng: Random, texts: list[str]) -> str:
    """Return the start of a text, sometimes an unusual character, and the end of another text."""
    first, second = rng.choice(texts), rng.choice(texts)
    middle = rng.choice(
        ["", "", "", "\u0130", "\u0131", "\u017f", "\u212a", "\u0661", "\n", "\u2028", "é", "😀"]
    )
    return first[: rng.randint(0, len(first))] + middle + second[rng.randint(0, len(second)) :]


@pytest.mark.parametrize("count", rest_in_gates([30, 2000]))
def test_patterns_match_the_same(page: Page, count: int) -> None:
    rng = Random(6)
    values = [*leaves(VALUES), *URLS]
    texts = [*values, *(splice(rng, [*values, *URLS * 20]) for _ in range(count))]
    program = """([patterns, texts]) => patterns.map(([source, flags]) => {
        const [any, whole] = [source, `^(?:${source})$`].map((text) => new RegExp(text, flags));
        const read = (match) => match && Array.from(match, (text) => text ?? null);
        return JSON.stringify(texts.map((text) => [read(any.exec(text)), read(whole.exec(text))]));
    })"""  # each as one text, which Playwright transfers much faster than its parts

    def read(match: re.Match[str] | None) -> list[Any] | None:
        return match and [match[0], *match.groups()]

    results = page.evaluate(
        program, [[to_javascript(pattern) for pattern in SHARED_PATTERNS.values()], texts]
    )
    for (name, pattern), result in zip(SHARED_PATTERNS.items(), results, strict=True):
        matches = json.loads(result)
        expected = [[read(pattern.search(text)), read(pattern.fullmatch(text))] for text in texts]
        conflicts = [
            (text, *pair) for text, *pair in zip(texts, expected, matches, strict=True) if pair[0] != pair[1]
        ]
        assert not conflicts, (name, conflicts[:3])
        assert any(any(row) for row in expected), f"no text matches the pattern {name}"


def test_texts_are_folded_the_same(page: Page) -> None:
    rng = Random(6)
    letters = [chr(code) for span in ((32, 127), *FOLDED_RANGES) for code in range(*span)]
    texts = [*letters, *("".join(rng.choices(letters, k=9)) for _ in range(500)), "Nießner's  Face2Face"]
    assert page.evaluate(CALL, ["fold", [[text] for text in texts]]) == [fold(text) for text in texts]
    assert page.evaluate(CALL, ["fold", [["王 Wang"], ["ראש"], ["😀"]]]) == [None, None, None]


def is_folded(text: str) -> bool:
    """Return whether the browser can fold all characters of a text."""
    return all(char.isascii() or any(ord(char) in range(*span) for span in FOLDED_RANGES) for char in text)


def test_ids_are_made_the_same(page: Page) -> None:
    titles = [*VALUES["title"], "The Of And", "Don’t Say ‘Cheese’", "word " * 40, "W" * 90, "..."]
    shorts = ["", "C++Squeak", "Minty's", "Ünbekannt", "Very " * 20]
    calls: list[tuple[dict[str, str], list[str]]] = []
    expected: list[str] = []
    for title, short in product(filter(is_folded, titles), shorts):
        taken_ids: list[str] = []
        for _ in range(4):  # each ID excludes those before
            calls.append(({"title": title, "short": short, "year": "2021"}, [*taken_ids]))
            expected.append(make_paper_id(short, title, 2021, lambda id: id in taken_ids))  # noqa: B023
            taken_ids.append(expected[-1])
    assert page.evaluate(CALL, ["id", calls]) == expected
    preprints = [
        {"title": "Hum", "arxiv": "2112.00003"},
        {"title": "Hum", "arxiv": "cs/9901001"},
        {"title": "Hum"},
    ]
    assert page.evaluate(CALL, ["id", [[record, []] for record in preprints]]) == [
        "hum-2021",
        "hum-1999",
        None,
    ]


def test_venues_and_tags_are_recognised(page: Page) -> None:
    venues = {
        "TOYCON": "toycon",
        "Proceedings of the ToyCon 2020": "toycon",
        "Journal of Toys (JoT)": "jot",
        "ToyCon Workshops": "toyconw",
        "ToyCon Workshop on Squeaks": "toyconw",
        "Journal": None,
        "": None,
        "constructor": None,
    }
    assert page.evaluate(CALL, ["venue", [[text] for text in venues]]) == list(venues.values())
    tags = {
        "Real-Time Smell": ["smell", "real-time"],
        "An audio-driven nose": ["audio"],
        "Surreal timeless": [],
        "": [],
    }
    assert page.evaluate(CALL, ["tags", [[title] for title in tags]]) == list(tags.values())
