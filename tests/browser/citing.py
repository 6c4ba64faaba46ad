"""Driver of citing and selecting, and the citations in the built files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from catalog import Catalog
from tests.sites import FORK, BuiltSite

SITE_PATH = urlsplit(FORK["SITE_URL"]).path
SELECTION_KEY, VISITED_KEY = f"{SITE_PATH}.selection", f"{SITE_PATH}.visited"
"""Keys of the toy site in the browser's storage."""


@dataclass(frozen=True)
class Citations:
    """The built citation files, read without a browser."""

    site: BuiltSite

    @cached_property
    def formats(self) -> Mapping[str, Mapping[str, str]]:
        return {format["id"]: format for format in self._read("formats")["formats"]}

    @cached_property
    def fragments(self) -> Mapping[str, Mapping[str, str]]:
        """Citations of each paper, by format."""
        shards = (self._read(str(at)) for at in range(self._read("formats")["shards"]))
        return {id: fragments for shard in shards for id, fragments in shard.items()}

    @cached_property
    def order(self) -> Sequence[str]:
        """Ids of all papers, newest first."""
        return [paper.id for paper in Catalog.load(self.site.root).papers]

    def file(self, format_id: str, ids: Sequence[str]) -> bytes:
        """Return the file of some papers, given in any order."""
        format = self.formats[format_id]
        texts = [self.fragments[id][format_id] for id in self.order if id in ids]
        return (format["head"] + format["between"].join(texts) + format["foot"]).encode()

    def _read(self, name: str) -> Any:
        return json.loads((self.site.output / f"cite/{name}.json").read_text("utf-8"))


def select(page: Page, *ids: str) -> None:
    """Check the boxes of papers on a page that lists them."""
    for id in ids:
        page.locator(f"[data-id='{id}'] .select-box").first.check()


def selected_ids(page: Page) -> set[str]:
    """Return the papers whose boxes are checked."""
    boxes = page.locator(".select-box:checked")
    return set(boxes.evaluate_all("boxes => boxes.map(box => box.closest('[data-id]').dataset.id)"))


def selection_bar(page: Page) -> Locator:
    """Return the bar at the bottom."""
    return page.get_by_role("region", name="Selected papers")


def press(page: Page, name: str) -> None:
    """Press a button of the bar."""
    selection_bar(page).get_by_role("button", name=name).click()


def dialog(page: Page) -> Locator:
    """Return the open dialog."""
    return page.get_by_role("dialog")


def export_as(page: Page, format: str) -> tuple[str, bytes]:
    """Choose a format in the open dialog; return the file's name and content."""
    button = dialog(page).get_by_role("button", name=re.compile(f"^{format}"))
    return download_by(page, button.click)


def download_by(page: Page, act: Callable[[], None]) -> tuple[str, bytes]:
    """Do what starts a download; return the file's name and content."""
    with page.expect_download() as download:
        act()
    return download.value.suggested_filename, download.value.path().read_bytes()


def tab_to(page: Page, selector: str, max_presses: int = 150) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(max_presses):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached")


def expect_selected(page: Page, number: int) -> None:
    """Wait until the bar shows the number of selected papers."""
    noun = "paper" if number == 1 else "papers"
    count = selection_bar(page).locator(".selection-bar__count")
    expect(count).to_have_text(f"{number} {noun} selected")
