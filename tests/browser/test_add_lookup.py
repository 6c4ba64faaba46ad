"""Title, authors and date of a preprint from DataCite: asked after a press only, and never trusted."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking_up import ARXIV, DATACITE, TITLE, asking, look_up, reply
from tests.browser.looks import rest_in_gates
from tests.browser.visits import accessibility_violations, visit
from tests.hostile.payloads import PAYLOADS
from tests.policies import parse_policy
from tests.sites import BuiltSite

LINK = f"https://arxiv.org/abs/{ARXIV}"
URL = f"{DATACITE}/dois/10.48550/arXiv.{ARXIV}"
UNEXPECTED = "DataCite's answer has an unexpected structure."


def creator(**values: Any) -> dict[str, Any]:
    """Return a creator, by default one of a single name."""
    return {"name": "Doe, Jane", **values}


def test_nothing_is_asked_before_the_press(browser: Browser, add_url: str) -> None:
    with asking(browser, add_url, reply()) as (user, datacite):
        user.paste(LINK)
        expect(user.page.locator(".add__lookup")).to_contain_text("Asks api.datacite.org")
        user.fill("title", TITLE)
        user.choose_category()
        assert user.page.locator("#add-propose").get_attribute("href")
        assert not datacite.requests


def test_the_form_is_filled_and_says_from_where(browser: Browser, add_url: str) -> None:
    with asking(browser, add_url, reply()) as (user, datacite):
        page = look_up(user, LINK)
        status = page.locator(".add__lookup-status")
        expect(status).to_have_text(
            "From DataCite: title, 2 authors, submission date 2026-08-30. Check them against the paper."
        )
        expect(status.get_by_role("link")).to_have_attribute("href", URL)
        for name in ("title", "authors"):
            expect(page.locator(f"#add-{name}-said")).to_have_text(
                "From DataCite. Check it against the paper."
            )
        expect(page.locator(".add__card .card__publication")).to_contain_text("Aug 30, 2026")
        user.choose_category()
        record = user.record
        assert (record["title"], record["short"]) == (TITLE, "Mumblr")
        assert record["authors"] == ["Jane Doe", "Kim Roe"]
        assert (str(record["submitted"]), record["sources"]) == ("2026-08-30", ["arxiv"])
        [request] = datacite.requests
        assert (request["url"], request["method"]) == (URL, "GET")
        assert not {"referer", "cookie", "authorization"} & request["headers"].keys()
        assert not accessibility_violations(page)
        assert not user.session.errors
        user.propose()
        assert f"Looked up: {URL}" in user.parameters["description"]
        assert "datacite" not in user.parameters["value"]


def test_what_the_reader_entered_stays(browser: Browser, add_url: str) -> None:
    with asking(browser, add_url, reply()) as (user, _):
        user.paste(LINK)
        user.fill("title", "Mine")
        user.fill("authors", "Ann Alder")
        page = look_up(user, LINK)
        expect(page.locator(".add__lookup-status")).to_contain_text(
            "Your title and authors stayed as entered."
        )
        assert (user.record["title"], user.record["authors"]) == ("Mine", ["Ann Alder"])
        expect(page.locator("#add-title-said")).not_to_contain_text("DataCite")


def test_a_hint_ends_with_the_first_edit(browser: Browser, add_url: str) -> None:
    with asking(browser, add_url, reply()) as (user, _):
        page = look_up(user)
        user.fill("title", "Mumblr: Corrected")
        expect(page.locator("#add-title-said")).to_contain_text("As printed in the paper")
        expect(page.locator("#add-authors-said")).to_contain_text("From DataCite")


def test_values_go_with_the_link_they_are_for(browser: Browser, add_url: str) -> None:
    with asking(browser, add_url, reply()) as (user, _):
        page = look_up(user)
        user.paste(f"{ARXIV}v2")  # the same paper
        assert user.record["title"] == TITLE
        user.paste("2508.12345")
        expect(page.locator(".add__lookup-status")).to_contain_text("Asks api.datacite.org")
        assert not {"title", "authors", "submitted"} & user.record.keys()
        user.paste("https://github.com/meow/lip")
        expect(page.locator(".add__lookup")).to_be_hidden()
        page.locator(".add__row input").last.fill(LINK)
        page.get_by_role("button", name="Look up on DataCite").click()
        expect(page.locator("#add-title")).to_have_value(TITLE)
        assert str(user.record["submitted"]) == "2026-08-30"


@pytest.mark.parametrize(
    ("creators", "names"),
    [
        ([creator(givenName="Kim", familyName="van der Mumble")], ["van der Mumble, Kim"]),
        ([creator(name="Alder, Ann"), creator(name="The Crisp Society")], ["Ann Alder", "The Crisp Society"]),
        ([creator(name="Nguyễn, Văn Đức", givenName=None)], ["Văn Đức Nguyễn"]),
        ([creator(name="Tom &amp; Jerry")], ["Tom & Jerry"]),
        ([creator(name="  王小明\n ", givenName="", familyName=None)], ["王小明"]),
        ([], None),
    ],
)
@pytest.mark.every(3)
def test_names_are_written_as_in_records(
    browser: Browser, add_url: str, creators: list[Any], names: list[str] | None
) -> None:
    with asking(browser, add_url, reply(creators=creators)) as (user, _):
        look_up(user)
        assert user.record.get("authors") == names


@pytest.mark.parametrize(
    ("dates", "submitted"),
    [
        ([{"date": "2026-07-31", "dateType": "Created"}], "2026-07-31"),  # announced in the next month
        ([{"date": "2026-06-30T10:00:00Z", "dateType": "Submitted"}], None),
        ([{"date": "2026-09-01T10:00:00Z", "dateType": "Submitted"}], None),
        ([{"date": "2026-08-32", "dateType": "Submitted"}], None),
        ([{"date": "2026-08", "dateType": "Submitted"}], None),
        ([{"date": "2026-08-30", "dateType": "Issued"}], None),
        (..., None),
    ],
)
@pytest.mark.every(3)
def test_only_a_date_that_fits_the_arxiv_id_is_used(
    browser: Browser, add_url: str, dates: Any, submitted: str | None
) -> None:
    with asking(browser, add_url, reply(dates=dates)) as (user, _):
        page = look_up(user)
        date = user.record.get("submitted")
        assert (date and str(date)) == submitted
        note = "it has no date that fits the arXiv ID"
        assert (note in page.locator(".add__lookup-status").inner_text()) is (submitted is None)


def test_too_many_authors_are_left_out(browser: Browser, add_url: str) -> None:
    creators = [{"name": f"Doe, Jane {number}"} for number in range(4000)]
    with asking(browser, add_url, reply(creators=creators)) as (user, _):
        page = look_up(user)
        expect(page.locator(".add__lookup-status")).to_contain_text(
            "it lists 4,000 authors, too many to fill in"
        )
        expect(page.locator("#add-authors")).to_have_value("")
        assert user.record["title"] == TITLE


UNUSABLE: dict[str, tuple[str | bytes | int, str]] = {
    "missing": (404, "DataCite does not know this arXiv ID."),
    "too often": (429, "too many requests"),
    "broken": (503, "answered with status 503"),
    "offline": (0, "DataCite could not be reached"),
    "redirect": (302, "DataCite could not be reached"),
    "slow": (-1, "DataCite did not answer within"),
    "far too many authors": (
        reply(creators=[{"name": "D"}] * 100_000),
        "DataCite's answer has more than 1,000,000 bytes",
    ),
    "not UTF-8": (b'{"data": "\xff"}', "is not UTF-8 text"),
    "another paper": (reply(doi="10.48550/arxiv.2608.99998"), "answered about another paper"),
    "a longer DOI": (reply(doi=f"10.48550/arxiv.{ARXIV}9"), "answered about another paper"),
    "no JSON": ("<!doctype html><title>DataCite</title>", UNEXPECTED),
}
SHAPES = {
    "null": "null",
    "a list": "[]",
    "no attributes": '{"data": {"id": "x"}}',
    "deep": "[" * 100_000 + "]" * 100_000,
    "no DOI": reply(doi=...),
    "no title": reply(titles=[]),
    "a blank title": reply(titles=[{"title": "  "}]),
    "only a subtitle": reply(titles=[{"title": "x", "titleType": "Subtitle"}]),
    "a title that is a list": reply(titles=[{"title": [TITLE]}]),
    "titles that are text": reply(titles=TITLE),
    "an endless title": reply(titles=[{"title": "x" * 5000}]),
    "no creators": reply(creators=...),
    "creators that are a mapping": reply(creators={"name": "x"}),
    "a creator that is text": reply(creators=["Jane Doe"]),
    "a name that is a number": reply(creators=[{"name": 7}]),
    "a name that is a mapping": reply(creators=[creator(familyName={"toString": "x"})]),
    "a blank name": reply(creators=[{"name": " "}]),
    "dates that are text": reply(dates="2026-08-30"),
    "a date that is a number": reply(dates=[{"date": 2026, "dateType": "Submitted"}]),
}
"""Replies of unexpected structure."""
SHORT_TIMEOUT = """const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = () => timeout(200);"""


@pytest.mark.parametrize(("answer", "message"), UNUSABLE.values(), ids=UNUSABLE)
@pytest.mark.every(3)
def test_the_form_works_unchanged_if_no_usable_answer_comes(
    browser: Browser, add_url: str, answer: str | bytes | int, message: str
) -> None:
    with asking(browser, add_url, answer) as (user, datacite):
        if answer == -1:
            user.session.run_before_scripts(SHORT_TIMEOUT)
            user.open_form()
        page = look_up(user)
        status = page.locator(".add__lookup-status")
        expect(status).to_contain_text(message)
        expect(status).to_contain_text("Please fill in the form yourself.")
        assert not {"title", "authors", "submitted"} & user.record.keys()
        datacite.reply = reply()
        page.get_by_role("button", name="Look up on DataCite").click()
        expect(page.locator("#add-title")).to_have_value(TITLE)
        assert [request["url"] for request in datacite.requests] == [URL, URL]
        assert not datacite.followed_redirects


def test_answers_of_unexpected_structure_are_refused_as_a_whole(browser: Browser, add_url: str) -> None:
    with asking(browser, add_url, reply()) as (user, datacite):
        for name, answer in SHAPES.items():
            datacite.reply = answer
            page = look_up(user)
            assert UNEXPECTED in page.locator(".add__lookup-status").inner_text(), name
            assert not {"title", "authors", "submitted"} & user.record.keys(), name
        assert not user.session.errors


@pytest.mark.parametrize("texts", rest_in_gates([PAYLOADS[::5], PAYLOADS]))
def test_hostile_answers_stay_texts(browser: Browser, add_url: str, texts: list[str]) -> None:
    with asking(browser, add_url, reply()) as (user, datacite):
        page = user.page
        user.paste(LINK)
        before = page.locator("#add *").count()
        for text in (text for text in texts if text.strip()):
            names = [{"name": text, "givenName": text, "familyName": text}, {"name": text}]
            datacite.reply = reply(titles=[{"title": text}], creators=names)
            look_up(user, LINK)
            assert page.evaluate("window.__pwned") is None, text
            elements = page.locator("#add :is(script, img, svg, iframe, style, base, meta, object)")
            assert elements.count() == 0, text
            hrefs = page.locator("#add a[href]").evaluate_all("links => links.map(link => link.href)")
            assert all(href.startswith(("https://", "http://")) for href in hrefs), text
        datacite.reply = reply()
        look_up(user, LINK)
        assert abs(page.locator("#add *").count() - before) < 12
        assert not user.session.errors


def test_only_this_page_may_contact_datacite(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    allowed = {
        href: parse_policy(page)["connect-src"]
        for href, page in toy_site.documents.items()
        if DATACITE in parse_policy(page)["connect-src"]
    }
    assert allowed == {"add/": ["'self'", DATACITE]}
    fetch = "url => fetch(url).then(() => 'loaded', () => 'refused')"
    with visit(browser, toy_url) as session:
        session.go("about/")
        assert session.page.evaluate(fetch, URL) == "refused"


def test_without_javascript_nothing_is_offered(browser: Browser, add_url: str) -> None:
    with visit(browser, add_url, java_script_enabled=False) as session:
        page = session.go("add/")
        expect(page.locator(".add__lookup")).to_be_hidden()
        expect(page.get_by_role("button", name="Submit only the link")).to_be_visible()
