"""The site as a folder for another engine: the quick half of `make exit`, without one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jinja2.utils import htmlsafe_json_dumps

from catalog import Catalog
from catalog.cli.main import main
from catalog.html.csp import script_hash, with_policy
from catalog.html.renderer import Renderer
from catalog.search.sections import page_sections
from catalog.site.build import Site, build
from catalog.site.folder import PageFolder, read_settings
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.gates.compare import Differences, compare_sites
from tests.helpers import load_yaml
from tests.hostile.build import make_catalog_hostile
from tests.hostile.payloads import PAYLOADS
from tests.sites import EPOCH, FORK, ROOT, TOY, BuiltSite, checkout


@pytest.fixture(scope="module")
def folder(toy_site: BuiltSite) -> Mapping[str, bytes]:
    """The files of the folder, for the same fork on the same day as the toy site."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**FORK, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        settings = read_settings(toy_site.root)
        site = build(toy_site.root, SiteInfo.from_config(settings))
        return dict(PageFolder(toy_site.root, settings, site).render_files())


def is_page(path: str) -> bool:
    return path.startswith("docs/") and path.endswith(".md")


def test_twins_wait_outside_of_the_pages(toy_site: BuiltSite, folder: Mapping[str, bytes]) -> None:
    twins = {path.removeprefix("twins/"): data for path, data in folder.items() if path.startswith("twins/")}
    assert twins.keys() == {path for path in toy_site.files if path.endswith(".md")}
    assert [path for path, data in twins.items() if (toy_site.output / path).read_bytes() != data] == []


def test_every_page_of_the_site_is_a_file_of_the_folder(
    toy_site: BuiltSite, folder: Mapping[str, bytes]
) -> None:
    stems = {path.removeprefix("docs/").removesuffix(".md") for path in folder if is_page(path)}
    addresses = {"" if stem == "index" else f"{stem.removesuffix('/index')}/" for stem in stems}
    assert addresses == toy_site.pages.keys() - {"404.html"}
    assert {page.href for page in Views(Catalog.load(toy_site.root)).pages()} < addresses


def test_every_other_file_has_the_bytes_of_the_site(toy_site: BuiltSite, folder: Mapping[str, bytes]) -> None:
    same = {path.removeprefix("docs/"): data for path, data in folder.items() if path.startswith("docs/")}
    same = {path: data for path, data in same.items() if not path.endswith(".md")}
    assert len(same) > 100
    assert "search/others.json" in same  # whose sections are read from Markdown here, from HTML there
    assert [path for path, data in same.items() if (toy_site.output / path).read_bytes() != data] == []


def test_every_page_is_edited_where_the_site_says(toy_site: BuiltSite, folder: Mapping[str, bytes]) -> None:
    for path, content in folder.items():
        if is_page(path):
            stem = path.removeprefix("docs/").removesuffix(".md")
            page = toy_site.pages["" if stem == "index" else f"{stem.removesuffix('/index')}/"]
            button = next(link for link in page.select("a") if link["rel"] == "edit")
            assert load_yaml(content.split(b"---\n")[1])["edit_url"] == button["href"], path


def test_titles_in_front_matter_are_what_the_theme_may_write_as_they_are() -> None:
    renderer = Renderer(
        Views(make_catalog_hostile(Catalog.load(TOY.parent))), ROOT / "docs/templates", SiteInfo("Toys")
    )
    moved = PageFolder(ROOT, read_settings(ROOT), Site((), renderer, iter(())))
    pages = [page for page in renderer.views.pages() if page.href.startswith("papers/paper")]
    assert len(pages) == len(PAYLOADS)
    for page in pages:
        meta = load_yaml(moved.render_page(page).split("---\n")[1])
        assert unescape(meta["title"]).split() == page.title.split()
        assert not re.search('[<>"]', meta["title"])


def test_no_page_asks_for_our_program(folder: Mapping[str, bytes]) -> None:
    config = load_yaml(folder["mkdocs.yml"])
    assert config["site_url"] == FORK["SITE_URL"]
    assert config["plugins"] == []
    assert "hooks" not in config
    pages = [data.decode() for path, data in folder.items() if is_page(path)]
    assert [page[:200] for page in pages if "{{ show(" in page or "catalog-fragment" in page] == []


def pages(root: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "pages", "--out", str(out)])


