"""The command `catalog refresh radar` on the toy catalog: what it asks, keeps and proposes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from catalog.refresh.radar.questions import PAGE_SIZE
from tests.refresh.radar.archive import Archive, Preprint
from tests.refresh.radar.command import Radar
from tests.refresh.radar.conftest import HITS

TODAY = date(2026, 11, 22)
DAYS = [TODAY - timedelta(back) for back in range(28)]


def data_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "data").rglob("*.yml")}


def set_day(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Set the clock some days after 22 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + days * 86400))


def test_new_papers_are_proposed_the_most_likely_first(radar: Radar) -> None:
    before = data_of(radar.root)
    result = radar()
    assert (result.exit_code, radar.asked, radar.hits) == (1, DAYS, HITS)
    assert result.stderr == (
        "5 papers of 28 days looked at, 28 days asked now, 0 to ask: 2 papers may belong in the catalog\n"
    )
    assert radar.outcome["is_complete"]
    assert (radar.issue["title"], radar.issue["open"]) == ("New papers on arXiv", 2)
    assert radar.issue["body"] == result.stdout
    assert data_of(radar.root) == before


def test_a_paper_is_shown_with_its_facts_and_the_reasons(radar: Radar) -> None:
    radar()
    lines = radar.issue["body"].splitlines()
    at = next(at for at, line in enumerate(lines) if "2611.00011" in line)
    assert lines[at] == (
        "- [ ] **Add** [PurrTalk<span>&#58;</span> Talking Heads that Meow and Discuss Whisker Generation]"
        "(<https://arxiv.org/abs/2611.00011>): Kitty Whisker, Tom Tabby, Mia Manx et al&#46;, 2026-11-20, "
        "cs&#46;CV, cs&#46;SD; its title has &#8220;Whisker Generation&#8221;, &#8220;Heads&#8221;, "
        "&#8220;Talk&#8221;; most like "
        "[Meow Is All You Need<span>&#58;</span> Speech to Whisker Generation In the Wild]"
        "(<https://arxiv.org/abs/2008.99001>)"
    )
    assert lines[at + 1] == "  - [ ] Refuse"


def test_days_are_asked_again_until_all_of_them_is_announced(
    radar: Radar, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    radar()
    assert radar().exit_code == 1
    assert (radar.asked, radar.hits) == ([], HITS)
    set_day(monkeypatch, 7)
    archive.papers["2611.00020"] = Preprint("Heads Talk Back", "2026-11-18T09:00:00Z")  # announced late
    archive.papers["2611.00021"] = Preprint("Heads Talk Behind your Back", "2026-11-28T09:00:00Z")
    radar()
    assert radar.asked == [TODAY + timedelta(7 - back) for back in range(14)]
    assert {*radar.hits} == {*HITS, "2611.00020", "2611.00021"}
    assert radar.asked[-1] == date(2026, 11, 16)
    assert "2026-11-01" not in radar.answers  # no longer of interest
    set_day(monkeypatch, 30)
    radar()
    assert {*radar.hits} == {"2611.00021"}


def test_hits_are_found_again_without_a_cache(radar: Radar, monkeypatch: pytest.MonkeyPatch) -> None:
    radar()
    body = radar.issue["body"]
    radar.cache.unlink()
    radar()
    assert (radar.asked, radar.issue["body"]) == (DAYS, body)


@pytest.mark.parametrize(("pause", "oldest"), [(20, -6), (27, -6), (40, -6), (400, 400 - 89)])
def test_a_pause_is_made_up_for(
    radar: Radar, monkeypatch: pytest.MonkeyPatch, pause: int, oldest: int
) -> None:
    """All days since the last run are asked for, or the last 90, and those that were not complete then."""
    radar()
    set_day(monkeypatch, pause)
    asked = radar("--dry-run").stdout.split()
    assert asked == [str(TODAY + timedelta(day)) for day in range(pause, oldest - 1, -1)]


def test_what_is_listed_or_refused_is_left_out(radar: Radar) -> None:
    radar.edit("2021/very-long-2021.yml", "2112.00003", "2611.00011")
    refused = radar.root / "data/refused.yml"
    with refused.open("a", encoding="utf-8") as file:
        file.write('"2611.00012":\n  title: Spotting a Talk\n  refused: 2026-11-21\n')
    assert radar().exit_code == 0
    assert (radar.hits, radar.issue["open"]) == ([], 0)


def test_a_refused_paper_with_another_id_is_left_out(radar: Radar, archive: Archive) -> None:
    archive.papers["2611.00030"] = archive.papers["2611.00011"]._replace(published="2026-11-21T09:00:00Z")
    radar()
    assert [*radar.hits].count("2611.00030") + [*radar.hits].count("2611.00011") == 1


def test_a_refusal_changes_the_ranking(radar: Radar) -> None:
    with (radar.root / "data/refused.yml").open("a", encoding="utf-8") as file:
        for at in range(9):
            file.write(f'"2610.0000{at}":\n  title: A Place for Spotting Talk {at}\n  refused: 2026-11-21\n')
    radar()
    assert radar.hits == HITS[:1]


def test_no_refusals_at_all(radar: Radar) -> None:
    (radar.root / "data/refused.yml").unlink()
    radar()
    assert {*HITS} <= {*radar.hits}
    assert "2611.00014" not in radar.hits


def test_many_papers_of_one_day(radar: Radar, archive: Archive) -> None:
    """Several pages, of which the issue shows what people can decide on."""
    for at in range(2 * PAGE_SIZE + 5):
        archive.papers[f"2611.1{at:04}"] = Preprint(f"Talking Head Number {at}", "2026-11-21T09:00:00Z")
    radar()
    assert len(radar.services.requests) == 30
    assert len(radar.answers["2026-11-21"]["papers"]) == 2 * PAGE_SIZE + 5
    assert (len(radar.hits), radar.issue["open"]) == (30, 2 * PAGE_SIZE + 7)
    assert "377 more follow when these are decided." in radar.issue["body"]


def test_long_texts_fit_into_an_issue(radar: Radar, archive: Archive) -> None:
    for at in range(60):
        title = f"Talking Heads {at} " + "*_[x](y)" * 45
        archive.papers[f"2611.1{at:04}"] = Preprint(
            title, "2026-11-21T09:00:00Z", authors=tuple(f"{'@#:' * 30} {name}" for name in "ABC")
        )
    radar()
    assert len(radar.issue["body"]) <= 60_000
    assert 0 < len(radar.hits) < 30
    assert f"{62 - len(radar.hits)} more follow" in radar.issue["body"]


def test_a_limit(radar: Radar) -> None:
    result = radar("--limit", "3")
    assert (result.exit_code, radar.asked) == (1, DAYS[:3])
    assert "3 days asked now, 25 to ask" in result.stderr
    assert "The next run asks for 25 days: it continues where this one ended." in result.stdout
    radar("--limit", "3")
    assert radar.asked == DAYS[3:6]
    assert radar("--dry-run").stdout.split() == [str(day) for day in DAYS[6:]]


def test_a_title_that_breaks_a_rule_is_shown(radar: Radar, archive: Archive) -> None:
    archive.papers["2611.00040"] = Preprint("Talking Heads <script>meow()</script>", "2026-11-21T09:00:00Z")
    radar()
    assert "2611.00040" in radar.hits
    assert "<script" not in radar.issue["body"]
