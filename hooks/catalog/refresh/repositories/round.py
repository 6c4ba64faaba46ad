"""The round `repositories` as a command runs it."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.problems import format_count
from catalog.lookup.client import Client
from catalog.refresh.outcome import Commit, Issue, Outcome, PullRequest
from catalog.refresh.repositories.plan import is_due, make_plan
from catalog.refresh.repositories.proposals import make_proposals
from catalog.refresh.repositories.questions import Questions
from catalog.refresh.repositories.report import render_findings, render_pull_request
from catalog.refresh.repositories.states import States
from catalog.refresh.round import Round, Scope, ShowProgress

NO_TOKEN = "GitHub was not asked: set GITHUB_TOKEN to a token, which needs no permission."


class RepositoriesRound(Round):
    """Compare the records of code repositories with GitHub, and write the missing ones.

    Proposes licenses, contents and links to weights that have changed since the commit that a record speaks
    of, repositories that are archived or have moved, and new records. Facts corrected by hand stay. Reports
    repositories that are gone. Needs a token in GITHUB_TOKEN; it needs no permission.

    Example: catalog refresh repositories --write
    """

    name = "repositories"
    noun = "repository"
    max_age_days = 6

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.states = States(self.path, scope.today)
        self.plan = make_plan(scope.catalog, self.states, scope.max_age, scope.files, scope.limit)

    @property
    def problems(self) -> Sequence[str]:  # noqa: D102
        return self.states.problems

    def list_questions(self) -> Sequence[str]:  # noqa: D102
        return [repository.name for repository in self.plan.due]

    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:  # noqa: D102
        scope, plan = self.scope, self.plan
        if not client.tokens.get("github"):
            return Outcome(self.name, 0, "Nothing was asked", due=len(plan.due), failures=(NO_TOKEN,))
        questions = Questions(client, self.states)
        if plan.due:
            with show_progress("Asking GitHub") as progress:
                questions.ask(plan.due, progress)
        proposals = make_proposals(scope.catalog, self.states, plan.repositories)
        failures = (*questions.failures, *proposals.failures)
        asked = sum(not is_due(repository, self.states, scope.max_age) for repository in plan.due)
        due = sum(is_due(repository, self.states, scope.max_age) for repository in plan.repositories)
        known = sum(self.states.find_key(repository.id) is not None for repository in plan.repositories)
        report = scope.today, failures, due
        return Outcome(
            round=self.name,
            open=len(proposals.files) + len(proposals.findings),
            summary=f"{known:,} of {format_count(len(plan.repositories), self.noun)} at GitHub known, "
            f"{asked:,} asked now, {due:,} to ask, {plan.elsewhere:,} at other hosts not asked: "
            f"{len(proposals.changed):,} changed, {len(proposals.new):,} new, "
            f"{format_count(len(proposals.findings), 'finding')}",
            asked=asked,
            due=due,
            failures=failures,
            issue=Issue(
                "Code repositories that need a person",
                render_findings(proposals, *report),
                len(proposals.findings),
            ),
            pull_requests=(
                PullRequest(
                    branch=f"upkeep/{self.name}",
                    title="Refresh the records of repositories",
                    body=render_pull_request(proposals, *report),
                    commits=self._list_commits(proposals.files),
                ),
            ),
        )

    def _list_commits(self, files: dict[str, str]) -> tuple[Commit, ...]:
        if not files:
            return ()
        return (Commit(f"Refresh the records of {format_count(len(files), self.noun)}\n", files),)
