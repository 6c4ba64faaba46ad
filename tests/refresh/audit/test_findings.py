"""Findings about papers whose titles or authors resemble each other."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.refresh.audit.findings import Comparison, Kind
from catalog.refresh.audit.registrations import Identifier, Registration
from tests.helpers import make_catalog, make_paper

ID = Identifier("arxiv", "2101.00001")
CATS, DOGS = ("Kasper Cheese", "Ann Alder", "Cy Cedar"), ("Bella Bone", "Rex Ruff", "Spot Stick")
HUM = make_paper("humnet-2020", title="HumNet: Heads that Hum a Melody", authors=CATS)
WHISTLE = make_paper("whistle-2020", title="Whistling: Teaching Every Head to Whistle a Tune", authors=CATS)
NAMESAKE = make_paper("bark-2020", title="A Study of Barking", authors=DOGS, aliases=("HumNet",))
NAMELESS = make_paper("nobody-2020", title="Whispering Heads of Nobody Known", authors=())
CATALOG = make_catalog(HUM, WHISTLE, NAMESAKE, NAMELESS)


@pytest.mark.parametrize(
    ("paper", "title", "authors", "kind", "owner"),
    [
        (HUM, "HumNet", CATS, None, None),  # the name is that of another paper, too
        (HUM, "HumNet", DOGS, Kind.OTHER_PAPER, NAMESAKE),
        (HUM, "HumNet", (), Kind.OTHER_PAPER, NAMESAKE),
        (HUM, "Heads that Hum a Melody", (), None, None),
        (HUM, "Heads that Hum a Melody", DOGS, Kind.OTHER_PAPER, None),
        (HUM, WHISTLE.title, CATS, Kind.OTHER_PAPER, WHISTLE),  # not a new title, though by the same authors
        (HUM, "Whistling: Teaching Each Head to Whistle a Tune", CATS, Kind.OTHER_PAPER, WHISTLE),
        (HUM, "Singing without a Score", CATS, Kind.RETITLED, None),
        (HUM, "Singing without a Score", (CATS[0], *DOGS[:2]), Kind.OTHER_PAPER, None),
        (HUM, "Singing without a Score", DOGS, Kind.OTHER_PAPER, None),
        (HUM, HUM.title, DOGS, Kind.OTHER_AUTHORS, None),
        (HUM, HUM.title, (), None, None),
        (NAMELESS, "Whispering Heads of Somebody Known", DOGS, Kind.DOUBT, None),
        (NAMELESS, "Cabbages", DOGS, Kind.OTHER_PAPER, None),
        (NAMELESS, "", (), Kind.UNREGISTERED, None),
    ],
)
def test_findings(paper, title, authors, kind, owner) -> None:  # type: ignore[no-untyped-def]
    finding = Comparison(CATALOG).compare(paper, ID, Registration(date(2026, 11, 22), title, authors))
    assert (finding and finding.kind, finding and finding.owner) == (kind, owner)
