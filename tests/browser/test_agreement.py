"""The rules in the browser find what Python finds, in a thousand records made up for it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog import Catalog
from catalog.checks import run
from catalog.load import load
from catalog.problems import RULES
from catalog.rulebook import ELSEWHERE
from tests.adding.generated import samples
from tests.adding.judged import findings
from tests.browser.visits import visit
from tests.sites import EPOCH, Site

COUNT = 1000
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
def toys(toy_site: Site, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return load(toy_site.root)[0]


@pytest.fixture
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as opened:
        yield opened.go("")
        assert not opened.faults


def test_both_find_the_same(page: Page, toys: Catalog) -> None:
    made = list(samples(COUNT))
    told: list[list[dict[str, Any]]] = page.evaluate(CHECK, json.dumps(made))
    before = run(toys)
    counts: Counter[str] = Counter()
    differ = []
    for sample, faults in zip(made, told, strict=True):
        python = findings(toys, before, sample)
        script = {(fault["rule"], tuple(part for part in fault["path"] if part != "")) for fault in faults}
        assert not {rule for rule, _ in python} & ELSEWHERE.keys(), sample
        counts.update(rule for rule, _ in script)
        if python != script:
            differ.append(f"{sample}\n  Python: {python - script}\n  browser: {script - python}")
    print(*(f"{count:5} {rule}" for rule, count in counts.most_common()), sep="\n")  # with pytest -s
    assert not differ, f"{len(differ)} of {COUNT} differ, such as\n" + "\n".join(differ[:20])
    seldom = {rule for rule in RULES if rule not in ELSEWHERE and counts[rule] < OFTEN}
    assert seldom == {"stray-file"}, counts