def test_the_command_fills_a_new_folder_only(toy_site: BuiltSite, tmp_path: Path) -> None:
    done = pages(toy_site.root, tmp_path / "new/pages")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "new/pages/docs/papers/index.md").is_file()
    again = pages(toy_site.root, tmp_path / "new/pages")
    assert again.exit_code == 2
    assert "is not empty. Choose a new folder" in again.output


def test_the_command_says_what_is_in_its_way(toy_site: BuiltSite, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    within = pages(toy_site.root, tmp_path / "file/pages")
    assert within.exit_code == 2
    assert "Not a directory. Choose another" in within.output
    copied = pages(toy_site.root, toy_site.root / "docs/pages")
    assert copied.exit_code == 2
    assert "is inside docs/" in copied.output
    assert not (toy_site.root / "docs/pages").exists()
    (tmp_path / "data").mkdir()
    (tmp_path / "data/venues.yml").touch()
    elsewhere = pages(tmp_path, tmp_path / "pages")
    assert elsewhere.exit_code == 2
    assert "There is no mkdocs.yml" in elsewhere.output


def test_nothing_is_written_from_a_catalog_with_errors(tmp_path: Path) -> None:
    root = checkout(tmp_path / "root", TOY)
    (root / "data/venues.yml").write_text("nonsense: 1\n", "utf-8")
    done = pages(root, tmp_path / "pages")
    assert done.exit_code == 1
    assert "data/venues.yml:1:" in done.output
    assert not list((tmp_path / "pages").iterdir())


ASKED = {"scripts": "<script>go('x')</script>", "connect": [], "send": "", "frames": False}
UNSEALED = f"""<head> <meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="unsealed" content='{htmlsafe_json_dumps(ASKED)}'>
<script>go('x')</script></head>"""


def test_a_sealed_page_may_run_the_scripts_of_its_theme_only(tmp_path: Path) -> None:
    page = tmp_path / "papers/index.html"
    page.parent.mkdir()
    page.write_text(UNSEALED, "utf-8")
    done = CliRunner().invoke(main, ["seal", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert script_hash("go('x')") in page.read_text("utf-8")
    assert "unsealed" not in page.read_text("utf-8")
    page.write_text(f"{UNSEALED}<script>evil()</script>", "utf-8")
    done = CliRunner().invoke(main, ["seal", str(tmp_path)])
    assert done.exit_code == 1
    assert "inline script that is not ours: evil()" in done.output


def test_sealing_puts_each_twin_beside_its_page(tmp_path: Path) -> None:
    for name, text in (("site/papers/x/index.html", UNSEALED), ("twins/papers/x/index.md", "# X")):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert CliRunner().invoke(main, ["seal", str(tmp_path / "site")]).exit_code == 0
    assert (tmp_path / "site/papers/x/index.md").read_text("utf-8") == "# X"


def test_what_a_record_says_seals_nothing() -> None:
    page = f'<head><meta charset="utf-8"></head><body>{UNSEALED.partition("<head>")[2]}'
    assert with_policy(page) == page


def test_sections_are_what_can_be_linked_to() -> None:
    html = """<h1 id="a">A <code>b</code><a class="headerlink" href="#a">¶</a></h1><p>One<br>two</p>
    <div data-search-exclude><div>no</div>no</div><h3>without id</h3><script>no</script><p>three</p>
    <table><tr><td>x</td><td>y</td></tr></table><h2 id="c">C &amp; d</h2>"""
    assert list(page_sections("page/", html)) == [
        ("page/", "A b", "One two without id three x y"),
        ("page/#c", "C & d", ""),
    ]


def test_the_gate_sees_what_another_engine_makes_otherwise(toy_site: BuiltSite, tmp_path: Path) -> None:
    shutil.copytree(toy_site.output, tmp_path / "site")
    same = BuiltSite(tmp_path, "", toy_site.url)
    assert compare_sites(toy_site, same) == Differences(frozenset(), frozenset(), frozenset())

    def change(name: str, old: str, new: str) -> None:
        path = tmp_path / "site" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    change("about/index.html", 'href="../data/"', 'href="../all/"')  # a link
    change("metrics/index.html", "</h1>", "!</h1>")  # a word
    change("scope/index.html", "<title>", "<title>!")  # the head
    change("data/papers.bib", "author", "editor")
    (tmp_path / "site/papers/index.html").unlink()
    found = compare_sites(toy_site, BuiltSite(tmp_path, "", toy_site.url))
    assert found == Differences(
        hrefs=frozenset({"papers/"}),
        pages=frozenset({"about/", "metrics/", "scope/"}),
        files=frozenset({"data/papers.bib"}),
    )
