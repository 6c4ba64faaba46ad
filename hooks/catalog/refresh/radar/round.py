"""The round `radar` as a command runs it."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.problems import format_count
from catalog.lookup.client import Client
from catalog.lookup.services import SERVICE_NAMES
from catalog.refresh.outcome import Issue, Outcome
from catalog.refresh.radar.checklist import TITLE, render_checklist
from catalog.refresh.radar.days import Days
from catalog.refresh.radar.hits import find_hits
from catalog.refresh.radar.questions import ArxivQuestions
from catalog.refresh.round import Round, Scope, ShowProgress


class RadarRound(Round):
    """Find new papers on arXiv that may belong in the catalog.

    Asks for the papers of each of the last 28 days, and ranks them by their titles: the more they are like
    those of the catalog, and the less like those in data/refused.yml, the higher. Proposes them in an issue
    with boxes to tick; `catalog issue radar` reads these. Asks about no records, so --since does nothing.

    Example: catalog refresh radar --report report.md
    """

    name = "radar"
    noun = "day"
    max_age_days = 0

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.days = Days(self.path, scope.today)
        self.plan = self.days.plan()
        self.days.retain(self.plan)
        self.due = [day for day in self.plan if self.days.is_due(day, scope.max_age)]

    @property
    def problems(self) -> Sequence[str]:  # noqa: D102
        return self.days.problems

    def list_questions(self) -> Sequence[str]:  # noqa: D102
        return [str(day) for day in self.due[: self.scope.limit]]

    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:  # noqa: D102
        scope = self.scope
        days = self.due[: scope.limit]
        questions = ArxivQuestions(client, self.days)
        if days:
            with show_progress(f"Asking {SERVICE_NAMES['arxiv']}") as progress:
                questions.ask(days, progress)
        answers = [answer for day in self.plan if (answer := self.days.find(day))]
        papers = {paper.arxiv: paper for answer in answers for paper in answer.papers}
        hits = find_hits(scope.catalog, papers.values())
        due = sum(self.days.is_due(day, scope.max_age) for day in self.plan)
        failures = tuple(questions.failures)
        return Outcome(
            round=self.name,
            open=len(hits),
            summary=f"{format_count(len(papers), 'paper')} of {format_count(len(answers), self.noun)} "
            f"looked at, {format_count(len(self.due) - due, self.noun)} asked now, {due:,} to ask: "
            f"{format_count(len(hits), 'paper')} may belong in the catalog",
            asked=len(self.due) - due,
            due=due,
            failures=failures,
            issue=Issue(
                TITLE,
                render_checklist(hits, len(papers), len(answers), failures, due, scope.today),
                len(hits),
            ),
        )
