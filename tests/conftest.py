"""What the tests share: one build of each site, and one browser, for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from catalog import Catalog
from tests.browser.chromium import HELP, executable, launch_args
from tests.server import serve_site
from tests.short_lists import build_short_site
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, build, checkout

expect.set_options(timeout=15_000)  # milliseconds: a test waits for a busy machine rather than fail on it


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores, since browsers wait a good part of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the toy catalog, as a fork would publish it."""
    root = checkout(tmp_path_factory.mktemp("toy"), TOY)
    return build(root, SOURCE_DATE_EPOCH=EPOCH, **FORK)


@pytest.fixture(scope="session")
def short_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The toy site with few papers on a page, so that its lists have several."""
    root = checkout(tmp_path_factory.mktemp("short"), TOY)
    return build_short_site(root, SOURCE_DATE_EPOCH=EPOCH, **FORK)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the catalog of this checkout."""
    return build(checkout(tmp_path_factory.mktemp("real"), ROOT / "data"))


@pytest.fixture(params=["toy_site", "real_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """Each of the two sites."""
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


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
