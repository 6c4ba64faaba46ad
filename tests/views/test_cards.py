"""Cards: the values that one template shows, in Python and in the browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from jinja2 import UndefinedError

from catalog import Catalog, Dataset, Paper
from catalog.html.renderer import Renderer
from catalog.records.schema import Claim, Links
from catalog.views.cards import Card, dataset_card, field_text, sample_card, shown_fields
from catalog.views.views import Views
from tests.helpers import ROOT, TOY_ROOT, make_paper
from tests.html_tree import parse_html
from tests.sites import TOY

CATALOG = Catalog.load(TOY_ROOT)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Views(CATALOG), ROOT / "docs/templates")


def card_of(paper: Paper) -> Card:
    return Views(replace(CATALOG, papers=(paper,))).card(paper)


@pytest.mark.parametrize(
    ("title", "short", "visible"),
    [
        ("A²-LLM: An Avatar", "A2-LLM", ""),
        ("Instant Volumetric Avatars", "INSTA", ""),
        ("A Lip Sync Expert Is All You Need", "Wav2Lip", "Wav2Lip"),
        ("Wav 2 Lip", "Wav2Lip", "Wav2Lip"),
        ("Talking Heads", None, ""),
    ],
)
def test_the_short_name_is_shown_unless_the_title_contains_it(
    title: str, short: str | None, visible: str
) -> None:
    assert card_of(make_paper(title=title, short=short)).short == visible


def test_any_field_of_a_record_is_a_value_of_its_card(renderer: Renderer) -> None:
    card = card_of(make_paper(track="oral", aliases=("Lips", "Service"), note=None))
    assert (card["track"], card["aliases"], card["note"], card["license"]) == (
        "oral",
        "Lips; Service",
        "",
        "",
    )
    template = renderer.environment.from_string("{{ card.track }}, {{ card.license }}")
    assert template.render(card=card) == "oral, "
    with pytest.raises(UndefinedError, match="trak"):
        renderer.environment.from_string("{{ card.trak }}").render(card=card)


def test_the_fields_that_the_template_shows_go_to_the_browser(renderer: Renderer) -> None:
    assert set(renderer.card_fields) >= {"track", "status"}
    assert not {"title", "authors", "id"} & set(renderer.card_fields), "they are attributes of every card"
    template = renderer.environment.from_string("<li>{{ card.title.name }}{{ card.et_al }} {{ card.note }}")
    html = template.render(card=sample_card())
    assert html == "<li>{title}{et_al} {note}"
    assert shown_fields(html) == ("note",)


def test_every_value_of_a_card_has_a_place_in_the_template(renderer: Renderer) -> None:
    html = renderer.fragments.render("card", sample_card())
    for name in ("id", "title", "short", "authors", "et_al", "venue", "year", "links", "tags", "offers"):
        assert f"{{{name}}}" in html


@pytest.mark.parametrize(
    ("license", "holds", "offers"),
    [
        ("handshake-1.0", ("weights", "demo", "training"), "training code · weights · commercial use"),
        ("no-sale", ("inference", "weights"), "weights"),
        ("handshake-1.0", (), "commercial use"),
        (None, None, ""),
    ],
)
def test_a_card_shows_what_the_code_offers(
    license: str | None, holds: tuple[str, ...] | None, offers: str
) -> None:
    catalog = Catalog.load(TOY.parent)
    toy = catalog.repositories["toys--louder"]
    terms = {"license": license, "readme_license": None, "weights_license": None}
    changed = toy.model_copy(update={**terms, "holds": holds})
    views = Views(replace(catalog, repositories={toy.id: changed}))
    cards = [views.card(paper) for paper in catalog.papers]
    expected = [
        offers if "https://github.com/toys/louder" in card.record.links.code else "" for card in cards
    ]
    assert [card.offers for card in cards] == expected


def test_a_dataset_has_the_card_of_a_paper(renderer: Renderer) -> None:
    dataset = Dataset.model_construct(
        id="mumble",
        name="Mumble",
        year=2020,
        kind=("generated", "text"),
        links=Links(dataset=("https://m.example/",)),
    )
    html = parse_html(renderer.fragments.render("card", dataset_card(dataset), unpublished=True))
    assert html.text.replace(" ", "") == "MumbleDatasetgeneratedtext0factsDataset2020"
    assert html.select("button") + html.select("input") == []


def test_values_become_text() -> None:
    values = (("GFE", "Griffin-Lim"), 2020, 0, date(2022, 11, 1), 1.5, True, False, None, ())
    assert [field_text(value) for value in values] == [
        *("GFE; Griffin-Lim", "2020", "0", "2022-11-01", "1.5", "true", "", "", "")
    ]
    with pytest.raises(TypeError, match="has parts"):
        field_text((Claim(source="napkin"),))


def test_two_authors_or_more_are_et_al() -> None:
    papers = [make_paper(authors=tuple(f"Ann {letter}" for letter in "ABCDEF"[:size])) for size in range(7)]
    shown = [(len(card.first_authors), card.et_al) for card in map(card_of, papers)]
    assert shown == [*((size, "") for size in range(5)), (3, ", et al."), (3, ", et al.")]
