"""What a first visit costs, on the small site; tests/gates/budgets.py asks the same of any site."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.gates.budgets import Cost, limits, measured
from tests.gates.pages import kinds
from tests.sites import Site


def test_no_page_costs_more_than_it_may(browser: Browser, toy_site: Site) -> None:
    costs = list(measured(browser, toy_site.output, kinds(toy_site.output)))
    assert not [str(cost) for cost in costs if cost.is_over]
    assert len(costs) > 25
    assert all(cost.requests > 5 and cost.kilobytes > 60 for cost in costs), "nothing was counted"


def test_only_the_filters_on_a_wide_screen_may_cost_more(toy_site: Site) -> None:
    usual = limits(toy_site.output, "", 390)
    addresses = kinds(toy_site.output)
    other = {(a, w) for a in addresses for w in (390, 1280) if limits(toy_site.output, a, w) != usual}
    assert other == {("papers/", 1280)}
    assert Cost("", 390, 102.5, 1, *usual).is_over
    assert Cost("", 390, 1, 13, *usual).is_over
