"""Questions to arXiv: the papers of a day that may be about faces, by words of titles and abstracts.

A service that fails must never make a day look empty. So a page counts only if it holds as many papers as the
service says, and days without any count only if arXiv has papers of another day.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from catalog.documents.problems import format_count
from catalog.lookup.arxiv import ARXIV_NAMESPACE, ATOM_NAMESPACE
from catalog.lookup.client import Client
from catalog.lookup.normalize import FieldReader, parse_arxiv_id, parse_date, plain_text
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.transport import ServiceBusyError, ServiceError, ServiceRefusedError
from catalog.refresh.radar.days import Days, Listing
from catalog.utils.progress import Progress
from catalog.utils.urls import arxiv_month

CATEGORIES = ("cs.CV", "cs.GR", "cs.SD", "cs.MM", "eess.AS")
# fmt: off
TITLE_WORDS = (
    "animating", "animation", "avatar", "avatars", "deepfake", "deepfakes", "dubbing", "expression",
    "expressions", "face", "faces", "facial", "gesture", "gestures", "head", "heads", "human", "humans",
    "lip", "lips", "portrait", "portraits", "reenactment", "talker", "talking"
)
ABSTRACT_PHRASES = (
    "audio driven", "co speech", "digital human", "digital humans", "face reenactment", "facial animation",
    "head avatar", "head avatars", "lip sync", "lip synchronization", "portrait animation", "speech driven",
    "talking face", "talking faces", "talking head", "talking heads"
)
# fmt: on
"""Words, one of which nearly every paper of the catalog has: 98 of 100 on arXiv since 2024."""
PAGE_SIZE = 200
"""Papers in a reply; with abstracts they have about 600 KB, and the limit is 2 MB."""
MAX_PAGES = 20
"""Pages of a day; all papers of the categories on the busiest day have fewer."""
MAX_ATTEMPTS = 3
"""Attempts to get a page: arXiv sometimes sends an empty one instead of the papers.
Source: https://github.com/lukasschwab/arxiv.py/issues/43"""
MAX_FAILURES_IN_A_ROW = 3
MAX_TITLE_CHARACTERS = 300
"""Length of titles that break a rule of the catalog, which are shown all the same."""
MAX_DELAY_MONTHS = 12
"""Months that moderators may take to announce a paper, whose ID is of the month of the announcement."""
CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2}|\.[a-z]+(?:-[a-z]+)*)?", re.ASCII)
"""Category of arXiv, such as cs.CV, math-ph or physics.soc-ph.
Source: https://arxiv.org/category_taxonomy"""
NUMBER = re.compile(r"\d{1,9}", re.ASCII)
OPENSEARCH_NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


class ArxivQuestions:
    """Questions to arXiv, one for each day.

    Attributes:
        failures: Sentences on what could not be asked.
    """

    def __init__(self, client: Client, days: Days) -> None:
        self.client = client
        self.days = days
        self.failures: list[str] = []
        self._empty: list[date] = []

    def ask(self, days: Sequence[date], progress: Progress = iter) -> None:
        """Ask for days and keep the answers; stop if arXiv cannot answer."""
        failures_in_a_row = 0
        for number, day in enumerate(progress(days)):
            try:
                self._keep(day, fetch_day(self.client, day))
                failures_in_a_row = 0
            except ServiceError as error:
                failures_in_a_row += 1
                is_general = isinstance(error, ServiceBusyError | ServiceRefusedError)
                if is_general or failures_in_a_row == MAX_FAILURES_IN_A_ROW:
                    rest = len(days) - number
                    self._fail(
                        f"{error}; {rest:,} of {format_count(len(days), 'day')} could not be asked for"
                    )
                    break
                self._fail(f"could not be asked for {day}: it {error}")
        self._keep_empty()

    def _keep(self, day: date, papers: Sequence[Listing]) -> None:
        if papers:
            self.days.keep(day, papers)
            self.days.save()
        else:
            self._empty.append(day)

    def _keep_empty(self) -> None:
        """Keep that days have no papers, if arXiv has shown that it has some of another day."""
        if not self._empty:
            return
        if any(answer.papers for _, answer in self.days.items()):
            for day in self._empty:
                self.days.keep(day, ())
            self.days.save()
        else:
            count = format_count(len(self._empty), "day")
            self._fail(f"sent no paper of {count}, and none of any other day, so its replies do not count")

    def _fail(self, sentence: str) -> None:
        self.failures.append(f"{SERVICE_NAMES['arxiv']} {sentence}.")


