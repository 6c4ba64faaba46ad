"""Measure one search engine with one catalog, in a browser on a slowed-down machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.bench.server import Traffic

CPU_SLOWDOWN = 4
"""Factor by which the CPU is slowed down, as on a mid-range phone."""
LAYER_KB = "kb_"
"""Prefix of the figure with the kilobytes of a layer."""
FIRST_QUERY = "talking head"
"""The first query."""
TYPED_QUERIES = (
    "wav2lip",
    "talking head",
    "emotion",
    "gausian splatting",
    "cvpr 2022",
    "thies",
    "audio driven portrait",
    "nerf",
    "one shot",
    "lip sync",
)
"""Queries that are typed letter by letter."""


@dataclass(frozen=True)
class SearchBenchmark:
    """A browser and the server that it uses."""

    browser: Browser
    url: str
    traffic: Traffic
    max_seconds: float
    """Limit of typing with one engine."""

    def measure_costs(self, engine: str, papers: int) -> dict[str, float]:
        """Return kilobytes, times and memory of one engine, starting with an empty cache.

        Keys are typed once every layer is loaded; `kb_people` are the kilobytes of the layer of people.
        """
        with self._open_page() as (page, browser):
            before = heap_bytes(browser)
            browser.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
            self.traffic.reset()
            first = page.evaluate(f"start({self._script_and_data(engine, papers)}, {FIRST_QUERY!r})")
            kb, requests = self.traffic.reset()
            layer_kb, layer_seconds = self._load_layers(page)
            keys: list[float] = page.evaluate(
                "([texts, time]) => type(texts, time)", [TYPED_QUERIES, self.max_seconds]
            )
            typing_kb, typing_requests = self.traffic.reset()
            browser.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            return {
                "kb": kb,
                "requests": requests,
                "first_ms": first["seconds"] * 1000,
                "complete_ms": (first["seconds"] + layer_seconds) * 1000,
                "key_ms": median(keys),
                "key_p95_ms": quantiles(keys, n=20)[-1],
                "keys": len(keys),
                "typing_kb": typing_kb,
                "typing_requests": typing_requests,
                "heap_mb": (heap_bytes(browser) - before) / 1e6,
                **{f"{LAYER_KB}{layer}": kb for layer, kb in layer_kb.items()},
            }

    def search(self, engine: str, papers: int, queries: Sequence[str]) -> list[list[str | int]]:
        """Return the first ten papers for each query, as ids or, from engines without ids, as rows.

        Every layer is loaded before, as it is in the site's search box after the first results.
        """
        with self._open_page() as (page, _):
            page.evaluate(f"start({self._script_and_data(engine, papers)}, {FIRST_QUERY!r})")
            self._load_layers(page)
            results: list[list[str | int]] = page.evaluate("(texts) => answers(texts)", list(queries))
            return results

    def _load_layers(self, page: Page) -> tuple[dict[str, float], float]:
        """Load the layers one by one; return the kilobytes of each, and the seconds of all."""
        kilobytes, seconds = {}, 0.0
        self.traffic.reset()
        for layer in page.evaluate("layers()"):
            seconds += page.evaluate("(layer) => load(layer)", layer)
            kilobytes[layer], _ = self.traffic.reset()
        return kilobytes, seconds

    def _script_and_data(self, engine: str, papers: int) -> str:
        return f"'/bench/engines/{engine}.js', '/data/{papers}/{engine}/'"

    @contextmanager
    def _open_page(self) -> Iterator[tuple[Page, CDPSession]]:
        """Open the page of the benchmark with an empty cache."""
        context = self.browser.new_context()
        context.set_default_timeout(600_000)
        page = context.new_page()
        page.goto(f"{self.url}bench/page.html")
        page.wait_for_function("window.ready")
        try:
            yield page, context.new_cdp_session(page)
        finally:
            context.close()


def heap_bytes(browser: CDPSession) -> float:
    """Return the size of JavaScript's heap after garbage collection."""
    browser.send("HeapProfiler.collectGarbage")
    used: Any = browser.send("Runtime.getHeapUsage")["usedSize"]
    return float(used)
