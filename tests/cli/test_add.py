"""The command `catalog add`: from a link to the file of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from catalog.checks import check_catalog
from catalog.cli.main import main
from catalog.contributing.hints import ContributorHints
from catalog.contributing.proposal import propose
from catalog.lookup.answer import Answer
from catalog.lookup.link import parse_link
from tests.helpers import make_checkout
from tests.lookup.services import Reply, Services, read_case

LINK = read_case("published")["link"]
FILE = "data/papers/2021/lipsyncopation-2021.yml"
VENUE = """
acm-mm:
  name: ACM International Conference on Multimedia
  short: ACM MM
  kind: conference
  about: Many media, few microphones.
"""
SOURCES = ("arxiv", "crossref", "dblp", "openalex", "cvf-openaccess", "project-page", "primary")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The toy catalog, with the services as sources, and a venue that they name."""
    make_checkout(tmp_path)
    with (tmp_path / "data/sources.yml").open("a", encoding="utf-8") as sources:
        sources.writelines(f"{id}:\n  name: {id}\n  kind: index\n  about: Knows papers.\n" for id in SOURCES)
    with (tmp_path / "data/venues.yml").open("a", encoding="utf-8") as venues:
        venues.write(VENUE.lstrip())
    return tmp_path


@pytest.fixture
def add(root: Path, services: Services, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command with the stand-ins for the services."""
    monkeypatch.setattr("catalog.cli.add.Client", lambda *_: services.client())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, ["--root", str(root), "add", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def test_a_published_paper_by_its_preprint(add: Any, root: Path, services: Services) -> None:
    services.set_case(read_case("published"))
    result = add(LINK, "--category", "mumbling")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"Created {FILE}\n"
    assert (root / FILE).read_text("utf-8") == RECORD
    assert check_catalog(root)[1] == []
    assert add(LINK).exit_code == 1
    assert f"Already listed: {FILE}" in add(LINK).stderr


def test_a_listed_paper_is_not_looked_up(add: Any, root: Path) -> None:
    paper = next(paper for paper in check_catalog(root)[0].papers if paper.arxiv)
    result = add("--offline", str(paper.arxiv))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"Already listed: {paper.file}. Edit that record instead." in result.stderr


def test_a_venue_without_year_gets_a_warning_about_the_arxiv_year(add: Any) -> None:
    for venue, is_said in (("ACM MM", True), ("ACM MM 2021", False), ("", False)):
        result = add("--offline", "--dry-run", "--title", "Shh", "--venue", venue, "2104.01234")
        assert ("The year 2021 is from the arXiv ID" in result.stderr) is is_said


RECORD = """\
# yaml-language-server: $schema=../../schema/paper.schema.json
title: "Lipsyncopation: Teaching Portraits to Sing Off-Beat"
short: Lipsyncopation
authors: [Jane Mumble, "van der Tongue, Óscar", A. N. Other]
venue: acm-mm
year: 2021
pages: 484-492
categories: [mumbling]
arxiv: "2104.01234"
doi: 10.5555/3474085.0000042
submitted: 2021-04-02
added: 2026-11-22
sources: [arxiv, crossref, dblp, openalex]
claims:
  - {source: crossref, venue: acm-mm, year: 2021, taken: true}
  - {source: arxiv, venue: arxiv, year: 2021}
"""


def test_an_unknown_venue_leaves_a_preprint_and_is_reported(add: Any, root: Path, services: Services) -> None:
    services.set_case(read_case("published"))
    (root / "data/venues.yml").write_text(
        (root / "data/venues.yml").read_text("utf-8").replace(VENUE.lstrip(), ""), "utf-8"
    )
    result = add(LINK)
    assert result.exit_code == 0, result.output
    text = (root / FILE).read_text("utf-8")
    assert "venue: arxiv\nyear: 2021\n" in text
    assert "pages" not in text
    assert "is not in data/venues.yml" in result.stderr
    assert check_catalog(root)[1] == []


def test_without_services_the_link_and_the_contributor_suffice(
    add: Any, root: Path, services: Services
) -> None:
    for name in ("arxiv", "crossref", "dblp", "openalex"):
        services.set_replies(name, Reply("<html>", 503, "text/html"))
    result = add(LINK)
    assert result.exit_code == 1
    assert "No record created. The title is unknown." in result.stderr
    assert "not available: " in result.stderr
    result = add(LINK, "--title", "Shh")
    assert result.exit_code == 0, result.output
    assert check_catalog(root)[1] == []


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "\\u202egnp.exe",
        "x" * 5000,
        "::error::pwned",
        "javascript:x",
    ],
)
def test_a_reply_never_breaks_a_rule(add: Any, root: Path, services: Services, title: str) -> None:
    this = read_case("published")
    services.set_case(this | {"arxiv": "", "crossref": this["crossref"].replace("Lipsyncopation", title)})
    add("https://doi.org/10.5555/3474085.0000042", "--venue", "ACM MM 2021")
    assert check_catalog(root)[1] == []


def test_a_dry_run_writes_nothing(add: Any, root: Path, services: Services) -> None:
    services.set_case(read_case("published"))
    result = add(LINK, "--category", "mumbling", "--dry-run")
    assert result.stdout == RECORD
    assert not (root / FILE).exists()


def test_offline_sends_no_requests(add: Any, root: Path, services: Services) -> None:
    assert add(LINK, "--offline", "--title", "Hum").stdout == "Created data/papers/2021/hum-2021.yml\n"
    assert services.requests == []


def test_offline_without_a_title_prints_a_template(add: Any, root: Path) -> None:
    result = add(LINK, "--offline", "--tag", "jazz", "--code", "https://github.com/toy/hum")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:5] == [
        'title: ""',
        "venue: arxiv",
        "year: 2021",
        "categories: [mumbling]",
    ]
    assert 'arxiv: "2104.01234"' in result.stdout
    assert "code: https://github.com/toy/hum" in result.stdout


CVF = "https://openaccess.thecvf.com/content/CVPR2021/html/Hum_A_Quiet_Head_CVPR_2021_paper.html"


@pytest.mark.parametrize(
    ("link", "options", "says"),
    [
        ("fish", [], "is not a link"),
        ("https://arxiv.org/abs/99", [], "is not a valid arXiv ID"),
        (
            LINK,
            ["--title", "Hum", "--category", "fish"],
            "Unknown category 'fish'. Use one of mumbling, statecraft",
        ),
        (LINK, ["--title", "Hum", "--tag", "fish"], "Unknown tag 'fish'. Use any of audio"),
        (CVF, [], "Unknown venue 'CVPR'"),
        ("https://hum.github.io/x/", ["--title", "Hum"], "Neither a venue with its year nor an arXiv ID"),
    ],
)
def test_missing_or_invalid_values_are_reported(
    add: Any, root: Path, link: str, options: list[str], says: str
) -> None:
    result = add(link, "--offline", *options)
    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert not list((root / "data/papers").rglob("hum*"))


def test_an_unknown_source_is_a_problem(root: Path) -> None:
    (root / "data/sources.yml").write_text("napkin: {name: N, kind: person, about: States.}\n", "utf-8")
    proposal = propose(check_catalog(root)[0], parse_link(LINK), Answer(), ContributorHints(title="Hum"))
    assert proposal.draft is None
    assert [problem.rule.id for problem in proposal.problems] == ["unknown-source"]


def test_hints_take_precedence_and_conflicts_are_reported(root: Path) -> None:
    answer = Answer(title="Humming", sources=("arxiv",), arxiv="2104.01234")
    proposal = propose(
        check_catalog(root)[0], parse_link(LINK), answer, ContributorHints("Hum", "JEST 2022", tags=("jazz",))
    )
    assert proposal.draft is not None
    assert proposal.draft.data["title"] == "Hum"
    assert (proposal.draft.data["venue"], proposal.draft.data["year"]) == ("jest", "2022")
    assert proposal.draft.data["tags"] == ["jazz"]
    assert "You gave the title 'Hum'; arxiv has 'Humming'" in proposal.doubts
