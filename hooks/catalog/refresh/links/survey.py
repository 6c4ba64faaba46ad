"""A survey of links: many hosts at a time, each with one request at a time, and no link judged by our faults.

Without a reply, nobody knows whose fault it was. So such an observation counts only once some host has
replied after it; if none does, the network of this machine is down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue, SimpleQueue
from threading import Event, Thread
from urllib.parse import urlsplit

from catalog.documents.problems import format_count
from catalog.refresh.links.memory import Memories
from catalog.refresh.links.probe import Kind, Observation, Probe
from catalog.refresh.links.robots import RobotsError
from catalog.utils.progress import Progress

MAX_HOSTS_AT_A_TIME = 8
SAVE_EVERY = 25
"""Observations after which they are saved."""
MAX_DOUBTS = 20
"""Observations without a reply in a row after which the network of this machine counts as down."""
MAX_HOST_DOUBTS = 2
"""Observations without a reply in a row after which a host is left alone."""


@dataclass(frozen=True)
class Report:
    """Message of a thread: an observation of a link, or the reason to leave its host alone."""

    url: str
    observation: Observation | None = None
    problem: str = ""


@dataclass
class Survey:
    """Observes links and keeps what was observed.

    Attributes:
        failures: Sentences on hosts that could not be asked.
        asked: Links that were observed.
    """

    probe: Probe
    memories: Memories
    failures: list[str] = field(default_factory=list)
    asked: int = 0

    def run(self, urls: Sequence[str], progress: Progress = iter) -> None:
        """Observe links. An interruption loses what came after the last save."""
        doubts: dict[str, Observation] = {}
        problems: dict[str, str] = {}
        try:
            for report in self._reports(urls, progress):
                if report.problem:
                    problems[_host(report.url)] = report.problem
                elif report.observation and report.observation.is_doubtful:
                    doubts[report.url] = report.observation
                elif report.observation:
                    self._keep({**doubts, report.url: report.observation})
                    doubts.clear()
                if len(doubts) >= MAX_DOUBTS and len({*map(_host, doubts)}) >= MAX_DOUBTS // 2:
                    break
            if doubts and self._has_network({*map(_host, doubts)}):
                self._keep(doubts)
            elif doubts:
                count = format_count(len(doubts), "link")
                self.failures.append(f"Nobody replied about {count}, and no host did after that.")
                problems = {host: text for host, text in problems.items() if host not in map(_host, doubts)}
            self.failures += [f"{host} {problem}." for host, problem in sorted(problems.items())]
        finally:
            self.memories.save()

    def _keep(self, observations: dict[str, Observation]) -> None:
        for url, observation in observations.items():
            self.memories.keep(url, observation)
            self.asked += 1
            if self.asked % SAVE_EVERY == 0:
                self.memories.save()

    def _has_network(self, hosts: set[str]) -> bool:
        """Return whether a link of another host, which was alive when last asked, gets any reply now."""
        alive = (url for url, memory in self.memories.items() if memory.kind is Kind.ALIVE)
        for url in [url for url in alive if _host(url) not in hosts][:3]:
            try:
                if not self.probe.observe(url).is_doubtful:
                    return True
            except RobotsError:
                return True
        return False

    def _reports(self, urls: Sequence[str], progress: Progress) -> Iterator[Report]:
        """Yield what threads report, in any order; a host that fails has fewer reports than links."""
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for url in urls:
            by_host[_host(url)].append(url)
        hosts: SimpleQueue[list[str]] = SimpleQueue()
        for links in sorted(by_host.values(), key=len, reverse=True):  # the longest first
            hosts.put(links)
        reports: Queue[Report | BaseException | None] = Queue()
        stop = Event()
        count = min(MAX_HOSTS_AT_A_TIME, len(by_host))
        for _ in range(count):
            Thread(target=self._ask_hosts, args=(hosts, reports, stop), daemon=True).start()
        try:
            done = iter(progress(urls))
            while count:
                report = reports.get()
                if isinstance(report, BaseException):
                    raise report
                if report is None:
                    count -= 1
                    continue
                next(done, None)
                yield report
            for _ in done:
                continue
        finally:
            stop.set()

    def _ask_hosts(
        self, hosts: SimpleQueue[list[str]], reports: Queue[Report | BaseException | None], stop: Event
    ) -> None:
        """Ask one host after the other, and end with None."""
        try:
            while not stop.is_set():
                for report in self._ask_host(hosts.get_nowait(), stop):
                    reports.put(report)
        except Empty:
            reports.put(None)
        except BaseException as error:
            reports.put(error)

    def _ask_host(self, links: Sequence[str], stop: Event) -> Iterator[Report]:
        doubts_in_a_row = 0
        for at, url in enumerate(links):
            if stop.is_set():
                return
            rest = len(links) - at - 1
            try:
                observation = self.probe.observe(url)
            except RobotsError as error:
                yield Report(url, problem=f"{error}; {format_count(rest + 1, 'link')} could not be asked for")
                return
            yield Report(url, observation)
            doubts_in_a_row = doubts_in_a_row + 1 if observation.is_doubtful else 0
            if rest and (observation.ends_host or doubts_in_a_row >= MAX_HOST_DOUBTS):
                problem = f"gives no reply: {observation.reason}" if doubts_in_a_row else "is busy"
                yield Report(url, problem=f"{problem}; {format_count(rest, 'link')} could not be asked for")
                return


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
