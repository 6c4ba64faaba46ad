"""The command `catalog refresh audit` on the toy catalog: what it asks, keeps and reports."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from catalog.refresh.audit.audit import Audit as AuditResult
from catalog.refresh.audit.findings import Finding, Kind
from catalog.refresh.audit.registrations import Identifier, Registration
from catalog.refresh.audit.report import render_report
from catalog.utils.github_markdown import escape_text, inline_code
from tests.helpers import make_paper
from tests.lookup.services import Reply
from tests.refresh.audit.command import Audit
from tests.refresh.audit.registry import Registry, Work

IDS = {"2008.99001", "2101.00001", "2101.00002", "2112.00003", "2202.00002"}
DOIS = {"10.5555/toys.2020.1", "10.5555/toys.2019.40"}
CAT = ("Kasper Cheese", "Ann Alder")


def data_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "data").rglob("*.yml")}


def test_a_true_catalog_has_nothing_to_report(audit: Audit) -> None:
    before = data_of(audit.root)
    result = audit()
    assert (result.exit_code, set(audit.asked)) == (0, IDS | DOIS)
    assert result.stdout == (
        "## Audit of arXiv IDs and DOIs\n\n2026-11-22: 7 of 7 IDs compared, 7 of them asked now. "
        "No compared ID disagrees with its record.\n"
    )
    assert result.stderr == "7 of 7 IDs compared, 7 asked now, 0 to ask: 0 findings\n"
    assert len(audit.services.requests) == 3  # one for all arXiv IDs
    assert data_of(audit.root) == before


def test_only_what_is_new_or_old_is_asked(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    audit()
    assert audit().exit_code == 0
    assert audit.asked == []
    audit.edit("2021/very-long-2021.yml", "2112.00003", "2112.00004")
    assert audit().exit_code == 1
    assert set(audit.asked) - {"2112.00004"} <= IDS  # one of them as a control
    assert audit.asked.count("2112.00004") == 2  # asked again before it is called unknown
    assert "arxiv:2112.00003" not in audit.answers
    for day, count in ((30, 0), (31, 7)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + day * 86400))
        audit("--dry-run")
        assert len(audit("--dry-run").stdout.splitlines()) == count
    assert len(audit("--dry-run", "--max-age", "31").stdout.splitlines()) == 0


def test_an_id_of_another_paper(audit: Audit, registry: Registry) -> None:
    registry.arxiv["2101.00001"] = Work(
        "Cabbages: a *bold* @survey | of [leaves](http://x.example)", ("A Farmer",)
    )
    registry.arxiv["2008.99001"] = registry.arxiv["2101.00002"]
    before = data_of(audit.root)
    result = audit()
    assert result.exit_code == 1
    assert "### IDs of other papers (2)" in result.stdout
    assert f"The title is that of {inline_code('data/papers/2023/same-but-louder-2023.yml')}" in result.stdout
    assert "Meow Is All You Need" in result.stdout
    assert escape_text(registry.arxiv["2101.00001"].title) in result.stdout
    assert "<br>A Farmer |" in result.stdout
    assert data_of(audit.root) == before
    assert audit().stdout == result.stdout.replace("7 of them", "0 of them")  # from the cache


def test_a_new_title_is_proposed_as_an_alias(audit: Audit, registry: Registry) -> None:
    cats = registry.arxiv["2008.99001"].authors
    registry.arxiv["2008.99001"] = Work("Whiskers from Meows", cats)
    result = audit()
    assert result.exit_code == 1
    assert "### Papers with another title (1)" in result.stdout
    line = 'aliases: ["Purr2Lip", "Whiskers from Meows"]'
    assert f"<code>{escape_text(line)}</code>" in result.stdout
    audit.edit("2020/meow2lip-2020.yml", "[Purr2Lip]", '["Purr2Lip", "Whiskers from Meows"]')
    assert audit().exit_code == 0
    assert audit.asked == []


def test_a_title_that_a_curator_refused_is_not_reported_again(audit: Audit, registry: Registry) -> None:
    registry.arxiv["2008.99001"] = Work("Cabbages", ("A Farmer",))
    assert audit().exit_code == 1
    claim = "  - {source: toy-list, title: Cabbages, authors: [A Farmer], refused: true}\n"
    audit.edit("2020/meow2lip-2020.yml", "claims:\n", f"claims:\n{claim}")
    assert audit().exit_code == 0


def test_the_same_title_by_other_authors(audit: Audit, registry: Registry) -> None:
    registry.doi["10.5555/toys.2020.1"] = Work(
        registry.doi["10.5555/toys.2020.1"].title, ("Jane Roe", "John Doe")
    )
    result = audit()
    assert result.exit_code == 1
    assert "### The same title by other authors (1)" in result.stdout


def test_titles_in_doubt_need_a_person(audit: Audit, registry: Registry) -> None:
    registry.arxiv["2008.99001"] = Work("Meow Is All You Need: Whisker Generation Revisited")
    assert "### Titles to compare (1)" in audit().stdout


def test_ids_that_do_not_exist(audit: Audit, registry: Registry) -> None:
    del registry.arxiv["2101.00001"], registry.doi["10.5555/toys.2019.40"]
    result = audit()
    assert result.exit_code == 1
    assert "### IDs that do not exist (2)" in result.stdout
    assert "arXiv has no such ID" in result.stdout
    assert "Crossref has no such ID" in result.stdout


def test_a_doi_of_another_agency(audit: Audit, registry: Registry) -> None:
    del registry.doi["10.5555/toys.2019.40"]
    registry.agencies["10.5555/toys.2019.40"] = "DataCite"
    result = audit()
    assert result.exit_code == 0
    assert "is registered at DataCite." in result.stdout


def test_an_id_that_spoils_a_whole_request(audit: Audit, registry: Registry) -> None:
    registry.malformed.add("2101.00002")
    result = audit()
    assert result.exit_code == 2
    assert "arXiv could not be asked for 2101.00002: it refused the request (400)." in result.stderr
    assert audit.answers.keys() == {f"arxiv:{id}" for id in IDS - {"2101.00002"}} | {
        f"doi:{id}" for id in DOIS
    }


def test_a_title_that_breaks_a_rule(audit: Audit, registry: Registry) -> None:
    registry.arxiv["2101.00002"] = Work("{{ hum }}", ("Kasper Cheese",))
    result = audit()
    assert (result.exit_code, len(audit.services.requests)) == (2, 3)
    audit.cache.unlink()
    del registry.arxiv["2112.00003"]
    faulty = Reply("", type="application/atom+xml")  # so that all that is left is asked for again
    audit.services.set_replies("arxiv", registry.answer_arxiv, faulty, registry.answer_arxiv)
    result = audit()
    assert "### IDs that do not exist (1)" in result.stdout
    assert result.stderr.count("arXiv sent no readable title for 2101.00002.\n") == 1
    assert "hum" not in result.output
    assert "arxiv:2101.00002" not in audit.answers


def test_an_id_in_the_form_before_2007(audit: Audit, registry: Registry) -> None:
    audit.edit("2021/talking-squared-2021.yml", "2101.00001", "cs.CV/0101001")
    registry.arxiv["cs/0101001"] = registry.arxiv["2101.00001"]
    audit.services.set_replies(
        "arxiv", lambda path: registry.answer_arxiv(path.replace("cs.CV%2F", "cs/").replace("cs.CV/", "cs/"))
    )
    assert audit().exit_code == 0
    assert "arxiv:cs.CV/0101001" in audit.answers


def test_a_long_report_fits_an_issue() -> None:
    papers = [make_paper(f"hum-{number}-2020", title="Hum & Ha " * 40) for number in range(300)]
    registration = Registration(date(2026, 11, 22), "Cabbages & Kings " * 20, ("A Farmer",) * 9)
    id = Identifier("arxiv", "2101.00001")
    findings = [Finding(Kind.OTHER_PAPER, paper, id, registration) for paper in papers]
    findings += [Finding(Kind.RETITLED, paper, id, registration) for paper in papers]
    failures = tuple(f"arXiv could not be asked for {number}." for number in range(500))
    result = AuditResult(tuple(findings), 600, 600, 600, 0, failures, ())
    text = render_report(result, registration.checked)
    assert 58_000 < len(text) <= 60_000
    assert "### IDs of other papers (300)\n" in text
    assert "### Papers with another title (300)\n" in text
    assert re.findall(r"^(\d+) more do not fit here\.$", text, re.M)[1:] == ["300"]
    assert text.endswith("\n- 480 more\n")


def test_a_limit_and_the_rest_at_the_next_run(audit: Audit) -> None:
    result = audit("--limit", "3")
    assert (result.exit_code, len(audit.asked), len(audit.answers)) == (0, 3, 3)
    assert (
        "### Not asked\n\nThe next run asks for 4 IDs: it continues where this one ended.\n" in result.stdout
    )
    first = set(audit.asked)
    assert audit().exit_code == 0
    assert first & set(audit.asked) <= IDS
    assert (IDS | DOIS) - first <= set(audit.asked)
    assert audit.answers.keys() == {f"arxiv:{id}" for id in IDS} | {f"doi:{id}" for id in DOIS}


def test_a_dry_run_asks_and_writes_nothing(audit: Audit) -> None:
    result = audit("--dry-run")
    assert (result.exit_code, audit.services.requests) == (0, [])
    assert set(result.stdout.split()) - {"arxiv", "doi"} == IDS | DOIS
    assert result.stderr == "7 IDs would be asked for\n"
    assert not (audit.root / ".cache/refresh").exists()


def test_since_a_commit_only_changed_records_are_audited(audit: Audit) -> None:
    for command in (
        "init -q",
        "add data",
        "-c user.name=a -c user.email=a@b -c commit.gpgSign=false commit -qm x",
    ):
        subprocess.run(["git", "-C", str(audit.root), *command.split()], check=True)
    audit.edit("2021/very-long-2021.yml", "Very Long Title", "Very Long Title Indeed")
    result = audit("--since", "HEAD")
    assert (result.exit_code, audit.asked) == (1, ["2112.00003"])
    assert result.stderr.startswith("1 of 1 ID compared")
    assert audit("--since", "no-such-branch").exit_code == 2


def test_a_report_in_a_file(audit: Audit) -> None:
    result = audit("--report", str(audit.root / "out/report.md"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (audit.root / "out/report.md").read_text("utf-8").startswith("## Audit of arXiv IDs and DOIs\n")


def test_crossref_has_subtitles_apart(audit: Audit, registry: Registry) -> None:
    title, _, subtitle = registry.doi["10.5555/toys.2020.1"].title.partition(": ")
    registry.doi["10.5555/toys.2020.1"] = Work(title, registry.doi["10.5555/toys.2020.1"].authors, subtitle)
    assert audit().exit_code == 0
