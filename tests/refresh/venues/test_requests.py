"""Questions of the round `venues`, and the answers that it keeps."""

from __future__ import annotations

import pytest

from catalog.utils.github_markdown import escape_text
from tests.refresh.venues.command import Venues
from tests.refresh.venues.library import Library
from tests.refresh.venues.test_venues import (
    FILE,
    HUM,
    SERVICES,
    TOYCON,
)


def test_without_a_key_openalex_is_left_out(venues: Venues, library: Library) -> None:
    library.note(HUM, comment="ToyCon 2024")
    venues.client_options = {}
    result = venues()
    assert (result.exit_code, venues.asked) == (1, SERVICES - {"openalex"})
    assert "; OpenAlex is left out without OPENALEX_API_KEY\n" in result.stderr
    assert escape_text("OpenAlex is left out without OPENALEX_API_KEY.") in venues.body


def test_only_what_is_new_or_old_is_asked(venues: Venues, monkeypatch: pytest.MonkeyPatch) -> None:
    venues()
    assert venues().exit_code == 0
    assert venues.services.requests == []
    venues.edit("2024/hum2face-2024.yml", "Hum2Face: Faces", "Hum2Face: Four Faces")
    venues()
    assert venues.asked == {"dblp", "openreview", "crossref"}
    for day, count in ((30, 0), (31, 15)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + day * 86400))
        assert len(venues("--dry-run").stdout.splitlines()) == count
    assert venues.services.requests == []


def test_a_venue_that_was_found_is_not_asked_for_again(venues: Venues, library: Library) -> None:
    library.note(HUM, comment="ToyCon 2024")
    venues("--write")
    assert "toycon" in (venues.root / FILE).read_text("utf-8")
    assert (venues().exit_code, venues.services.requests, venues.messages) == (0, [], [])


def test_a_limit_and_the_rest_at_the_next_run(venues: Venues, library: Library) -> None:
    library.note(HUM, comment="ToyCon 2024")
    result = venues("--limit", "4")
    assert "4 questions answered now, 11 to ask" in result.stderr
    assert "11 questions answered now, 0 to ask" in venues().stderr
    assert venues.messages == ["Hum2Face: ToyCon 2024"]


def test_the_same_replies_give_the_same_proposals(venues: Venues, library: Library) -> None:
    library.note(HUM, comment="ToyCon 2024")
    library.dblp.append(TOYCON)
    venues()
    first = venues.outcome
    library.dblp.reverse()
    venues.cache.unlink()
    venues()
    assert venues.outcome == first


def test_no_address_of_ours_is_kept(venues: Venues, library: Library) -> None:
    library.crossref["10.5555/hum.1"] = TOYCON
    venues()
    assert "mailto" not in venues.cache.read_text("utf-8")
    assert "shh" not in venues.body + venues.cache.read_text("utf-8")
