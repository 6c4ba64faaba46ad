"""The cost of a first visit to the toy site; tests/gates/budgets.py measures any site."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.gates.budgets import PageCost, limits, measure_pages
from tests.gates.pages import representative_pages
from tests.sites import BuiltSite


def test_a_page_is_within_its_budget(browser: Browser, toy_site: BuiltSite) -> None:
    costs = list(measure_pages(browser, toy_site.output, ["", "papers/meow2lip-2020/"]))
    assert not [str(cost) for cost in costs if cost.is_over]
    assert len(costs) == 3  # and the filters on a wide screen
    assert all(cost.requests >= 5 and cost.kilobytes > 15 for cost in costs), "nothing was counted"


def test_only_filters_on_a_wide_screen_have_a_higher_budget(toy_site: BuiltSite) -> None:
    usual = limits(toy_site.output, "", 390)
    addresses = representative_pages(toy_site.output)
    other = {(a, w) for a in addresses for w in (390, 1280) if limits(toy_site.output, a, w) != usual}
    assert other == {("papers/", 1280)}
    assert PageCost("", 390, 102.5, 1, *usual).is_over
    assert PageCost("", 390, 1, 13, *usual).is_over
