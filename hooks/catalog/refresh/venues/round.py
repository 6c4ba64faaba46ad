"""The round `venues` as a command runs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.documents.problems import format_count
from catalog.lookup.client import Client
from catalog.lookup.services import SERVICE_NAMES, TOKEN_VARIABLES
from catalog.records.schema import Paper
from catalog.refresh.outcome import Issue, Outcome, PullRequest
from catalog.refresh.round import Round, Scope, ShowProgress
from catalog.refresh.venues.judgment import judge
from catalog.refresh.venues.names import VenueNames
from catalog.refresh.venues.proposals import Proposals, make_proposals
from catalog.refresh.venues.questions import Questions
from catalog.refresh.venues.replies import Question, Replies
from catalog.refresh.venues.report import render_cases, render_report
from catalog.refresh.venues.services import NEEDS_TOKEN, SERVICES, Service, make_question
from catalog.refresh.venues.statements import list_statements

BRANCH = "upkeep/venues"


class VenuesRound(Round):
    """Ask where preprints were published.

    Asks arXiv, DBLP, OpenReview, Crossref and OpenAlex (with a key in OPENALEX_API_KEY), and reads links to
    proceedings. Proposes a venue if proceedings or the authors state it, and a claim if only an index does.

    Example: catalog refresh venues --report report.md
    """

    name = "venues"
    noun = "question"
    max_age_days = 30

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        preprints = [paper for paper in scope.catalog.papers if paper.venue_id == "arxiv"]
        self.papers = [paper for paper in preprints if scope.includes(paper.file)]
        self.replies = Replies(self.path, scope.today)
        self.replies.retain_keys([question.key for question in self._list_all(preprints)])

    @property
    def problems(self) -> Sequence[str]:  # noqa: D102
        return self.replies.problems

    def list_questions(self) -> Sequence[str]:  # noqa: D102
        due = self.replies.select([*self._list_all(self.papers)], self.scope.max_age, self.scope.limit)
        return [f"{question.service} {question.value}" for question in due]

    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:  # noqa: D102
        scope = self.scope
        services = [service for service in SERVICES if self._is_open(service, client)]
        failures, asked = self._ask(client, services, show_progress)
        proposals = self._judge()
        left_out = [service.source for service in SERVICES if service not in services]
        notes = [f"{SERVICE_NAMES[name]} is left out without {TOKEN_VARIABLES[name]}." for name in left_out]
        due = sum(
            self.replies.is_due(question, scope.max_age) for question in self._list_all(self.papers, services)
        )
        cases, case_count = render_cases(proposals, scope.today, failures)
        confirmed = sum(proposal.is_confirmed for proposal in proposals.proposals)
        count = format_count(len(proposals.proposals), "proposal")
        summary = (
            f"{format_count(len(self.papers), 'preprint')}, {format_count(asked, 'question')} answered now, "
            f"{due:,} to ask: {count}, {confirmed:,} of them confirmed, "
            f"{case_count:,} to decide"
        )
        pull_request = PullRequest(
            BRANCH,
            f"Venues of {format_count(len(proposals.proposals), 'paper')}",
            render_report(proposals, scope.catalog, scope.today, failures, notes),
            tuple(proposal.commit for proposal in proposals.proposals),
        )
        return Outcome(
            round=self.name,
            open=len(proposals.proposals) + case_count,
            summary="; ".join((summary, *(note.rstrip(".") for note in notes))),
            asked=asked,
            due=due,
            failures=tuple(failures),
            issue=Issue("Venues that need a person", cases, case_count),
            pull_requests=(pull_request,),
        )

    def _is_open(self, service: Service, client: Client) -> bool:
        return service.source not in NEEDS_TOKEN or bool(client.tokens.get(service.source))

    def _list_all(
        self, papers: Sequence[Paper], services: Sequence[Service] = SERVICES
    ) -> Iterator[Question]:
        """Yield the questions about papers, as far as they are known before arXiv and DBLP are asked."""
        for service in services:
            for paper in papers:
                if question := make_question(service, paper, self.replies):
                    yield question

    def _ask(
        self, client: Client, services: Sequence[Service], show_progress: ShowProgress
    ) -> tuple[list[str], int]:
        """Ask the services; return sentences on failures, and the number of answers."""
        failures: list[str] = []
        asked, limit = 0, self.scope.limit
        for service in services:
            due = self.replies.select([*self._list_all(self.papers, [service])], self.scope.max_age, limit)
            limit = None if limit is None else limit - len(due)
            if due:
                questions = Questions(service, client, self.replies)
                with show_progress(f"Asking {questions.name}") as progress:
                    questions.ask(due, progress)
                failures += questions.failures
                asked += questions.answered
        return failures, asked

    def _judge(self) -> Proposals:
        """Return the proposals that follow from all replies, from this run or an earlier one."""
        catalog = self.scope.catalog
        names = VenueNames(catalog)
        judgments = [
            judge(paper, list_statements(paper, self.replies, names), names) for paper in self.papers
        ]
        return make_proposals(catalog, judgments)
