"""The round `links` as GitHub runs it: from the schedule to a branch, its pull request, and an issue."""

from __future__ import annotations

import pytest

from tests.lookup.services import Reply
from tests.refresh.hub import Hub
from tests.refresh.links.command import Links
from tests.refresh.links.test_links import DEMO, NEW_DEMO
from tests.refresh.links.web import OK, redirect

BRANCH = "upkeep/links"


@pytest.fixture
def web_hub(hub: Hub, links: Links) -> Hub:
    """GitHub with the toy catalog, whose links lead to the stand-in for the web."""
    links.web.ca.cert_pem.write_to_path(str(hub.github.checkout / "ca.pem"))
    hub.use_program("tests/refresh/links/run_links.py", str(links.web.port))
    hub.use_data(links.root / "data")
    return hub


@pytest.mark.gate
def test_a_link_that_has_moved(web_hub: Hub, links: Links) -> None:
    assert web_hub.run_round("links") == "Nothing to send"
    links.web.pages |= {DEMO: redirect(NEW_DEMO), NEW_DEMO: OK}
    for kept in (web_hub.github.folder / "artifacts").rglob("links.json"):
        kept.unlink()  # as if the answers were older than a month
    sent = web_hub.run_round("links")
    assert sent == "https://github.example/pull/1, Issue https://github.example/issues/1 updated"
    ((file, text),) = web_hub.github.changed_files(BRANCH).items()
    assert file == "data/links.yml"
    assert DEMO in text
    assert f"to: {NEW_DEMO}" in text
    web_hub.github.git("switch", "--quiet", "main", at=web_hub.github.checkout)
    (web_hub.github.checkout / file).write_text(text, "utf-8")
    web_hub.commit()
    assert web_hub.run_round("links") == "https://github.example/pull/1 closed, Issue 1 updated"
    links.web.pages[DEMO] = OK
    for kept in (web_hub.github.folder / "artifacts").rglob("links.json"):
        kept.unlink()
    assert web_hub.run_round("links") == "https://github.example/pull/1, Issue 1 closed"


def test_a_web_that_is_down_changes_nothing(web_hub: Hub, links: Links) -> None:
    links.web.pages = dict.fromkeys(links.web.pages, Reply(status=503))
    assert web_hub.run_round("links") == "Nothing to send"
    assert web_hub.github.branches == ["main"]
