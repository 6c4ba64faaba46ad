"""The round `abstracts` as a command runs it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from catalog.documents.problems import format_count
from catalog.history.abstracts import ABSTRACTS_FILE
from catalog.lookup.client import Client
from catalog.refresh.abstracts.answers import AbstractAnswers
from catalog.refresh.abstracts.copies import find_copies
from catalog.refresh.abstracts.questions import AbstractQuestions
from catalog.refresh.abstracts.report import TITLE, render_report
from catalog.refresh.outcome import Issue, Outcome
from catalog.refresh.round import Round, Scope, ShowProgress


class AbstractsRound(Round):
    """Get the abstracts of the papers from arXiv.

    They are texts of others, so they never become part of the catalog: the file .cache/abstracts.json keeps
    them, and the site that is built next shows and searches them. Reports summaries that copy their abstract,
    and proposes no change.

    Example: catalog refresh abstracts --limit 100
    """

    name = "abstracts"
    noun = "abstract"
    max_age_days = 180

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.answers = AbstractAnswers(self.path, scope.today)
        papers = {paper.arxiv: paper for paper in scope.catalog.papers if paper.arxiv}
        self.answers.retain_keys(papers.keys())
        self.papers = {id: paper for id, paper in papers.items() if scope.includes(paper.file)}
        """Papers of the run by arXiv ID."""
        self.due = self.answers.select_due(self.papers.keys(), scope.max_age, scope.limit)
        """IDs to ask for."""

    @property
    def path(self) -> Path:
        """File that builds read."""
        return self.scope.root / ABSTRACTS_FILE

    @property
    def problems(self) -> Sequence[str]:  # noqa: D102
        return self.answers.problems

    def list_questions(self) -> Sequence[str]:  # noqa: D102
        return [f"arxiv {id}" for id in self.due]

    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:  # noqa: D102
        questions = AbstractQuestions(client, self.answers, self.papers)
        if self.due:
            with show_progress("Asking arXiv") as progress:
                questions.ask(self.due, progress)
        texts = [(paper, self._find_text(id)) for id, paper in self.papers.items() if self._find_text(id)]
        copies = list(find_copies(texts))
        due = sum(self.answers.is_key_due(id, self.scope.max_age) for id in self.papers)
        counts = f"{len(texts):,} of {format_count(len(self.papers), 'paper')} have an abstract"
        rest = f"The next run asks for {format_count(due, self.noun)}." if due or questions.failures else ""
        introduction = f"{self.scope.today}: {counts}." + ("" if copies else " No summary copies one.")
        return Outcome(
            round=self.name,
            open=len(copies),
            summary=f"{counts}, {questions.kept:,} asked now, {due:,} to ask: "
            f"{format_count(len(copies), 'summary')} too close",
            asked=questions.kept,
            due=due,
            failures=tuple(questions.failures),
            issue=Issue(TITLE, render_report(introduction, copies, questions.failures, rest), len(copies)),
        )

    def _find_text(self, id: str) -> str:
        """Return the abstract of a paper; blank if it is unknown, or the paper was withdrawn."""
        answer = self.answers.find_key(id)
        return answer.text if answer else ""
