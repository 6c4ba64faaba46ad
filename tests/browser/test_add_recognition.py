"""Which published paper a link is about, and what the page says if the link does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.adding import Contributor, contributor

CVF = "https://openaccess.thecvf.com/content"
MEOW_AT_CVF = "Cheese_Meow_Is_All_You_Need_Speech_to_Whisker_Generation"
MEOW = "Meow Is All You Need: Speech to Whisker Generation In the Wild"
KNOWN = {
    "semantic scholar": "https://www.semanticscholar.org/arxiv/2008.99001",
    "ads": "https://ui.adsabs.harvard.edu/abs/2020arXiv200899001O/abstract",
    "ar5iv": "https://ar5iv.labs.arxiv.org/html/2008.99001v2",
    "alphaxiv": "https://www.alphaxiv.org/abs/2008.99001",
    "hugging face": "https://huggingface.co/papers/2008.99001",
    "shortened title": f"{CVF}/CVPR2020/papers/{MEOW_AT_CVF}_CVPR_2020_paper.pdf",
    "whole title": f"{CVF}/CVPR2020/html/{MEOW_AT_CVF}_In_the_Wild_CVPR_2020_paper.html",
    "own page": "http://www.toys.example/meow.pdf/",
}
"""Links to a paper of the toy catalog that its record does not have as they are."""
SIMILAR = {
    "few words": (f"{CVF}/CVPR2020/html/Cheese_Meow_Is_All_CVPR_2020_paper.html", MEOW),
    "another year": (
        f"{CVF}/CVPR2022/html/Dog_Same_but_Louder_a_Second_Talk_at_the_Same_Place_CVPR_2022_paper.html",
        "Same but Louder: a Second Talk at the Same Place",
    ),
}
UNTOLD = {
    "https://arxiv.org/abs/2508.12345": "No paper in the catalog has this arXiv ID.",
    "10.5555/nobody.1": "No paper in the catalog has this DOI.",
    f"{CVF}/CVPR2020/html/Dog_Bark_Is_Enough_CVPR_2020_paper.html": "is from CVPR 2020 and has this title",
    f"{CVF}/ICCV2021/html/Cheese_Meow_Is_All_ICCV_2021_paper.html": "is from ICCV 2021 and has this title",
    "https://ieeexplore.ieee.org/document/1234567": "This link alone cannot tell",
    "https://openreview.net/forum?id=aB3_-dE": "This link alone cannot tell",
    "https://github.com/meow/lip": "This link alone cannot tell",
    "https://toys.example/new/": "This link alone cannot tell",
}
"""Links that lead to no paper of the catalog, and what the page can say of them."""


@pytest.fixture
def user(browser: Browser, add_url: str) -> Iterator[Contributor]:
    with contributor(browser, add_url) as contributing_user:
        contributing_user.open_form()
        yield contributing_user
        assert not contributing_user.session.errors


@pytest.mark.parametrize("link", KNOWN.values(), ids=KNOWN)
@pytest.mark.every(3)
def test_a_published_paper_is_recognized(user: Contributor, link: str) -> None:
    user.paste(link)
    status = user.page.locator(".add__link-status")
    expect(status).to_contain_text("Already in the catalog: ")
    expect(status.get_by_role("link").first).to_have_text(MEOW)
    expect(user.page.locator("#add-form")).to_be_hidden()


def test_a_paper_that_was_mistaken_for_another_can_be_added(user: Contributor) -> None:
    user.paste(KNOWN["shortened title"])
    button = user.page.get_by_role("button", name="Mine is a different paper")
    button.press("Enter")
    expect(user.page.locator("#add-title")).to_be_focused()
    expect(user.page.locator("#add-title")).to_have_value("Meow Is All You Need Speech to Whisker Generation")
    expect(user.page.locator(".add__link-status")).not_to_contain_text("Already in the catalog")
    user.paste(KNOWN["semantic scholar"])  # its arXiv ID is no mistake
    expect(user.page.locator("#add-form")).to_be_hidden()


@pytest.mark.parametrize(("link", "title"), SIMILAR.values(), ids=SIMILAR)
def test_a_similar_title_is_shown_and_the_form_stays(user: Contributor, link: str, title: str) -> None:
    user.paste(link)
    status = user.page.locator(".add__link-status")
    expect(status).to_contain_text("A paper in the catalog has a title that starts alike: ")
    expect(status.get_by_role("link")).to_have_text(title)
    expect(user.page.locator("#add-form")).to_be_visible()


@pytest.mark.parametrize(("link", "sentence"), UNTOLD.items())
@pytest.mark.every(3)
def test_nothing_is_called_new(user: Contributor, link: str, sentence: str) -> None:
    user.paste(link)
    status = user.page.locator(".add__link-status")
    expect(status).to_contain_text(sentence)
    assert not re.search(r"\bnew\b|not in the catalog", status.inner_text())
