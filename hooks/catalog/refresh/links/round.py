"""The round `links` as a command runs it."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.problems import format_count
from catalog.lookup.client import PROJECT_NAME, Client
from catalog.refresh.links.memory import Memories
from catalog.refresh.links.network import Network
from catalog.refresh.links.probe import Probe
from catalog.refresh.links.report import (
    ISSUE_TITLE,
    Findings,
    render_changes,
    render_doubts,
    render_findings,
)
from catalog.refresh.links.request import Requests
from catalog.refresh.links.states import FILE, State, decide_all, render_file
from catalog.refresh.links.survey import Survey
from catalog.refresh.links.targets import find_targets
from catalog.refresh.links.turns import Turns
from catalog.refresh.outcome import Commit, Issue, Outcome, PullRequest
from catalog.refresh.round import Round, Scope, ShowProgress

BRANCH = "upkeep/links"

REASON = "Lowers: links, because their sites no longer have the pages."
"""Line that the check asks for when fewer links are alive; see `review.ratchets`."""


def make_probe(user_agent: str) -> Probe:
    """Return the probe of a run."""
    return Probe(Requests(Network(), user_agent), Turns(), PROJECT_NAME)


class LinksRound(Round):
    """Ask for every link, and note which are dead, moved or blocked.

    A link becomes dead only if its page did not exist twice, at least a week apart. Keeps data/links.yml,
    and reports dead and moved links. With --since, reports links of changed records that may be dead.

    Example: catalog refresh links --since origin/main
    """

    name = "links"
    noun = "link"
    max_age_days = 30

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.memories = Memories(self.path, scope.today)
        self.targets = find_targets(scope)
        self.memories.retain_keys(self.targets.all_urls)
        self.due = self.memories.select_due([*self.targets.places], scope.max_age, scope.limit)

    @property
    def problems(self) -> Sequence[str]:  # noqa: D102
        return self.memories.problems

    def list_questions(self) -> Sequence[str]:  # noqa: D102
        return self.due

    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:  # noqa: D102
        survey = Survey(make_probe(client.user_agent), self.memories)
        if self.due:
            with show_progress("Asking for links") as progress:
                survey.run(self.due, progress)
        findings = Findings(
            targets=self.targets,
            memories=self.memories,
            states=decide_all(self.scope.catalog, self.memories),
            failures=tuple(survey.failures),
            due=sum(self.memories.is_key_due(url, self.scope.max_age) for url in self.targets.places),
        )
        is_partial = self.scope.files is not None
        return self._report_doubts(findings, survey) if is_partial else self._report(findings, survey)

    def _report(self, findings: Findings, survey: Survey) -> Outcome:
        """Return the outcome of a run on all records."""
        entries = {url: State.of(entry) for url, entry in self.scope.catalog.links.items()}
        commits: tuple[Commit, ...] = ()
        if entries != findings.states:
            dead = {url for url, state in findings.states.items() if state.state == "dead"}
            is_lower = any(url not in entries or entries[url].state != "dead" for url in dead)
            message = "States of links\n" + (f"\n{REASON}\n" if is_lower else "")
            commits = (Commit(message, {FILE: render_file(findings.states)}),)
        counts = {state: findings.count(state) for state in ("dead", "moved", "blocked")}
        listed_count = counts["dead"] + counts["moved"]
        listed = ", ".join(f"{count:,} {state}" for state, count in counts.items())
        return Outcome(
            round=self.name,
            open=listed_count + len(commits),
            summary=f"{findings.summary}, {survey.asked:,} asked now, {findings.due:,} to ask: {listed}",
            asked=survey.asked,
            due=findings.due,
            failures=findings.failures,
            issue=Issue(ISSUE_TITLE, render_findings(findings), listed_count),
            pull_requests=(
                PullRequest(BRANCH, "States of links", render_changes(findings, entries), commits),
            ),
            is_remembered=True,
        )

    def _report_doubts(self, findings: Findings, survey: Survey) -> Outcome:
        """Return the outcome of a run on changed records, which proposes nothing."""
        count = len(findings.may_be_dead)
        return Outcome(
            round=self.name,
            open=count,
            summary=f"{findings.summary}, {survey.asked:,} asked now, {findings.due:,} to ask: "
            f"{format_count(count, 'link')} may be dead",
            asked=survey.asked,
            due=findings.due,
            failures=findings.failures,
            issue=Issue(ISSUE_TITLE, render_doubts(findings), count),
        )
