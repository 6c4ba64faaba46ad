"""The command `catalog refresh abstracts` on the toy catalog: what it asks, keeps and reports."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from catalog.history.rounds import Run, read_runs
from catalog.refresh.abstracts.copies import count_shared_words
from catalog.utils.github_markdown import inline_code
from tests.abstracts import TOY_ABSTRACTS
from tests.lookup.services import Services
from tests.refresh.abstracts.arxiv import Arxiv, Preprint
from tests.refresh.abstracts.command import RefreshAbstracts

IDS = {"2008.99001", "2101.00001", "2101.00002", "2112.00003", "2202.00002"}
MEOW = "2008.99001"
MEOW_FILE = "data/papers/2020/meow2lip-2020.yml"
COPY = "It turns meows into whisker motion with two levers & a spring, trained on squeaks. Meow."
"""Abstract with thirteen words in a row that the summary of a paper of the toy catalog has, too."""


def data_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "data").rglob("*.yml")}


def test_a_build_shows_what_arxiv_sent(refresh: RefreshAbstracts) -> None:
    before = data_of(refresh.root)
    result = refresh()
    assert (result.exit_code, set(refresh.asked), len(refresh.services.requests)) == (0, IDS, 1)
    assert result.stdout == (
        "## Summaries close to their abstracts\n\n"
        "2026-11-22: 5 of 5 papers have an abstract. No summary copies one.\n"
    )
    assert result.stderr == "5 of 5 papers have an abstract, 5 asked now, 0 to ask: 0 summaries too close\n"
    assert refresh.shown["meow2lip-2020"] == TOY_ABSTRACTS[MEOW].replace("<b>", "").replace("</b>", "")
    assert refresh.shown["very-long-2021"] == "We hum."
    assert refresh.outcome["pull_requests"] == []
    assert data_of(refresh.root) == before


def test_only_what_is_new_or_old_is_asked(refresh: RefreshAbstracts, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh()
    assert (refresh().exit_code, refresh.asked) == (0, [])
    for day, count in ((180, 0), (181, 5)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + day * 86400))
        assert len(refresh("--dry-run").stdout.splitlines()) == count
    assert refresh("--dry-run", "--max-age", "181").stdout == ""


def test_a_new_version_replaces_the_last(
    refresh: RefreshAbstracts, arxiv: Arxiv, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh()
    arxiv.change("2112.00003", abstract="We hum again.")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + 181 * 86400))
    assert refresh().exit_code == 0
    assert refresh.shown["very-long-2021"] == "We hum again."


def test_a_paper_with_another_id_is_asked_and_the_old_id_forgotten(
    refresh: RefreshAbstracts, arxiv: Arxiv
) -> None:
    refresh()
    refresh.edit("2021/very-long-2021.yml", "2112.00003", "2112.00004")
    arxiv.papers["2112.00004"] = arxiv.papers.pop("2112.00003")
    assert (refresh().exit_code, refresh.asked) == (0, ["2112.00004"])
    assert refresh.answers.keys() == IDS - {"2112.00003"} | {"2112.00004"}


def test_a_dry_run_asks_and_writes_nothing(refresh: RefreshAbstracts) -> None:
    result = refresh("--dry-run")
    assert (result.exit_code, refresh.services.requests) == (0, [])
    assert {*result.stdout.split()} == {"arxiv", *IDS}
    assert result.stderr == "5 abstracts would be asked for\n"
    assert not refresh.cache.exists()


def test_a_limit_and_the_rest_at_the_next_run(refresh: RefreshAbstracts) -> None:
    result = refresh("--limit", "2")
    assert (result.exit_code, len(refresh.asked), len(refresh.shown)) == (0, 2, 2)
    assert "### Not asked\n\nThe next run asks for 3 abstracts.\n" in result.stdout
    first = set(refresh.asked)
    assert refresh().exit_code == 0
    assert set(refresh.asked) == IDS - first


def test_since_a_commit_only_changed_records_are_asked(refresh: RefreshAbstracts) -> None:
    for command in (
        "init -q",
        "add data",
        "-c user.name=a -c user.email=a@b -c commit.gpgSign=false commit -qm x",
    ):
        subprocess.run(["git", "-C", str(refresh.root), *command.split()], check=True)
    refresh.edit("2021/very-long-2021.yml", "Long Title", "Long Title Indeed")
    assert (refresh("--since", "HEAD").exit_code, refresh.asked) == (0, ["2112.00003"])


@pytest.mark.parametrize(
    "change",
    [
        {"comment": "This paper has been withdrawn by the author, who lost his voice"},
        {"comment": "Withdrawn: the turnip was a parsnip"},
        {"comment": "", "abstract": "This paper has been withdrawn by the cat."},
    ],
)
def test_a_paper_withdrawn_at_arxiv_has_no_abstract(
    refresh: RefreshAbstracts, arxiv: Arxiv, monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    refresh()
    arxiv.change(MEOW, **change)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + 181 * 86400))
    assert refresh().exit_code == 0
    assert "meow2lip-2020" not in refresh.shown
    assert (refresh().exit_code, refresh.asked) == (0, [])


def test_a_paper_never_gets_the_abstract_of_another(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    arxiv.papers[MEOW] = Preprint("Cabbages", "We grow *cabbages* @home.", ("A Farmer",))
    result = refresh()
    assert result.exit_code == 2
    assert f"arXiv has another paper than {MEOW_FILE} at {MEOW}; its abstract is not used." in result.stderr
    assert "cabbages" not in result.output
    assert "meow2lip-2020" not in refresh.shown
    refresh()
    assert refresh.asked == [MEOW]


def test_a_new_title_of_the_same_authors_is_the_same_paper(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    arxiv.change(MEOW, title="Whiskers from Meows")
    assert refresh().exit_code == 0
    assert "meow2lip-2020" in refresh.shown


@pytest.mark.parametrize("abstract", ["", "hum " * 1500, "z" + "\u0301" * 40], ids=["none", "long", "marks"])
def test_an_abstract_that_cannot_be_read(refresh: RefreshAbstracts, arxiv: Arxiv, abstract: str) -> None:
    arxiv.change(MEOW, abstract=abstract)
    result = refresh()
    assert result.exit_code == 2
    assert f"arXiv sent no readable abstract for {MEOW}." in result.stderr
    assert len(refresh.shown) == 4


def test_what_arxiv_sends_is_cleaned(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    arxiv.change(
        MEOW,
        abstract="Two\n\nlines &amp;  \u200b$\\alpha_1$ of\u202e \u201a\u00c4\u00fahum\u201a\u00c4\u00f9.",
    )
    refresh()
    assert refresh.shown["meow2lip-2020"] == "Two lines & $\\alpha_1$ of “hum”."


def test_an_id_that_spoils_a_whole_request(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    arxiv.malformed.add("2101.00002")
    result = refresh()
    assert result.exit_code == 2
    assert "arXiv could not be asked for 2101.00002: it refused the request (400)." in result.stderr
    assert refresh.answers.keys() == IDS - {"2101.00002"}


def test_an_id_that_arxiv_does_not_have(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    del arxiv.papers["2101.00002"]
    result = refresh()
    assert result.exit_code == 2
    assert refresh.asked.count("2101.00002") == 2  # once more, alone
    assert "arXiv could not be asked for 2101.00002: it sent none of the requested papers." in result.stderr
    assert refresh.answers.keys() == IDS - {"2101.00002"}


def test_a_summary_that_copies_its_abstract_is_reported(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    arxiv.change(MEOW, abstract=COPY)
    result = refresh()
    assert result.exit_code == 1
    assert "### Summaries to write anew (1)" in result.stdout
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("| <code>")]
    assert row.startswith(f"| {inline_code(MEOW_FILE)} | 13 | [")
    assert f"(<https://arxiv.org/abs/{MEOW}>)" in row
    assert "whisker" not in result.output
    assert refresh.outcome["issue"]["title"] == "Summaries close to their abstracts"
    assert refresh().stdout == result.stdout  # from the cache
    refresh.edit("2020/meow2lip-2020.yml", "motion with two", "motion, with only two")
    refresh.edit("2020/meow2lip-2020.yml", "a spring, trained", "a spring, is trained")
    assert refresh().exit_code == 0


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("Hums at lip-readers.", "It HUMS at\nlip readers", 4),
        ("one two three four", "four three two one", 1),
        ("one two three", "one two x one two three x", 3),
        ("a b c d e", "b c d", 3),
        ("hum", "humming", 0),
        ("", "anything", 0),
        ("anything", "", 0),
    ],
)
def test_the_longest_run_of_words(left: str, right: str, words: int) -> None:
    assert count_shared_words(left, right) == count_shared_words(right, left) == words


def test_seven_words_are_no_copy(refresh: RefreshAbstracts, arxiv: Arxiv) -> None:
    eight = "turns meows into whisker motion with two levers"
    for text, code in ((eight.rpartition(" ")[0], 0), (eight, 1)):
        arxiv.change(MEOW, abstract=f"{text}.")
        refresh.cache.unlink(missing_ok=True)
        assert refresh().exit_code == code, text


def test_an_id_in_the_form_before_2007(refresh: RefreshAbstracts, arxiv: Arxiv, services: Services) -> None:
    refresh.edit("2021/talking-squared-2021.yml", "2101.00001", "cs.CV/0101001")
    arxiv.papers["cs/0101001"] = arxiv.papers.pop("2101.00001")
    services.set_replies("arxiv", lambda path: arxiv.answer(path.replace("cs.CV", "cs")))
    assert refresh().exit_code == 0
    assert "cs.CV/0101001" in refresh.answers
    assert "talking-squared-2021" in refresh.shown


def test_the_page_on_data_quality_knows_the_run(refresh: RefreshAbstracts) -> None:
    refresh()
    assert read_runs(refresh.root)["abstracts"] == Run(date(2026, 11, 22), 0, asked=5, due=0, failures=0)
