"""The rules in the browser find what the rules in Python find, in more than a thousand generated records."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog import Catalog
from catalog.checks import RULES, run_checks
from catalog.site.browser_rules import PYTHON_ONLY_RULES
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.site.findings import Finding, findings, to_ascii_yaml
from tests.site.generated_records import VALUES, samples
from tests.sites import EPOCH, BuiltSite

COUNT = 2200
"""Generated records; `make test` has some of them."""
MIN_VIOLATIONS = 10
"""Violations of each rule, at least, for agreement to mean anything."""
ABSENT_VARIANTS = {
    ("wrong-type", "record"),  # of vocabularies
    ("dangerous-url", "markdown"),  # which has no scheme
    ("reused-id", "gone"),  # at data/gone.yml, where the browser says `retired`
    *(("stray-file", variant) for variant in RULES["stray-file"].wordings),  # see the next test
    *((f"unknown-{name}", "many") for name in ("venue", "category", "tag", "source", "dataset", "paper")),
}
"""Wordings that no generated record has; the toy catalog has few names to list."""
CHECK = """async (samples) => {
    const { loadRules } = await import("./assets/add/rules.js");
    const { loadCatalog } = await import("./assets/add/catalog.js");
    const base = new URL(".", location);
    const [rules, catalog] = await Promise.all([loadRules(base), loadCatalog(base)]);
    return JSON.parse(samples).map(([file, record]) => rules.check({ file, record, catalog }));
}"""


@pytest.fixture
def toy_catalog(toy_site: BuiltSite, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return Catalog.load(toy_site.root)


@pytest.fixture
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as session:
        yield session.go("")
        assert not session.errors


@pytest.mark.parametrize("count", rest_in_gates([COUNT // 5, COUNT]))
def test_both_find_the_same(page: Page, toy_catalog: Catalog, count: int) -> None:
    records = list(samples(count))
    results: list[list[dict[str, Any]]] = page.evaluate(CHECK, json.dumps(records))
    known_problems = run_checks(toy_catalog)
    counts: Counter[str] = Counter()
    found: set[Finding] = set()
    conflicts = []
    for sample, problems in zip(records, results, strict=True):
        in_python = findings(toy_catalog, known_problems, sample)
        in_browser = {
            Finding(
                problem["rule"],
                tuple(part for part in problem["path"] if part != ""),
                problem["message"],
                problem["hint"],
            )
            for problem in problems
        }
        assert not {finding.rule for finding in in_python} & PYTHON_ONLY_RULES.keys(), sample
        counts.update(finding.rule for finding in in_browser)
        found |= in_browser
        if in_python != in_browser:
            only_python, only_browser = in_python - in_browser, in_browser - in_python
            conflicts.append(f"{sample}\n  only Python: {only_python}\n  only browser: {only_browser}")
    print(*(f"{count:5} {rule}" for rule, count in counts.most_common()), sep="\n")  # with pytest -s
    assert not conflicts, f"{len(conflicts)} of {count} records, such as\n" + "\n".join(conflicts[:20])
    if count < COUNT:
        return  # too few for every rule to be violated
    rare = {rule for rule in RULES if rule not in PYTHON_ONLY_RULES and counts[rule] < MIN_VIOLATIONS}
    assert rare == {"stray-file"}, counts
    assert set(absent_variants(found)) == ABSENT_VARIANTS


def absent_variants(found: Collection[Finding]) -> Iterator[tuple[str, str]]:
    """Yield the rule and name of each wording in the browser that no finding has."""
    for id in RULES.keys() - PYTHON_ONLY_RULES.keys():
        texts = [f"{finding.message}\n{finding.hint}" for finding in found if finding.rule == id]
        for variant, wording in RULES[id].wordings.items():
            template = re.escape("\n".join(wording))
            pattern = re.compile(re.sub(r"\\\{[a-z_]+\\\}", ".*", template))
            if not any(map(pattern.fullmatch, texts)):
                yield id, variant


def test_a_file_in_another_place_is_stray(page: Page, toy_catalog: Catalog, tmp_path: Path) -> None:
    is_stray = {
        "data/papers/2022/gargle-2022.yml": False,
        "data/datasets/gargle.yml": False,
        "data/papers/gargle-2022.yml": True,
        "data/papers/2022/more/gargle-2022.yml": True,
        "data/datasets/2022/gargle.yml": True,
        "data/gargle.yml": True,
        "data/datsets.yml": True,
        "data/papers/2022/gargle-2022.yaml": True,
    }
    results = page.evaluate(CHECK, json.dumps([[file, VALUES["valid"]["paper"]] for file in is_stray]))
    in_browser = {
        (file, problem["message"], problem["hint"])
        for file, problems in zip(is_stray, results, strict=True)
        for problem in problems
        if problem["rule"] == "stray-file"
    }
    for file in is_stray:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(to_ascii_yaml(VALUES["valid"]["paper"]))
    problems = Catalog.load(tmp_path).problems
    in_python = {
        (problem.location.file, problem.message, problem.hint)
        for problem in problems
        if problem.rule.id == "stray-file"
    }
    assert in_browser == in_python
    assert {file for file, *_ in in_python} == {file for file, stray in is_stray.items() if stray}


def test_a_format_of_a_field_is_applied(page: Page) -> None:
    """As in tests/records/test_field_formats.py."""
    program = """async () => {
        const { Rules } = await import("./assets/add/rules.js");
        const data = await (await fetch("./add/rules.json")).json();
        const wordings = { form: ["Expected {expected}, found {found}", "{hint}"] };
        data.rules["bad-affiliation"] = { severity: "error", wordings };
        data.fields.paper.short.formats = [{
            pattern: ["[^@/]+", "u"],
            rule: "bad-affiliation",
            expected: "the name of an institution",
            hint: "Write its name only",
        }];
        const record = { title: "Hum", year: "2022", venue: "toycon", categories: ["talking-objects"] };
        const check = (short) => new Rules(data).check({
            file: "data/papers/2022/hum-2022.yml",
            record: { ...record, links: { code: "https://a.example/" }, sources: ["napkin"], short },
        });
        return ["Mumble", "ann@mumble.example", "<b>@</b>"].map((short) =>
            check(short).map(({ rule, path, message, hint }) => [rule, path, message, hint]));
    }"""
    valid, invalid, markup = page.evaluate(program)
    assert valid == []
    message = "Expected the name of an institution, found 'ann@mumble.example'"
    assert invalid == [["bad-affiliation", ["short"], message, "Write its name only"]]
    assert [rule for rule, *_ in markup] == ["text-markup"]
