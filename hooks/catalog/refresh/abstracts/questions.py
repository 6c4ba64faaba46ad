"""Questions to arXiv: IDs in batches, abstracts kept after each, and IDs without a usable reply asked again.

A service that fails must never lose an abstract, or give a paper that of another one. So only an abstract
below the title or the authors of the record replaces an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.documents.problems import format_count
from catalog.history.abstracts import is_abstract
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.arxiv import fetch_by_arxiv_ids
from catalog.lookup.client import Client
from catalog.lookup.transport import ServiceBusyError, ServiceError, ServiceRefusedError
from catalog.records.schema import Paper
from catalog.refresh.abstracts.answers import Abstract, AbstractAnswers
from catalog.refresh.authors import Overlap, compare_authors
from catalog.refresh.titles import Agreement, best_agreement
from catalog.utils.progress import Progress

MAX_FAILURES_IN_A_ROW = 10
"""Failures after which arXiv is not asked further: halving a batch of 100 finds a faulty ID with 8."""


class _StoppedError(Exception):
    """arXiv cannot answer now; the message continues a sentence that begins with its name."""


class AbstractQuestions:
    """Questions to arXiv.

    Attributes:
        failures: Sentences on what could not be asked.
        kept: Number of answers.
    """

    batch_size = 100
    """IDs in a request."""

    def __init__(self, client: Client, answers: AbstractAnswers, papers: Mapping[str, Paper]) -> None:
        """Prepare the questions.

        Args:
            client: Client of the services.
            answers: Where to keep what arXiv answers.
            papers: Papers by arXiv ID.
        """
        self.client = client
        self.answers = answers
        self.papers = papers
        self.failures: list[str] = []
        self.kept = 0
        self._failures_in_a_row = 0

    def ask(self, ids: Sequence[str], progress: Progress = iter) -> None:
        """Ask for the abstracts of some IDs, and keep them; stop if arXiv cannot answer."""
        batches = [ids[at : at + self.batch_size] for at in range(0, len(ids), self.batch_size)]
        try:
            for batch in progress(batches):
                self._ask_batch(batch)
        except _StoppedError as error:
            rest = len(ids) - self.kept
            self._fail(f"{error}; {rest:,} of {format_count(len(ids), 'abstract')} could not be asked for")

    def _ask_batch(self, ids: Sequence[str]) -> None:
        """Ask for IDs; in halves if there is no usable reply, so that one ID cannot spoil the others."""
        try:
            records = fetch_by_arxiv_ids(self.client, ids)
        except ServiceError as error:
            self._count_failure(error)
            if len(ids) == 1:
                self._fail(f"could not be asked for {ids[0]}: it {error}")
                return
            half = (len(ids) + 1) // 2
            self._ask_batch(ids[:half])
            self._ask_batch(ids[half:])
            return
        self._failures_in_a_row = 0
        for id, record in records.items():
            self._keep(id, record)
        self.answers.save()
        if missing := [id for id in ids if id not in records]:
            self._ask_batch(missing)

    def _keep(self, id: str, record: ServiceRecord) -> None:
        """Keep the abstract of a paper, unless something about it is in doubt."""
        paper = self.papers[id]
        if not record.title:
            self._fail(f"sent no readable title for {id}")
        elif not _is_same_paper(paper, record):
            self._fail(f"has another paper than {paper.file} at {id}; its abstract is not used")
        elif not record.is_withdrawn and not is_abstract(record.abstract):
            self._fail(f"sent no readable abstract for {id}")
        else:
            text = "" if record.is_withdrawn else record.abstract or ""
            self.answers.keep_key(id, Abstract(self.answers.today, text))
            self.kept += 1

    def _fail(self, sentence: str) -> None:
        self.failures.append(f"arXiv {sentence}.")

    def _count_failure(self, error: ServiceError) -> None:
        """Count a request without a usable reply.

        Raises:
            _StoppedError: It makes no sense to ask arXiv further.
        """
        self._failures_in_a_row += 1
        is_general = isinstance(error, ServiceBusyError | ServiceRefusedError)
        if is_general or self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            raise _StoppedError(str(error)) from None


def _is_same_paper(paper: Paper, record: ServiceRecord) -> bool:
    """Return whether a record of arXiv has a title of a paper, or its authors under another title."""
    claims = [claim for claim in paper.claims if not claim.refused]
    titles = [paper.title, *paper.aliases, *(claim.title for claim in claims if claim.title)]
    if best_agreement(record.title or "", titles) is not Agreement.DIFFERENT:
        return True
    return compare_authors(paper.authors, record.authors) is Overlap.MOST
