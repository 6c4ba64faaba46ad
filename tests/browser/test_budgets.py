"""The cost of a first visit to the toy site; tests/gates/budgets.py measures any site."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.gates.budgets import PageCost, measure_pages
from tests.sites import BuiltSite


def test_a_page_is_within_its_budget(browser: Browser, toy_site: BuiltSite) -> None:
    hrefs = ["", "papers/", "papers/meow2lip-2020/"]
    costs = list(measure_pages(browser, toy_site.output, hrefs))
    assert not [str(cost) for cost in costs if cost.is_over]
    assert [cost.href for cost in costs[::2]] == hrefs
    assert {cost.screen for cost in costs} == {"phone", "wide"}
    assert all(cost.requests >= 5 and cost.kibibytes > 15 for cost in costs), "nothing was counted"


def test_pages_of_papers_have_the_lowest_limit() -> None:
    def is_over(href: str, kibibytes: float, requests: int = 10) -> bool:
        return PageCost(href, "phone", kibibytes, requests).is_over

    assert [is_over("papers/meow2lip-2020/", size) for size in (55, 55.1)] == [False, True]
    for href in ("", "papers/", "venues/toycon/2/", "datasets/squeak-2020/"):
        assert [is_over(href, size) for size in (80, 80.1)] == [False, True], href
    assert is_over("", 1, requests=11)
