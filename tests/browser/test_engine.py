"""Python answers queries as the browser does: the same papers in the same order, with the same notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser

from catalog import Catalog
from catalog.history.abstracts import read_abstracts
from catalog.search.engine import SearchEngine
from tests.browser.looks import rest_in_gates
from tests.browser.test_grammar import WRITTEN, generated_queries
from tests.browser.test_notices import ASKED
from tests.browser.test_pasted import NO_LINKS, WAV2LIP
from tests.browser.test_search import FIRST_RESULTS
from tests.browser.visits import visit
from tests.search.asked import load_asked
from tests.search.quality import HERE, load
from tests.sites import BuiltSite

SEARCH = """async (queries) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const engine = await openEngine(new URL(".", location));
    await engine.loadPeople();
    await engine.loadSummaries();
    if (engine.index.hasAbstracts) await engine.loadAbstracts();
    const answers = [];
    for (const text of queries) {
        const {rows, filters, unknownFilters, link, notice} = await engine.search({text});
        answers.push({
            ids: Array.from(rows, (row) => engine.index.id(row)),
            filters: filters.map(({key, value, excluded}) => [key, value, excluded]),
            unknown: unknownFilters.map(({key, value, suggestion}) => [key, value, suggestion ?? ""]),
            link: link ?? "",
            notice,
        });
    }
    return answers;
}"""
ODD = (
    *("sulking tabby", "louder knob", "turnips", "spotting 2021", "neighbors year:2021", "tabby -meow"),
    *(
        "小明",
        "王小明 2020",
        "מדבר ראש",
        "ﬁlm",
        "ＷＡＶ２ＬＩＰ",
        "Ŵäv2lïp",
        "İstanbul",
        "ΣΟΦΟΣ",
        "naïve ça",
        "d’or",
    ),
    *("'", "''a'b", "A²", "½ face", "🙂 lips", "++", "c++ #1", '""', '"a', '-"a b"', "-a-b", "in:", "-in:x"),
    *(
        "author:",
        "author:!",
        'author:"a b"',
        "by by by",
        "2020 2021 2022",
        "..",
        "1999..",
        "year:..",
        "x" * 400,
    ),
    *(
        '"talking face" -gan',
        "venue:cvpr venue:iccv",
        "-venue:cvpr 2020",
        "tag:3d -year:2021",
        "/ & \\ % ? #",
    ),
    *(
        "http://",
        "http://[",
        "//x",
        "arxiv:",
        "10.1/",
        "a.b/c",
        "<https://github.com/a/b>",
        "the of",
        "papers",
    ),
)
"""Texts of many scripts, and with the punctuation of queries where none is expected."""
KEYWORDS = (
    *(
        "venue:",
        "tag:",
        "year:",
        "author:",
        "has:",
        "in:",
        "dataset:",
        "with",
        "without",
        "by",
        "since",
        "2020",
    ),
    *(
        "2021",
        "toycon",
        "cvpr",
        "or",
        "and",
        "no",
        "on",
        "the",
        "code",
        "http://",
        "arxiv.org/abs/",
        "10.48550/",
    ),
)
MARKS = (
    *("-", '"', ":", "'", "(", ")", ".", "..", "/", "&", "+", "@", "_", "#", "%", "<", ">", ">=", "*", "\\"),
    *(" ", "\u00a0", "\t", "\n", "\ufeff", "\x1c", "\x85", "\u0301", "\u200d", "\u2019", "\u201c", "\u201d"),
    *("ß", "İ", "\u0131", "ﬁ", "Σ", "²", "½", "Ⅷ", "٣", "王", "가", "ท"),
)
LETTERS = "etaoinshrdlu"


CVF = "https://openaccess.thecvf.com/content/CVPR2020/html/Nobody_{}_CVPR_2020_paper.html"
TITLES_IN_URLS = (
    CVF.format("Meow_Is_All_You_Need_Speech_to_Whisker_Generation_In_the_Wild"),
    CVF.format("Meow_Is_All_You_Need_Speech_to_Whisker_Generation"),
    CVF.format("Meow_Is_All"),
    CVF.format("Nothing_to_See"),
)


def judged_queries() -> Iterator[str]:
    """Yield the queries of all sets."""
    for file in ("public_real.yml", "real.yml", "heldout.yml"):
        yield from (query.query for query in load(HERE / file))
    yield from (asked.query for asked in load_asked())
    yield from (*WRITTEN, *ASKED, *WAV2LIP, *NO_LINKS, *(text for text, _ in FIRST_RESULTS.values()))
    yield from (*ODD, *TITLES_IN_URLS)


def misspelled_queries(
    catalog: Catalog, abstracts: Mapping[str, str], count: int, seed: int = 7
) -> Iterator[str]:
    """Yield words of papers, side by side, with typos, joined, split, cut short or in quotes."""
    rng = Random(seed)
    for _ in range(count):
        paper = rng.choice(catalog.papers)
        texts = [
            paper.title,
            paper.title,
            paper.summary or abstracts.get(paper.id, "lips"),
            *paper.authors,
            *paper.aliases,
        ]
        words = rng.choice(texts).split()
        start = rng.randrange(len(words))
        query = words[start : start + rng.randint(1, 4)]
        for _ in range(rng.randint(0, 2)):
            at = rng.randrange(len(query))
            query[at] = misspell(query[at], rng)
        text = rng.choice([" ", " ", " ", "-", ""]).join(query)
        yield rng.choice([text, text, text.lower(), text[: rng.randint(1, len(text) or 1)], f'"{text}"'])


def misspell(word: str, rng: Random) -> str:
    """Return a word with a letter swapped, left out, added or changed, or with a gap."""
    at = rng.randrange(len(word) or 1)
    head, letter, tail = word[:at], word[at : at + 1], word[at + 1 :]
    edits = (tail[:1] + letter + tail[1:], tail, letter + rng.choice(LETTERS) + tail, f"{letter} {tail}")
    return head + rng.choice([*edits, rng.choice(LETTERS) + tail])


def odd_queries(catalog: Catalog, count: int, seed: int = 1) -> Iterator[str]:
    """Yield words of papers and of the grammar, marks and any characters up to U+FFFF, in random order."""
    rng = Random(seed)
    words = [word for paper in catalog.papers for word in (*paper.title.split(), *paper.authors)]
    scripts = (range(32, 0x250), range(0x250, 0x3000), range(0x3000, 0xD800), range(0xE000, 0x10000))
    for _ in range(count):
        any_character = chr(rng.choice(rng.choice(scripts)))
        pieces = (
            rng.choice(words),
            rng.choice(words),
            rng.choice(KEYWORDS),
            rng.choice(MARKS),
            any_character,
        )
        yield rng.choice(["", " ", " "]).join(rng.choices(pieces, k=rng.randint(1, 6)))


def answer(engine: SearchEngine, text: str) -> dict[str, Any]:
    result = engine.search(text)
    return {
        "ids": [paper.id for paper in result.papers],
        "filters": [list(filter) for filter in result.filters],
        "unknown": [[*unknown.filter[:2], unknown.suggestion] for unknown in result.unknown_filters],
        "link": result.link,
        "notice": result.notice if result.papers else "",
    }


QUERIES: dict[str, Callable[[Catalog, Mapping[str, str]], Iterable[str]]] = {
    "judged": lambda *_: judged_queries(),
    "generated": lambda catalog, _: generated_queries(catalog, 500),
    "misspelled": lambda catalog, abstracts: misspelled_queries(catalog, abstracts, 500),
    "odd": lambda catalog, _: odd_queries(catalog, 500),
}


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("name", rest_in_gates(["short", "toy", "real"]))
@pytest.mark.every(2)
def test_python_answers_as_the_browser(
    name: str, kind: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(f"{name}_site")
    catalog = Catalog.load(site.root)
    abstracts = read_abstracts(site.root, catalog.papers).texts
    queries = list(QUERIES[kind](catalog, abstracts))
    with visit(browser, request.getfixturevalue(f"{name}_url")) as session:
        answers = session.go("").evaluate(SEARCH, queries)
        assert not session.errors
    engine = SearchEngine(catalog, abstracts)
    pairs = ((text, answer(engine, text), expected) for text, expected in zip(queries, answers, strict=True))
    assert [pair for pair in pairs if pair[1] != pair[2]] == []
