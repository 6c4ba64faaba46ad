"""The generators that are compared: how to get each, what it builds from, and with which command.

Peers are got from their registry at the time of the benchmark, in the versions named here, into a folder
outside the checkout; nothing of them is committed. All read the same pages as Markdown, as their manuals
advise. Material and Zensical put their theme around them; Hugo has none, and gets our page's frame as its
layout. Only pages count: searches, highlighting, feeds and lists of tags are switched off.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from catalog import Catalog
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.bench import sites
from tests.bench.results import PAGES_ONLY
from tests.sites import TOY, build, checkout

ZENSICAL_VERSION = "0.0.73"
HUGO_VERSION = "0.168.0"
HERE = Path(__file__).parent
NAV = [{name.capitalize(): f"{name}/index.md"} for name in sites.FRONT_FOLDERS]
MATERIAL_CONFIG: dict[str, Any] = {
    "site_name": "Awesome Talking Face",
    "site_url": "https://example.com/",
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs"]},
    "nav": NAV,
    "not_in_nav": "*\n",
    "plugins": [],
    "markdown_extensions": ["toc", "fenced_code"],
    "validation": {"links": {"unrecognized_links": "ignore"}},
}
"""Plain Material; papers and authors are not in `nav`, where each page would list them all."""
HUGO_CONFIG: dict[str, Any] = {
    "baseURL": MATERIAL_CONFIG["site_url"],
    "title": MATERIAL_CONFIG["site_name"],
    "taxonomies": {},  # categories and tags are folders like any other
    "disableKinds": ["rss"],
    "markup": {"highlight": {"codeFences": False}, "goldmark": {"renderer": {"unsafe": True}}},  # HTML, too
}
LAYOUT_REPLACEMENTS = {
    r"(?<=<title>).*?(?=</title>)": "{{ .Title }}",
    r'(?<=<meta name="description" content=)"[^"]*"': '"{{ .Description }}"',
    r'(?<=<link rel="canonical" href=)"[^"]*"': '"{{ .Permalink }}"',
    r"<meta property=\"og:type\".*?</script>": "{{ .Params.head | safeHTML }}",
    r'(?<=data-md-component="header-topic">).*?(?=</div>)': "{{ .Title }}",
    r'(?<=<article class="md-content__inner md-typeset">).*(?=</article>)': "{{ .Content }}",
}
"""What a page of ours has for itself, as patterns, and what Hugo is told to put there."""
MKDOCS_BUILD = (sys.executable, "-m", "mkdocs", "build")
TIMED_CONFIG = "timed.yml"
"""Our settings with the stopwatch, in our checkout."""
STRICT_BUILD = (*MKDOCS_BUILD, "--strict", "--config-file", TIMED_CONFIG)


@dataclass(frozen=True)
class Builder:
    """One way to build the site."""

    name: str
    prepare: Callable[[Views, Path], None]
    """Lays what it builds from into an empty folder."""
    command: tuple[str, ...]
    output: str = "site"
    """Where the site is, in that folder."""
    env: Mapping[str, str] = field(default_factory=dict)


def available_builders(folder: Path, say: Callable[[str], None]) -> dict[str, Builder]:
    """All that can be had, by id; peers are kept in the folder."""
    known = f"Material for MkDocs {version('mkdocs-material')}"
    found = {
        "ours": Builder("This site, everything", _prepare_checkout, STRICT_BUILD),
        PAGES_ONLY: Builder("This site, its pages only", _prepare_checkout, STRICT_BUILD, env={"BENCH_PAGES_ONLY": "1"}),
        "material": Builder(known, _prepare_material, (*MKDOCS_BUILD, "--quiet")),
    }
    for id, get in {"zensical": _zensical_builder, "hugo": _hugo_builder}.items():
        try:
            found[id] = get(folder)
        except (OSError, RuntimeError) as error:
            say(f"{id} cannot be had, and is left out: {error}")
    return found


def write_timed_checkout(catalog: Catalog, folder: Path, anew: bool = False) -> None:
    """Our checkout, with the hook that measures its stages before its own; see `sites.ours`."""
    sites.write_checkout(catalog, folder, anew)
    shutil.copy(HERE / "stages.py", folder / "hooks")
    settings = yaml_load((folder / "mkdocs.yml").read_text("utf-8"))
    hooks = ["hooks/stages.py", *settings["hooks"]]
    (folder / TIMED_CONFIG).write_text(json.dumps({"INHERIT": "mkdocs.yml", "hooks": hooks}), "utf-8")


def _prepare_checkout(views: Views, folder: Path) -> None:
    write_timed_checkout(views.catalog, folder)


def _prepare_material(views: Views, folder: Path) -> None:
    sites.write_markdown(views, folder / "docs")
    (folder / "mkdocs.yml").write_text(json.dumps(MATERIAL_CONFIG), "utf-8")  # JSON is YAML, too


def _zensical_builder(folder: Path) -> Builder:
    place = _install(folder / f"zensical-{ZENSICAL_VERSION}", f"zensical=={ZENSICAL_VERSION}")
    command = (sys.executable, "-m", "zensical", "build", "--clean")
    return Builder(f"Zensical {ZENSICAL_VERSION}", _prepare_material, command, env={"PYTHONPATH": str(place)})


def _hugo_builder(folder: Path) -> Builder:
    place = _install(folder / f"hugo-{HUGO_VERSION}", f"hugo=={HUGO_VERSION}")
    layout = cache(lambda: make_layout(sites.empty_folder(folder / "frame")))  # once, however many catalogs

    def prepare(views: Views, site: Path) -> None:
        head = SiteInfo(HUGO_CONFIG["title"], "", HUGO_CONFIG["baseURL"])
        sites.write_markdown(views, site / "content", front="_index.md", site=head)
        (site / "layouts").mkdir()
        (site / "layouts/all.html").write_text(layout(), "utf-8")
        (site / "hugo.json").write_text(json.dumps(HUGO_CONFIG), "utf-8")

    program = place / "hugo/binaries/hugo"  # without the Python around it
    return Builder(f"Hugo {HUGO_VERSION}", prepare, (str(program), "build", "--quiet"), "public")


def make_layout(folder: Path) -> str:
    """What surrounds a paper on our site, as a layout of Hugo: pages of both are of much the same size.

    It is taken from a small site that is built for it in an empty folder.
    """
    page = min(build(checkout(folder, TOY)).output.glob("papers/*/index.html"))
    html = page.read_text("utf-8").replace("{{", "{ {")
    for hole, filling in LAYOUT_REPLACEMENTS.items():
        html, found = re.subn(hole, filling, html, flags=re.DOTALL)
        if found != 1:
            raise RuntimeError(f"{hole} is {found} times in a page of ours: mend tests/bench/builders.py.")
    html = re.sub(r'="\.\./\.\./?', '="/', html)
    return re.sub(r'="\.\./?"', '="/papers/"', html)


def _install(folder: Path, package: str) -> Path:
    """A folder with a package and all it needs."""
    if not folder.exists():
        part = sites.empty_folder(folder.with_name(f"{folder.name}.part"))
        _run(
            (sys.executable, "-m", "pip", "install", "--quiet", "--target", str(part), package), folder.parent
        )
        part.rename(folder)
    return folder


def _run(command: tuple[str, ...], folder: Path) -> None:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).strip()[-1000:])
