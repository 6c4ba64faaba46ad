"""The site as a folder for another generator: the quick half of `make exit`, without any other engine."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml
from click.testing import CliRunner

from catalog.cli import main
from catalog.folder import Folder
from catalog.load import load
from catalog.sections import sections
from catalog.views import Views
from tests.sites import EPOCH, FORK, Site


@pytest.fixture
def folder(toy_site: Site, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes]:
    """The files of the folder, for the same fork on the same day as the toy site."""
    for name, value in {**FORK, "SOURCE_DATE_EPOCH": EPOCH}.items():
        monkeypatch.setenv(name, value)
    return dict(Folder(toy_site.root, load(toy_site.root)[0]).files())


def test_every_page_of_the_site_is_a_file_of_the_folder(toy_site: Site, folder: Mapping[str, bytes]) -> None:
    stems = {path.removeprefix("docs/").removesuffix(".md") for path in folder if path.endswith(".md")}
    addresses = {"" if stem == "index" else f"{stem.removesuffix('/index')}/" for stem in stems}
    assert addresses == toy_site.pages.keys() - {"404.html"}
    assert {page.href for page in Views(load(toy_site.root)[0]).pages()} < addresses


def test_every_other_file_has_the_bytes_of_the_site(toy_site: Site, folder: Mapping[str, bytes]) -> None:
    same = {path.removeprefix("docs/"): data for path, data in folder.items() if path.startswith("docs/")}
    same = {path: data for path, data in same.items() if not path.endswith(".md")}
    assert len(same) > 100
    assert "search/others.json" in same  # whose sections are read from Markdown here, from HTML there
    assert [path for path, data in same.items() if (toy_site.output / path).read_bytes() != data] == []


def test_no_page_asks_for_our_program(folder: Mapping[str, bytes]) -> None:
    config = yaml.safe_load(folder["mkdocs.yml"])
    assert config["site_url"] == FORK["SITE_URL"]
    assert config["plugins"] == ["search"]
    assert "hooks" not in config
    pages = [data.decode() for path, data in folder.items() if path.endswith(".md")]
    assert [page[:200] for page in pages if "{{ show(" in page or "catalog-fragment" in page] == []


def test_the_command_leaves_a_full_folder_alone(toy_site: Site) -> None:
    out = toy_site.root / "docs"
    done = CliRunner().invoke(main, ["--root", str(toy_site.root), "pages", "--out", str(out)])
    assert done.exit_code == 2
    assert "is not empty" in done.output


def test_sections_are_what_can_be_linked_to() -> None:
    html = """<h1 id="a">A <code>b</code><a class="headerlink" href="#a">¶</a></h1><p>One<br>two</p>
    <div data-search-exclude><div>no</div>no</div><h3>without id</h3><script>no</script><p>three</p>
    <table><tr><td>x</td><td>y</td></tr></table><h2 id="c">C &amp; d</h2>"""
    assert list(sections("page/", html)) == [
        ("page/", "A b", "One two without id three x y"),
        ("page/#c", "C & d", ""),
    ]
