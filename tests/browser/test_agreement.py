"""The rules in the browser find what Python finds, in more than a thousand records made up for it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog import Catalog
from catalog.checks import names, run_checks
from catalog.documents.problems import RULES
from catalog.lists import links
from catalog.lookup import link as told
from catalog.records import ids
from catalog.records.ids import make_paper_id
from catalog.site.browser_rules import FOLDED_RANGES, PYTHON_ONLY_RULES
from catalog.site.js_regex import javascript
from catalog.utils import urls
from catalog.utils.text import HIDDEN_CHARACTER, MARKUP, fold
from tests.browser.visits import visit
from tests.site.generated_records import VALUES, samples
from tests.site.judged import findings
from tests.sites import EPOCH, BuiltSite

COUNT = 1500
PATTERNS = [
    HIDDEN_CHARACTER,
    MARKUP,
    ids.PAPER_ID,
    ids.RECORD_ID,
    names.NAME_SEPARATOR,
    names.TRAILING_PERIOD,
    names.DIGITS,
    urls.ARXIV_ID,
    urls.DOI,
    urls.SCHEME,
    urls.UNSAFE_CHARACTER,
    urls.HOST,
    urls.ARXIV_PAGE,
    urls.DOI_PAGE,
    urls.ARXIV_DOI_PREFIX,
    links.REDIRECT_PAGE,
    links.SITE_ROOT,
    links.FILE_EXTENSION,
    *(re.compile(form.pattern, re.IGNORECASE) for form in told.URL_PATTERNS),
]
ADDRESSES = (
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
    "isca-archive.org/interspeech_2020/x.html",
    "ojs.aaai.org/index.php/x",
    "https://github.com/",
    "link.zhihu.com/?target=x",
)
OFTEN = 10
"""How often each rule is broken at least, so that agreement means something."""
CHECK = """async (samples) => {
    const { openRules } = await import("./assets/add/rules.js");
    const { openKnown } = await import("./assets/add/known.js");
    const base = new URL(".", location);
    const [rules, known] = await Promise.all([openRules(base), openKnown(base)]);
    return JSON.parse(samples).map(([file, record]) => rules.check({ file, record, known }));
}"""


@pytest.fixture
def toys(toy_site: BuiltSite, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Catalog.load(toy_site.root)


@pytest.fixture
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as opened:
        yield opened.go("")
        assert not opened.errors


def test_both_find_the_same(page: Page, toys: Catalog) -> None:
    made = list(samples(COUNT))
    told: list[list[dict[str, Any]]] = page.evaluate(CHECK, json.dumps(made))
    before = run_checks(toys)
    counts: Counter[str] = Counter()
    differ = []
    for sample, faults in zip(made, told, strict=True):
        python = findings(toys, before, sample)
        script = {(fault["rule"], tuple(part for part in fault["path"] if part != "")) for fault in faults}
        assert not {rule for rule, _ in python} & PYTHON_ONLY_RULES.keys(), sample
        counts.update(rule for rule, _ in script)
        if python != script:
            differ.append(f"{sample}\n  Python: {python - script}\n  browser: {script - python}")
    print(*(f"{count:5} {rule}" for rule, count in counts.most_common()), sep="\n")  # with pytest -s
    assert not differ, f"{len(differ)} of {COUNT} differ, such as\n" + "\n".join(differ[:20])
    seldom = {rule for rule in RULES if rule not in PYTHON_ONLY_RULES and counts[rule] < OFTEN}
    assert seldom == {"stray-file"}, counts


def test_a_file_in_another_place_is_stray(page: Page, toys: Catalog) -> None:
    places = {
        "data/papers/2022/gargle-2022.yml": False,
        "data/datasets/gargle.yml": False,
        "data/papers/gargle-2022.yml": True,
        "data/papers/2022/more/gargle-2022.yml": True,
        "data/datasets/2022/gargle.yml": True,
        "data/gargle.yml": True,
        "papers/2022/gargle-2022.yml": True,
        "data/papers/2022/gargle-2022.yaml": True,
    }
    found = page.evaluate(CHECK, json.dumps([[file, VALUES["sound"]["paper"]] for file in places]))
    assert ["stray-file" in {fault["rule"] for fault in faults} for faults in found] == list(places.values())


def leaves(value: Any) -> Iterator[str]:
    """Every text of a value."""
    if isinstance(value, str):
        yield value
    for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from leaves(inner)


def spliced(rng: Random, texts: list[str]) -> str:
    """The beginning of one text, the end of another, and sometimes an odd letter between them."""
    one, other = rng.choice(texts), rng.choice(texts)
    odd = rng.choice(
        ["", "", "", "\u0130", "\u0131", "\u017f", "\u212a", "\u0661", "\n", "\u2028", "é", "😀"]
    )
    return one[: rng.randint(0, len(one))] + odd + other[rng.randint(0, len(other)) :]


def test_patterns_match_the_same(page: Page) -> None:
    rng = Random(6)
    known = [*leaves(VALUES), *ADDRESSES]
    texts = [*known, *(spliced(rng, [*known, *ADDRESSES * 20]) for _ in range(2000))]
    program = """([patterns, texts]) => patterns.map(([source, flags]) => {
        const [any, whole] = [source, `^(?:${source})$`].map((text) => new RegExp(text, flags));
        const read = (found) => found && [found[0], { ...found.groups }];
        return texts.map((text) => [read(any.exec(text)), read(whole.exec(text))]);
    })"""

    def read(found: re.Match[str] | None) -> list[Any] | None:
        return found and [
            found[0],
            {name: text for name, text in found.groupdict().items() if text is not None},
        ]

    answers = page.evaluate(program, [[javascript(pattern) for pattern in PATTERNS], texts])
    for pattern, found in zip(PATTERNS, answers, strict=True):
        expected = [[read(pattern.search(text)), read(pattern.fullmatch(text))] for text in texts]
        differ = [
            (text, *both) for text, *both in zip(texts, expected, found, strict=True) if both[0] != both[1]
        ]
        assert not differ, (pattern.pattern, differ[:3])
        assert any(any(row) for row in expected), f"no text matches {pattern.pattern}"


CALL = """async ([name, calls]) => {
    const { openRules } = await import("./assets/add/rules.js");
    const rules = await openRules(new URL(".", location));
    const does = {
        fold: (text) => rules.letters.fold(text),
        id: (record, taken) => rules.id(record, (id) => taken.includes(id)),
        venue: (text) => rules.venue(text),
        tags: (title) => rules.tags(title),
    };
    return calls.map((call) => does[name](...call));
}"""


def test_texts_are_folded_the_same(page: Page) -> None:
    rng = Random(6)
    letters = [chr(code) for span in ((32, 127), *FOLDED_RANGES) for code in range(*span)]
    texts = [*letters, *("".join(rng.choices(letters, k=9)) for _ in range(500)), "Nießner's  Face2Face"]
    assert page.evaluate(CALL, ["fold", [[text] for text in texts]]) == [fold(text) for text in texts]
    assert page.evaluate(CALL, ["fold", [["王 Wang"], ["ראש"], ["😀"]]]) == [None, None, None]


def is_folded(text: str) -> bool:
    """Whether the browser knows all letters of a text."""
    return all(char.isascii() or any(ord(char) in range(*span) for span in FOLDED_RANGES) for char in text)


def test_ids_are_made_the_same(page: Page) -> None:
    titles = [*VALUES["title"], "The Of And", "Don’t Say ‘Cheese’", "word " * 40, "W" * 90, "..."]
    shorts = ["", "C++Squeak", "Minty's", "Ünbekannt", "Very " * 20]
    calls: list[tuple[dict[str, str], list[str]]] = []
    expected: list[str] = []
    for title, short in product(filter(is_folded, titles), shorts):
        taken: list[str] = []
        for _ in range(4):  # each time what was made before is taken
            calls.append(({"title": title, "short": short, "year": "2021"}, [*taken]))
            expected.append(make_paper_id(short, title, 2021, lambda id: id in taken))  # noqa: B023
            taken.append(expected[-1])
    assert page.evaluate(CALL, ["id", calls]) == expected
    preprints = [
        {"title": "Hum", "arxiv": "2112.00003"},
        {"title": "Hum", "arxiv": "cs/9901001"},
        {"title": "Hum"},
    ]
    assert page.evaluate(CALL, ["id", [[one, []] for one in preprints]]) == ["hum-2021", "hum-1999", None]


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
