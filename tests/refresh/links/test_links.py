"""The command `catalog refresh links` on the toy catalog: what it asks, keeps, proposes and reports."""

from __future__ import annotations

from tests.refresh.links.command import Links

MEOW = "https://toys.example/meow"
SWIM = "https://ducks.example/swim"
LINKS = 25
"""Links of the toy catalog that are asked for; one more has no https."""


def test_a_catalog_whose_links_work(links: Links) -> None:
    result = links()
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "## Dead and moved links\n\n2026-11-22: 25 of 25 links checked, 1 without https are not asked for; "
        "0 blocked. No link is dead or moved.\n"
    )
    assert links.proposed is None
    print(links.answers)
