"""The round `audit` as GitHub runs it: from the schedule to the issue."""

from __future__ import annotations

import json

import pytest

from catalog import Catalog
from tests.refresh.audit.registry import Registry, Work
from tests.refresh.hub import Hub


@pytest.mark.gate
def test_an_audit_ends_in_one_issue_that_closes_itself(hub: Hub) -> None:
    papers = Catalog.load(hub.github.checkout).papers
    registry = Registry.of(papers)
    wrong = next(paper.arxiv for paper in papers if paper.arxiv)
    registry.arxiv[wrong] = Work("A Survey of Doorbells", ("Ding Dong",))
    hub.services.set_replies("arxiv", registry.answer_arxiv)
    hub.services.set_replies("crossref", registry.answer_crossref)
    assert hub.run_round("audit").startswith("Issue https://github.example/issues/1")
    (issue,) = [call["body"] for call in hub.github.calls if call["arguments"][:2] == ["issue", "create"]]
    assert "A Survey of Doorbells" in issue
    assert "A Survey of Doorbells" in (hub.github.folder / "summary.md").read_text("utf-8")
    assert hub.run_round("audit") == "Issue 1 updated"
    assert hub.services.requests == []  # the answers of the first run were kept
    record = next(paper.file for paper in papers if paper.arxiv == wrong)
    path = hub.github.checkout / record
    path.write_text(path.read_text("utf-8").replace(wrong, "2101.09999"), "utf-8")
    registry.arxiv["2101.09999"] = registry.of(papers).arxiv[wrong]
    hub.commit()
    assert hub.run_round("audit") == "Issue 1 closed"
    assert len(hub.services.requests) == 1
    runs = json.loads((hub.github.checkout / ".cache/refresh/runs/audit.json").read_text("utf-8"))
    assert runs["open"] == 0
    kept = hub.github.folder / "artifacts/answers-audit"
    assert [path.name for path in kept.iterdir()] == ["refresh"]
