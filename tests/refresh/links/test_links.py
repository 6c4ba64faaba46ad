"""The command `catalog refresh links` on the toy catalog: what it asks, keeps, proposes and reports."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from catalog.checks import check_catalog
from catalog.utils.github_markdown import escape_text, inline_code
from catalog.writing.format import format_file
from tests.lookup.services import Reply
from tests.refresh.links.command import Links
from tests.refresh.links.web import NO_HOST, NOT_FOUND, OK, redirect, robots_of

MEOW = "https://toys.example/meow"
SWIM = "https://ducks.example/swim"
DEMO = "https://toys.example/meow/demo"
NEW_DEMO = "https://play.example/meow?loud=1"
AGAIN = "https://code.example/meow-again"
LINKS = 25
"""Links of the toy catalog that are asked for; one more has no https."""
PAPER = "data/papers/2020/meow2lip-2020.yml"


def lose(links: Links) -> None:
    """Make a page disappear, a host disappear, a page move, and a host block programs."""
    links.web.pages[MEOW] = NOT_FOUND
    links.web.addresses["ducks.example"] = NO_HOST
    links.web.pages |= {DEMO: redirect(NEW_DEMO), NEW_DEMO: OK}
    links.web.pages[AGAIN] = Reply(status=403)


def test_a_catalog_whose_links_work(links: Links) -> None:
    result = links()
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "## Dead and moved links\n\n2026-11-22: 25 of 25 links checked, 1 without https are not asked for; "
        "0 blocked. No link is dead or moved.\n"
    )
    assert result.stderr.startswith("25 of 25 links checked, ")
    assert links.proposed is None
    assert len(links.web.urls) == len(links.web.requests) == LINKS
    assert {method for method, _ in links.web.requests} == {"HEAD"}
    assert sorted(links.web.robots_requests) == sorted({*links.web.robots_requests})  # one for each host
    (user_agent,) = links.web.user_agents
    assert user_agent.startswith("awesome-talking-face/")
    assert "(https://github.com/" in user_agent


def test_only_what_is_new_old_or_lost_is_asked(links: Links) -> None:
    lose(links)
    links()
    links.on_day(0)
    assert links.web.urls == []
    links.on_day(6)
    assert links.web.urls == []
    links.on_day(7)
    assert {*links.web.urls} == {MEOW, DEMO, NEW_DEMO, AGAIN}  # ducks.example is only looked up
    links.edit("2020/meow2lip-2020.yml", "meow.mp4", "purr.mp4")
    links.on_day(8)
    assert links.web.urls == ["https://toys.example/purr.mp4"]
    assert "https://toys.example/meow.mp4" not in links.answers
    links.on_day(31)
    assert len({*links.web.urls} - {NEW_DEMO}) == LINKS - 1


def test_dead_moved_and_blocked_links(links: Links) -> None:
    links.on_day(-30)
    lose(links)
    result = links.on_day(0, "--max-age", "0")
    assert result.exit_code == 1
    assert links.proposed is not None
    assert f"{DEMO}:\n  state: moved\n  since: 2026-11-22\n  seen: 2026-10-23\n" in links.proposed
    assert "dead" not in links.proposed.partition("https://")[2]
    assert links.outcome["issue"]["open"] == 1  # moved
    result = links.on_day(7, "--write", "--max-age", "0")
    assert result.exit_code == 1
    seen = {"seen": "2026-10-23", "since": "2026-11-22"}
    assert links.states == {
        AGAIN: {"state": "blocked", **seen},
        SWIM: {"state": "dead", **seen},
        MEOW: {"state": "dead", **seen},
        DEMO: {"state": "moved", "to": NEW_DEMO, **seen},
    }
    assert list(links.states) == sorted(links.states)
    issue = links.outcome["issue"]
    assert (issue["title"], issue["open"]) == ("Dead and moved links", 3)
    assert "### Dead links (2)" in issue["body"]
    assert (
        f"| {inline_code(PAPER)}<br>{inline_code('links.project')} | {inline_code(MEOW)} |" in issue["body"]
    )
    assert (
        "2026-11-22 | [October 2026](<https://web.archive.org/web/202610/https://toys.example/meow>)"
        in (issue["body"])
    )
    assert f"<code>{escape_text(f'demo: {NEW_DEMO}')}</code>" in issue["body"]
    (pull_request,) = links.outcome["pull_requests"]
    assert pull_request["branch"] == "upkeep/links"
    assert "### Changes (4)" in pull_request["body"]


def test_what_is_written_is_valid_and_canonical(links: Links) -> None:
    lose(links)
    links.on_day(0)
    links.on_day(7, "--write")
    _, problems = check_catalog(links.root)
    assert [problem for problem in problems if problem.location.file == "data/links.yml"] == []
    path = links.root / "data/links.yml"
    assert format_file(path, "data/links.yml") == path.read_text("utf-8")
    assert links.on_day(7).exit_code == 1
    assert links.proposed is None  # nothing changed, but the issue stays open
    assert links.outcome["issue"]["open"] == 3


def test_entries_disappear(links: Links) -> None:
    """When a page is there again, and when no record has the link any more."""
    lose(links)
    links.on_day(0)
    links.on_day(7, "--write")
    links.web.pages[MEOW] = links.web.pages[AGAIN] = OK
    links.edit("2020/meow2lip-2020.yml", DEMO, NEW_DEMO)
    result = links.on_day(14, "--write")
    assert result.exit_code == 1
    assert links.states.keys() == {SWIM}
    del links.web.addresses["ducks.example"]
    assert links.on_day(21, "--write").exit_code == 1
    assert links.states == {}
    assert links.on_day(21).exit_code == 0
    assert (links.root / "data/links.yml").read_text("utf-8").endswith("\n{}\n")
    assert links.outcome["issue"]["open"] == 0


def test_a_link_in_a_list_and_in_several_records(links: Links) -> None:
    squeak, new = "https://toys.example/squeak", "https://new.example/squeak"
    links.web.pages |= {squeak: redirect(new), new: OK, AGAIN: redirect("https://new.example/again")}
    links.web.pages["https://new.example/again"] = OK
    links()
    body = links.outcome["issue"]["body"]
    assert body.count(inline_code(squeak)) == 3
    assert f"<code>{escape_text(f'dataset: {new}')}</code>" in body
    assert f"<code>{escape_text(f'source: {new}')}</code>" in body
    assert f"<code>{escape_text('- https://new.example/again')}</code>" in body


def test_a_repository_that_moved_is_left_to_its_round(links: Links) -> None:
    new = "https://github.com/Toys/Loudest"
    links.web.pages |= {"https://github.com/toys/louder": redirect(new), new: OK}
    assert links().exit_code == 0
    assert new in links.web.urls


def test_links_of_changed_records(links: Links) -> None:
    """In a pull request, a link that is dead now fails, and data/links.yml is left alone."""
    git = ["git", "-C", str(links.root), "-c", "user.name=T", "-c", "user.email=t@example.org"]
    for command in (["init", "-qb", "main"], ["add", "data"], ["commit", "-qm", "Toys"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    assert links("--since", "main").exit_code == 0
    assert links.web.urls == []
    links.edit("2020/meow2lip-2020.yml", "meow.mp4", "purr.mp4")
    result = links("--since", "main", "--write")
    assert result.exit_code == 1
    purr = "https://toys.example/purr.mp4"
    assert purr in links.web.urls
    assert SWIM not in links.web.urls
    assert "### Links that may be dead (1)" in result.stdout
    assert f"{inline_code('links.video')} | {inline_code(purr)} | 404 |" in result.stdout
    assert "1 link may be dead" in result.stderr
    assert not (links.root / "data/links.yml").exists()
    assert links.outcome["pull_requests"] == []
    links.web.pages[purr] = Reply(status=403)
    links.edit("2020/meow2lip-2020.yml", "purr.mp4", "purr.mp4?loud")
    links.web.pages["https://toys.example/purr.mp4?loud"] = OK
    assert links("--since", "main").exit_code == 0


def test_a_limit(links: Links) -> None:
    result = links("--limit", "10")
    assert len(links.answers) == 10
    assert "15 to ask" in result.stderr
    links("--limit", "10")
    assert len(links.answers) == 20
    links("--limit", "0")
    assert links.web.urls == []


def test_a_dry_run(links: Links) -> None:
    result = links("--dry-run")
    assert links.web.requests == []
    assert len(result.stdout.splitlines()) == LINKS
    assert result.stderr == "25 links would be asked for\n"
    assert not links.cache.exists()


def test_audited_ids_are_not_asked_for(links: Links) -> None:
    path = links.root / "data/results/louder-squeak.yml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("https://toys.example/louder\n", "https://arxiv.org/pdf/2101.00002v3\n"), "utf-8"
    )
    assert text != path.read_text("utf-8")
    links()
    assert all("arxiv.org/pdf" not in url for url in links.web.urls)
    path.write_text(
        text.replace("https://toys.example/louder\n", "https://arxiv.org/pdf/2101.99999v3\n"), "utf-8"
    )
    links()
    assert links.web.urls == ["https://arxiv.org/pdf/2101.99999v3"]


def test_a_host_that_asks_for_a_pause_gets_it(links: Links) -> None:
    links.web.robots["toys.example"] = robots_of("User-agent: *", "Crawl-delay: 5")
    links()
    assert links.web.pauses.count(5) == sum("//toys.example" in url for url in links.web.urls)
    assert 3 in links.web.pauses  # arXiv


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone(links: Links, status: int) -> None:
    links.web.pages |= {url: Reply(status=status) for url in links.web.pages if "//toys.example" in url}
    result = links()
    assert sum("//toys.example" in url for url in links.web.urls) == 1
    assert "toys.example is busy; 14 links could not be asked for." in result.stderr
    assert (result.exit_code, len(links.answers)) == (2, LINKS - 14)


def test_texts_of_strangers_are_only_text(links: Links) -> None:
    """A host chooses the address that it redirects to."""
    evil = "https://new.example/|a|@everyone/**b**/[c](https://d.example/)?<script>#1"
    links.web.pages[MEOW] = lambda _: redirect(evil)
    target = "https://new.example/%7Ca%7C@everyone/**b**/[c](https://d.example/)?%3Cscript%3E"
    links.web.pages[target] = OK
    links()
    body = links.outcome["issue"]["body"] + links.outcome["pull_requests"][0]["body"]
    assert "everyone" in body
    for text in ("@everyone", "**b**", "[c]", "<script", "//d.example"):
        assert text not in body


def test_a_catalog_may_lack_the_file(links: Links, tmp_path: Path) -> None:
    assert not (links.root / "data/links.yml").exists()
    assert links("--write").exit_code == 0
    assert not (links.root / "data/links.yml").exists()
