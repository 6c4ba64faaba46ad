"""Questions to GitHub: repositories in batches, then the trees of those with another commit.

A service that fails must never make a repository look gone. So "no such repository" counts only if the same
reply knows another one, and a batch without a usable reply is asked again in halves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.documents.problems import format_count
from catalog.lookup.client import Client
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.transport import ServiceBusyError, ServiceError, ServiceRefusedError
from catalog.refresh.repositories.files import fetch_contents, fetch_releases
from catalog.refresh.repositories.plan import LinkedRepository
from catalog.refresh.repositories.query import Question, Reply, fetch_repositories
from catalog.refresh.repositories.states import State, States
from catalog.utils.progress import Progress

MAX_FAILURES_IN_A_ROW = 8
"""Failures after which GitHub is not asked further: halving a batch finds a faulty repository with seven."""


class HostStoppedError(Exception):
    """The host cannot answer now; the message continues a sentence that begins with its name."""


class Questions:
    """Questions to GitHub.

    Attributes:
        failures: Sentences on what could not be asked.
    """

    batch_size = 50
    """Repositories in a request."""

    def __init__(self, client: Client, states: States) -> None:
        self.client = client
        self.states = states
        self.failures: list[str] = []
        self._failures_in_a_row = 0
        self._unanswered: dict[str, None] = {}

    def ask(self, repositories: Sequence[LinkedRepository], progress: Progress = iter) -> None:
        """Ask about repositories and keep the answers; stop if GitHub cannot answer."""
        self._unanswered = {repository.id: None for repository in repositories}
        starts = range(0, len(repositories), self.batch_size)
        try:
            for batch in progress([repositories[at : at + self.batch_size] for at in starts]):
                self._ask_batch(batch)
        except HostStoppedError as error:
            total = format_count(len(repositories), "repository")
            self._fail(f"{error}; {len(self._unanswered):,} of {total} could not be asked for")
        finally:
            self.states.save()

    def _ask_batch(self, batch: Sequence[LinkedRepository]) -> None:
        """Ask about repositories; in halves if there is no usable reply, so that one cannot spoil all."""
        questions = [Question(repository.name, repository.commit) for repository in batch]
        try:
            *replies, control = fetch_repositories(self.client, [*questions, self._find_control(batch)])
        except (ServiceBusyError, ServiceRefusedError) as error:
            raise HostStoppedError(str(error)) from None
        except ServiceError as error:
            self._count_failure(error)
            if len(batch) == 1:
                self._fail(f"could not be asked for {batch[0].name}: it {error}")
                return
            half = (len(batch) + 1) // 2
            self._ask_batch(batch[:half])
            self._ask_batch(batch[half:])
            return
        is_trusted = any(isinstance(reply, Reply) for reply in (*replies, control))
        for repository, reply in zip(batch, replies, strict=True):
            if isinstance(reply, Reply):
                self._complete(repository, reply)
            elif isinstance(reply, ServiceError):
                self._fail(f"could not be asked for {repository.name}: it {reply}")
            elif is_trusted:
                self._keep(repository, State(self.states.today))
            else:
                self._fail(
                    f"knows no repository at all, not even {repository.name}, so its replies do not count"
                )
        self.states.save()

    def _find_control(self, batch: Sequence[LinkedRepository]) -> Question:
        """Return a question about a repository that GitHub is known to have, other than those in question."""
        ids = {repository.id for repository in batch}
        names = (state.name for id, state in self.states.items() if id not in ids and state.name)
        return Question(next(names, batch[0].name))

    def _complete(self, repository: LinkedRepository, reply: Reply) -> None:
        """Ask for the releases and for the contents that a comparison needs, and keep the state.

        What is known is kept even if the rest cannot be had, and the next run asks for it.
        """
        old = self.states.find_key(repository.id) or State(self.states.today)
        state = State(
            self.states.today,
            name=reply.name,
            is_archived=reply.is_archived,
            license=reply.license,
            commit=reply.commit,
            date=reply.date,
            asked=repository.commit,
            base=reply.base,
            releases=old.releases if reply.has_releases else (),
            etag=old.etag if reply.has_releases else "",
            has_all_releases=not reply.has_releases,
        )
        known = {contents.commit: contents for contents in old.contents}
        needed = state.list_needed(repository.reading)
        state = state.with_contents(known[commit] for commit in reply.trees if commit in known)
        try:
            if reply.has_releases:
                state = self._ask_releases(state)
            for commit in needed:
                if commit not in known:
                    contents = fetch_contents(
                        self.client, reply.name, commit, reply.trees[commit], state.contents
                    )
                    state = state.with_contents((*state.contents, contents))
        except ServiceError as error:
            self.states.keep_key(repository.id, state)
            self._fail(f"could not be asked for all of {reply.name}: it {error}")
            self._count_failure(error)
        else:
            self._keep(repository, state)
        if needed or reply.has_releases:
            self.states.save()

    def _ask_releases(self, state: State) -> State:
        releases, etag = fetch_releases(self.client, state.name, state.etag)
        if releases is None:
            return replace(state, has_all_releases=True)
        return replace(state, releases=releases, etag=etag, has_all_releases=True)

    def _keep(self, repository: LinkedRepository, state: State) -> None:
        self._failures_in_a_row = 0
        self._unanswered.pop(repository.id, None)
        self.states.keep_key(repository.id, state)

    def _fail(self, sentence: str) -> None:
        """Report what could not be asked, once."""
        if (failure := f"{SERVICE_NAMES['github']} {sentence}.") not in self.failures:
            self.failures.append(failure)

    def _count_failure(self, error: ServiceError) -> None:
        """Count a request without a usable reply.

        Raises:
            HostStoppedError: It makes no sense to ask further.
        """
        self._failures_in_a_row += 1
        if isinstance(error, ServiceBusyError) or self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            raise HostStoppedError(str(error)) from None
