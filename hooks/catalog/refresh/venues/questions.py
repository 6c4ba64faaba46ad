"""Questions to one service: each reply is kept at once, and a service that cannot answer is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.problems import format_count, quote
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.arxiv import fetch_by_arxiv_ids
from catalog.lookup.client import Client
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.transport import NotKnownError, ServiceBusyError, ServiceError, ServiceRefusedError
from catalog.refresh.venues.replies import Question, Replies
from catalog.refresh.venues.services import Service
from catalog.utils.progress import Progress

MAX_FAILURES_IN_A_ROW = 10
"""Failures after which a service is not asked further: halving a batch of 100 finds a faulty ID with 8."""
BATCH_SIZE = 100
"""Papers in a request to arXiv."""
MAX_QUOTE_CHARACTERS = 80


class ServiceStoppedError(Exception):
    """The service cannot answer now; the message continues a sentence that begins with its name."""


class Questions:
    """Questions to one service.

    Attributes:
        failures: Sentences on what could not be asked.
        answered: Number of questions that were answered.
    """

    def __init__(self, service: Service, client: Client, replies: Replies) -> None:
        self.service = service
        self.client = client
        self.replies = replies
        self.name = SERVICE_NAMES[service.source]
        self.failures: list[str] = []
        self.answered = 0
        self._failures_in_a_row = 0
        self._has_records = False
        self._unknown: list[Question] = []
        """Questions for IDs that the service does not have, by what it says."""

    def ask(self, questions: Sequence[Question], progress: Progress) -> None:
        """Ask questions and keep the replies; stop if the service cannot answer."""
        size = 1 if self.service.functions else BATCH_SIZE
        batches = [questions[at : at + size] for at in range(0, len(questions), size)]
        try:
            for batch in progress(batches):
                if self.service.functions:
                    self._ask(batch[0])
                else:
                    self._ask_arxiv(batch)
        except ServiceStoppedError as error:
            rest = len(questions) - self.answered - len(self._unknown)
            total = format_count(len(questions), "paper")
            self._fail(f"{error}; it could not be asked about {rest:,} of {total}")
        self._judge_unknown()

    def _ask(self, question: Question) -> None:
        try:
            records = self.service.functions[question.field](self.client, question.value)
        except NotKnownError as error:
            if question.field == "title":  # a search that finds nothing says so in another way
                self._count_failure(question, error)
            else:
                self._unknown.append(question)
        except ServiceError as error:
            self._count_failure(question, error)
        else:
            if records and not any(record.title for record in records):
                self._count_failure(question, ServiceError("sent no readable title"))
                return
            self._keep(question, records)
            self._count_reply()

    def _ask_arxiv(self, questions: Sequence[Question], *, is_again: bool = False) -> None:
        """Ask for preprints; in halves if there is no usable reply, so that no ID can spoil the others."""
        try:
            records = fetch_by_arxiv_ids(self.client, [question.value for question in questions])
        except ServiceError as error:
            if len(questions) == 1:
                self._count_failure(questions[0], error)
                return
            self._count_failure(None, error)
            half = (len(questions) + 1) // 2
            self._ask_arxiv(questions[:half])
            self._ask_arxiv(questions[half:])
            return
        rest = []
        for question in questions:
            record = records.get(question.value)
            if record and record.title:
                self._keep(question, [record])
            elif record:
                self._fail(f"sent no readable title for {question.value}")
            else:
                rest.append(question)
        self._count_reply()
        if rest and not is_again:
            self._ask_arxiv(rest, is_again=True)
        elif rest:
            self._fail(f"sent nothing about {', '.join(question.value for question in rest[:3])}")

    def _keep(self, question: Question, records: Sequence[ServiceRecord]) -> None:
        self._has_records = self._has_records or bool(records)
        self.replies.keep(question, records)
        self.answered += 1

    def _count_reply(self) -> None:
        self._failures_in_a_row = 0
        self.replies.save()

    def _count_failure(self, question: Question | None, error: ServiceError) -> None:
        """Count a request without a usable reply.

        Raises:
            ServiceStoppedError: It makes no sense to ask the service further.
        """
        self._failures_in_a_row += 1
        is_general = isinstance(error, ServiceBusyError | ServiceRefusedError)
        if is_general or self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            raise ServiceStoppedError(str(error)) from None
        if question:
            self._fail(f"could not be asked for {quote(question.value, MAX_QUOTE_CHARACTERS)}: it {error}")

    def _judge_unknown(self) -> None:
        """Keep that the service does not have some IDs, if it has shown that it knows any other."""
        if self._has_records:
            for question in self._unknown:
                self._keep(question, ())
            self.replies.save()
        elif self._unknown:
            count = format_count(len(self._unknown), "ID")
            self._fail(f"knows none of {count}, so its replies do not count")

    def _fail(self, sentence: str) -> None:
        if (failure := f"{self.name} {sentence}.") not in self.failures:
            self.failures.append(failure)
