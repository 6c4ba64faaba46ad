"""The published results of both benchmarks: docs/about/build.json and docs/about/benchmarks.json."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).parents[2]
BUILD_RESULTS = ROOT / "docs/about/build.json"
SEARCH_RESULTS = ROOT / "docs/about/benchmarks.json"
THIS_SITE = "ours"
"""Id of this site's search engine, and of its full build."""
PAGES_ONLY = "pages"
"""Id of this site's build without the outputs that other generators do not write."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BuildRun(_Model):
    """The cost of building a catalog of one size with one generator."""

    papers: int
    builder: str
    cpu_s: float
    """Sum over all processes and cores."""
    memory_mb: float
    """Peak memory of the largest process; 0 if not measured."""
    pages: int
    """HTML files, without redirects."""
    pages_mb: float
    files: int
    mb: float
    rounds: int
    """Number of measurements; the other figures are medians."""
    stages: Mapping[str, float]
    """CPU seconds by stage; only for this site's builds."""
    kinds: Mapping[str, tuple[int, int]]
    """Number of files and bytes by kind of file."""

    @property
    def page_kb(self) -> float:
        """Mean size of a page."""
        return 1000 * self.pages_mb / self.pages if self.pages else 0


class BuildResults(_Model):
    """Results of the build benchmark."""

    date: str
    commit: str
    cores: int
    processor: str
    system: str
    python: str
    builders: Mapping[str, str]
    """Name and version of each generator, by id."""
    runs: tuple[BuildRun, ...]
    saved: Mapping[int, float] = {}
    """Seconds from saving a record until `mkdocs serve` shows it, by number of papers."""

    def runs_of(self, builder: str) -> tuple[BuildRun, ...]:
        """Return the runs of one generator, smallest catalog first."""
        return tuple(run for run in self.runs if run.builder == builder)


class EngineCost(_Model):
    """The cost of one search engine with a catalog of one size."""

    papers: int
    engine: str
    kb: float
    requests: float
    first_ms: float
    complete_ms: float = 0
    """Until every text can be searched; 0 if not measured."""
    key_ms: float
    key_p95_ms: float
    keys: float
    typing_kb: float
    typing_requests: float
    heap_mb: float
    build_s: float
    rounds: int
    """Number of measurements; the other figures are medians."""
    layer_kb: Mapping[str, float] = {}
    """Kilobytes of the texts that are loaded after the first result, by layer."""

    @property
    def total_kb(self) -> float:
        """Kilobytes of the first result, of all layers, and of what was loaded while typing."""
        return self.kb + sum(self.layer_kb.values()) + self.typing_kb


class EngineQuality(_Model):
    """The answers of one search engine to one set of queries, as shares of the queries."""

    papers: int
    engine: str
    set: str
    queries: int
    hit1: float
    hit5: float
    mrr: float


class SearchResults(_Model):
    """Results of the search benchmark."""

    date: str
    cores: int
    system: str
    python: str
    chromium: str
    engines: Mapping[str, str]
    """Name and version of each peer, by id."""
    slowed: int
    costs: tuple[EngineCost, ...]
    quality: tuple[EngineQuality, ...]


def read_build_results(path: Path = BUILD_RESULTS) -> BuildResults:
    """Read the results of the build benchmark."""
    return BuildResults.model_validate_json(path.read_bytes())


def read_search_results(path: Path = SEARCH_RESULTS) -> SearchResults:
    """Read the results of the search benchmark."""
    return SearchResults.model_validate_json(path.read_bytes())
