"""Citing and selecting as readers do it, for the tests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playwright.sync_api import Locator, Page, expect

from catalog import Catalog
from tests.sites import Site


@dataclass(frozen=True)
class Citations:
    """What the built files say, read without the browser."""

    site: Site

    @cached_property
    def formats(self) -> Mapping[str, Mapping[str, str]]:
        return {one["id"]: one for one in self._read("formats")["formats"]}

    @cached_property
    def fragments(self) -> Mapping[str, Mapping[str, str]]:
        shards = (self._read(str(at)) for at in range(self._read("formats")["shards"]))
        return {id: fragments for shard in shards for id, fragments in shard.items()}

    @cached_property
    def order(self) -> Sequence[str]:
        """Every paper, newest first."""
        return [paper.id for paper in Catalog.load(self.site.root).papers]

    def file(self, format: str, ids: Sequence[str]) -> bytes:
        """The file of some papers, whatever their order."""
        one = self.formats[format]
        texts = [self.fragments[id][format] for id in self.order if id in ids]
        return (one["head"] + one["between"].join(texts) + one["foot"]).encode()

    def _read(self, name: str) -> Any:
        return json.loads((self.site.output / f"cite/{name}.json").read_text("utf-8"))


def tick(page: Page, *ids: str) -> None:
    """Tick papers on a page that shows them."""
    for id in ids:
        page.locator(f"[data-id='{id}'] .tick").first.check()


def ticked(page: Page) -> set[str]:
    """The papers whose boxes are ticked."""
    boxes = page.locator(".tick:checked")
    return set(boxes.evaluate_all("boxes => boxes.map(box => box.closest('[data-id]').dataset.id)"))


def bar(page: Page) -> Locator:
    """The bar at the bottom."""
    return page.get_by_role("region", name="Selected papers")


def does(page: Page, name: str) -> None:
    """Press a button of the bar."""
    bar(page).get_by_role("button", name=name).click()


def sheet(page: Page) -> Locator:
    """The open dialog."""
    return page.get_by_role("dialog")


def exported(page: Page, format: str) -> tuple[str, bytes]:
    """Choose a format in the open dialog: the file's name and content."""
    return saved(page, lambda: sheet(page).get_by_role("button", name=re.compile(f"^{format}")).click())


def saved(page: Page, act: Callable[[], None]) -> tuple[str, bytes]:
    """What the browser saves."""
    with page.expect_download() as download:
        act()
    return download.value.suggested_filename, download.value.path().read_bytes()


def tab_to(page: Page, selector: str, most: int = 150) -> None:
    """Get to an element by the keyboard alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector}")


def selected(page: Page, number: int) -> None:
    """Wait until the bar says how many papers are selected."""
    noun = "paper" if number == 1 else "papers"
    expect(bar(page).locator(".picked__count")).to_have_text(f"{number} {noun} selected")
