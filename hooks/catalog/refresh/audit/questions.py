"""Questions to arXiv and Crossref: IDs in batches, answers kept after each, and doubtful replies asked again.

A service that fails must never make an ID look wrong. So a reply counts as "no such ID" only if the same
service knows another ID at that moment, and a batch without a usable reply is asked again in halves.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence

from catalog.documents.problems import format_count
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.arxiv import fetch_by_arxiv_ids
from catalog.lookup.client import Client
from catalog.lookup.crossref import fetch_agency, fetch_by_doi
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.transport import NotKnownError, ServiceBusyError, ServiceError, ServiceRefusedError
from catalog.refresh.audit.registrations import Identifier, Registration, Registrations
from catalog.utils.progress import Progress

MAX_FAILURES_IN_A_ROW = 10
"""Failures after which a service is not asked further: halving a batch of 100 finds a faulty ID with 8."""


class ServiceStoppedError(Exception):
    """The service cannot answer now; the message continues a sentence that begins with its name."""


class Questions(ABC):
    """Base of the questions to one service.

    Attributes:
        failures: Sentences on what could not be asked.
    """

    source = ""
    """ID of the service in sources.yml."""
    field = ""
    """Field of a record with its IDs."""
    batch_size = 1
    """IDs in a request."""

    def __init__(self, client: Client, registrations: Registrations) -> None:
        self.client = client
        self.registrations = registrations
        self.failures: list[str] = []
        self._failures_in_a_row = 0
        self._unanswered: dict[str, None] = {}

    @property
    def name(self) -> str:
        """Name of the service."""
        return SERVICE_NAMES[self.source]

    def ask(self, ids: Sequence[Identifier], progress: Progress = iter) -> None:
        """Ask for IDs and keep the answers; stop if the service cannot answer."""
        self._unanswered = {id.value: None for id in ids}
        values = list(self._unanswered)
        batches = [values[at : at + self.batch_size] for at in range(0, len(values), self.batch_size)]
        try:
            for batch in progress(batches):
                self.ask_batch(batch)
            self.finish()
        except ServiceStoppedError as error:
            total = format_count(len(values), "ID")
            self.fail(f"{error}; {len(self._unanswered):,} of {total} could not be asked for")

    @abstractmethod
    def ask_batch(self, values: Sequence[str]) -> None:
        """Ask for IDs, keep the answers, and save them."""

    def finish(self) -> None:  # noqa: B027
        """Ask what remains at the end; by default nothing."""

    def keep(self, value: str, registration: Registration) -> None:
        """Keep an answer."""
        self._failures_in_a_row = 0
        self._unanswered.pop(value, None)
        self.registrations.keep(Identifier(self.field, value), registration)

    def keep_record(self, value: str, record: ServiceRecord) -> None:
        """Keep the record of a paper.

        Raises:
            ServiceError: It has no title, so it answers nothing.
        """
        if not record.title:
            raise ServiceError("sent no readable title")
        self.keep(value, Registration(self.registrations.today, record.title, record.authors))

    def keep_unregistered(self, values: Iterable[str]) -> None:
        """Keep that the service has no such IDs."""
        for value in values:
            self.keep(value, Registration(self.registrations.today))

    def fail(self, sentence: str) -> None:
        """Report what could not be asked, once."""
        if (failure := f"{self.name} {sentence}.") not in self.failures:
            self.failures.append(failure)

    def count_failure(self, error: ServiceError) -> None:
        """Count a request without a usable reply.

        Raises:
            ServiceStoppedError: It makes no sense to ask the service further.
        """
        self._failures_in_a_row += 1
        is_general = isinstance(error, ServiceBusyError | ServiceRefusedError)
        if is_general or self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            raise ServiceStoppedError(str(error)) from None

    def find_control(self, values: Collection[str]) -> str:
        """Return an ID that the service is known to have, other than those in question; blank without any."""
        known = (id.value for id in self.registrations.known_ids(self.field))
        return next((value for value in known if value not in values), "")


class ArxivQuestions(Questions):
    """Questions to arXiv, 100 IDs in one request."""

    source = field = "arxiv"
    batch_size = 100

    def ask_batch(self, values: Sequence[str]) -> None:
        """Ask for IDs; in halves if there is no usable reply, so that one ID cannot spoil the others."""
        try:
            missing = self._fetch(values)
            if missing:
                self.keep_unregistered(self._fetch(missing))
        except ServiceError as error:
            self.count_failure(error)
            rest = [value for value in values if value in self._unanswered]
            if len(values) > 1:
                half = (len(rest) + 1) // 2
                for part in filter(None, (rest[:half], rest[half:])):
                    self.ask_batch(part)
            else:
                self.fail(f"could not be asked for {values[0]}: it {error}")
        finally:
            self.registrations.save()

    def _fetch(self, values: Sequence[str]) -> list[str]:
        """Keep the papers that arXiv sends, and return the IDs that it left out."""
        control = self.find_control(values) if len(values) < self.batch_size else ""
        asked = [*values, control] if control else list(values)
        records = fetch_by_arxiv_ids(self.client, asked)
        for value in values:
            if value in records and records[value].title:
                self.keep_record(value, records[value])
            elif value in records:
                self.fail(f"sent no readable title for {value}")
        return [value for value in values if value not in records]


class CrossrefQuestions(Questions):
    """Questions to Crossref, one DOI in one request."""

    source, field = "crossref", "doi"

    def __init__(self, client: Client, registrations: Registrations) -> None:
        super().__init__(client, registrations)
        self._doubtful: list[str] = []
        """DOIs that Crossref calls unknown, before it has shown that it knows any."""

    def ask_batch(self, values: Sequence[str]) -> None:  # noqa: D102
        try:
            self._ask_for(values[0])
        except ServiceError as error:
            self.count_failure(error)
            self.fail(f"could not be asked for {values[0]}: it {error}")
        finally:
            self.registrations.save()

    def finish(self) -> None:
        """Decide on DOIs that Crossref called unknown before it knew any other."""
        doubtful, self._doubtful = self._doubtful, []
        for doi in doubtful:
            self.ask_batch([doi])
        if self._doubtful:
            count = format_count(len(self._doubtful), "DOI")
            self.fail(f"knows none of {count}, and no other DOI is known to it, so its replies do not count")

    def _ask_for(self, doi: str) -> None:
        try:
            self.keep_record(doi, fetch_by_doi(self.client, doi)[0])
        except NotKnownError:
            try:
                agency = fetch_agency(self.client, doi)
            except NotKnownError:
                self._judge_unknown(doi)
                return
            if agency.lower() == self.name.lower():
                raise ServiceError("has this DOI, but not its metadata") from None
            self.keep(doi, Registration(self.registrations.today, agency=agency))

    def _judge_unknown(self, doi: str) -> None:
        """Keep that Crossref does not know a DOI, if it knows another one at this moment.

        Raises:
            ServiceError: It does not.
        """
        control = self.find_control([doi])
        if not control:
            self._doubtful.append(doi)
            return
        try:
            fetch_by_doi(self.client, control)
        except NotKnownError:
            raise ServiceError(f"does not even know {control}") from None
        self.keep_unregistered([doi])
