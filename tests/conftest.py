"""What the tests share: one build of each site, and one browser, for all of them."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from catalog import Catalog
from catalog.documents import cache
from catalog.documents.document import parse_document
from catalog.records import catalog as catalog_module
from catalog.records.load import RecordCache
from tests.abstracts import TOY_ABSTRACTS, write_abstracts
from tests.browser.chromium import HELP, executable, launch_args
from tests.server import serve_site
from tests.short_lists import build_short_site
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, build, build_once, checkout, link_history

CACHE = ".cache/values.json"
"""Parsed files, by their content."""

expect.set_options(timeout=15_000)  # milliseconds: a test waits for a busy machine rather than fail on it


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, since browsers wait a good part of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the gates the cases that `every` passes over."""
    counts = Counter[str]()
    for item in items:
        if every := item.get_closest_marker("every"):
            test = item.nodeid.partition("[")[0]
            if counts[test] % every.args[0]:
                item.add_marker("gate")
            counts[test] += 1


@pytest.fixture(scope="session", autouse=True)
def remembered_records() -> Iterator[None]:
    """Parse and validate the same file once: tests load the toy catalog thousands of times."""
    records = RecordCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "parse_document", lru_cache(maxsize=2000)(parse_document))
        patch.setattr(catalog_module, "RecordCache", lambda: records)
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder for this run, the same one in all of its processes."""
    folder = tmp_path_factory.getbasetemp()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    return folder.parent / f"sites-{run}" if run else folder / "sites"


@pytest.fixture(scope="session")
def toy_site(shared_folder: Path) -> BuiltSite:
    """The site of the toy catalog, as a fork would publish it."""
    return build_once(
        shared_folder, "toy", lambda root: build(checkout(root, TOY), SOURCE_DATE_EPOCH=EPOCH, **FORK)
    )


@pytest.fixture(scope="session")
def short_site(shared_folder: Path) -> BuiltSite:
    """The toy site with abstracts, and few papers on a page, so that its lists have several."""

    def build_site(root: Path) -> BuiltSite:
        write_abstracts(checkout(root, TOY), {**TOY_ABSTRACTS, "2901.00001": "Of no paper."})
        return build_short_site(root, SOURCE_DATE_EPOCH=EPOCH, **FORK)

    return build_once(shared_folder, "short", build_site)


@pytest.fixture(scope="session")
def real_site(shared_folder: Path) -> BuiltSite:
    """The site of the catalog of this checkout, with its history."""

    def build_site(root: Path) -> BuiltSite:
        link_history(checkout(root, ROOT / "data"))
        if (ROOT / CACHE).is_file():
            (root / CACHE).parent.mkdir()
            shutil.copyfile(ROOT / CACHE, root / CACHE)
        return build(root)

    return build_once(shared_folder, "real", build_site)


@pytest.fixture(params=["toy_site", pytest.param("real_site", marks=pytest.mark.gate)])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """Each of the two sites."""
    site: BuiltSite = request.getfixturevalue(request.param)
    return site


@pytest.fixture
def catalog(site: BuiltSite) -> Catalog:
    """The catalog of a site."""
    return Catalog.load(site.root)


@pytest.fixture(scope="session")
def toy_url(toy_site: BuiltSite) -> Iterator[str]:
    """Where the toy site is served."""
    with serve_site(toy_site) as url:
        yield url


@pytest.fixture(scope="session")
def short_url(short_site: BuiltSite) -> Iterator[str]:
    """Where that is served."""
    with serve_site(short_site) as url:
        yield url


@pytest.fixture(scope="session")
def real_url(real_site: BuiltSite) -> Iterator[str]:
    """Where the real site is served."""
    with serve_site(real_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium; each test opens a context of its own in it."""
    path = executable()
    if path is None:
        pytest.fail(HELP)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=launch_args())
        yield chromium
        chromium.close()