def fetch_day(client: Client, day: date) -> tuple[Listing, ...]:
    """Return the papers of a day that have one of the words, the first one first.

    Raises:
        ServiceError: arXiv gives no usable reply.
    """
    papers: dict[str, Listing] = {}
    for page in range(MAX_PAGES):
        total = _fetch_page(client, day, page * PAGE_SIZE, papers)
        if (page + 1) * PAGE_SIZE >= total:
            return tuple(papers.values())
    raise ServiceError(f"has more than {MAX_PAGES * PAGE_SIZE:,} papers of one day")


def render_query(day: date) -> str:
    """Return the search query for the papers of a day."""
    categories = " OR ".join(f"cat:{category}" for category in CATEGORIES)
    words = [f"ti:{word}" for word in TITLE_WORDS] + [f'abs:"{phrase}"' for phrase in ABSTRACT_PHRASES]
    span = f"submittedDate:[{day:%Y%m%d}0000 TO {day + timedelta(1):%Y%m%d}0000]"
    return f"({categories}) AND ({' OR '.join(words)}) AND {span}"


def _fetch_page(client: Client, day: date, start: int, papers: dict[str, Listing]) -> int:
    """Add the papers of a page to those of a day, and return the number of papers of the day."""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            return _fetch_page_once(client, day, start, papers)
        except (ServiceBusyError, ServiceRefusedError):
            raise  # the client was patient already
        except ServiceError:
            if attempt == MAX_ATTEMPTS:
                raise
    raise AssertionError


def _fetch_page_once(client: Client, day: date, start: int, papers: dict[str, Listing]) -> int:
    query = {
        "search_query": render_query(day),
        "start": str(start),
        "max_results": str(PAGE_SIZE),
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
    }
    feed, _ = client.get_xml("arxiv", "/api/query", query)
    total = (feed.findtext(f"{OPENSEARCH_NAMESPACE}totalResults") or "").strip()
    if feed.tag != f"{ATOM_NAMESPACE}feed" or not NUMBER.fullmatch(total):
        raise ServiceError("sent a reply with unexpected structure")
    page: dict[str, Listing] = {}
    for entry in feed.findall(f"{ATOM_NAMESPACE}entry"):
        listing = _parse_entry(entry, day)
        if page.setdefault(listing.arxiv, listing) != listing:
            raise ServiceError(f"sent two different papers for {listing.arxiv}")
    expected = max(0, min(PAGE_SIZE, int(total) - start))
    if len(page) != expected:
        raise ServiceError(f"sent {len(page):,} of {format_count(expected, 'paper')}")
    papers |= page
    return int(total)


def _parse_entry(entry: Element, day: date) -> Listing:
    """Return the paper of an entry; arXiv reports errors as entries, too."""
    arxiv = parse_arxiv_id(entry.findtext(f"{ATOM_NAMESPACE}id"))
    if not arxiv:
        raise ServiceError("sent an entry without a valid ID")
    text = entry.findtext(f"{ATOM_NAMESPACE}title")
    reader = FieldReader("arxiv")
    title = reader.read_title(text) or plain_text(text)[:MAX_TITLE_CHARACTERS]
    if not title:
        raise ServiceError("sent no readable title")
    submitted = parse_date(entry.findtext(f"{ATOM_NAMESPACE}published"))
    if submitted not in (day.isoformat(), (day + timedelta(1)).isoformat()):
        raise ServiceError("sent papers of other days")
    month = arxiv_month(arxiv)
    if not month or not -1 <= _months_between(day, month) <= MAX_DELAY_MONTHS:
        raise ServiceError(f"sent {arxiv}, an ID that does not fit its date")
    names = (author.findtext(f"{ATOM_NAMESPACE}name") for author in entry.findall(f"{ATOM_NAMESPACE}author"))
    return Listing(
        arxiv,
        title,
        reader.read_authors(names),
        tuple(_read_categories(entry)),
        date.fromisoformat(submitted),
    )


def _read_categories(entry: Element) -> Iterator[str]:
    """Yield the categories of arXiv, the primary one first; others such as those of ACM are left out."""
    primary = [element.get("term") for element in entry.findall(f"{ARXIV_NAMESPACE}primary_category")]
    others = [element.get("term") for element in entry.findall(f"{ATOM_NAMESPACE}category")]
    for name in dict.fromkeys((*primary, *others)):
        if name and CATEGORY.fullmatch(name):
            yield name


def _months_between(earlier: date, later: date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month
