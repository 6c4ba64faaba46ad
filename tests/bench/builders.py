"""The generators to compare: installation, sources and command of each.

Peers are installed from their registry during the benchmark, in pinned versions, into a folder outside the
checkout. All read the same pages as Markdown, configured as their manuals advise. Material and Zensical use
their own theme; Hugo has none and gets the frame of this site's pages as its layout. Only pages count:
search, highlighting, feeds and tag lists are off.
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
"""Plain Material. Papers and authors are not in `nav`, because every page would list them all."""
HUGO_CONFIG: dict[str, Any] = {
    "baseURL": MATERIAL_CONFIG["site_url"],
    "title": MATERIAL_CONFIG["site_name"],
    "taxonomies": {},  # categories and tags are plain folders
    "disableKinds": ["rss"],
    "markup": {"highlight": {"codeFences": False}, "goldmark": {"renderer": {"unsafe": True}}},  # allows HTML
}
LAYOUT_REPLACEMENTS = {
    r"(?<=<title>).*?(?=</title>)": "{{ .Title }}",
    r'(?<=<meta name="description" content=)"[^"]*"': '"{{ .Description }}"',
    r'(?<=<link rel="canonical" href=)"[^"]*"': '"{{ .Permalink }}"',
    r"<meta property=\"og:type\".*?</script>": "{{ .Params.head | safeHTML }}",
    r'(?<=<article class="md-content__inner md-typeset">).*(?=</article>)': "{{ .Content }}",
}
"""Patterns of the parts in which pages of this site differ, and what Hugo inserts there."""
MKDOCS_BUILD = (sys.executable, "-m", "mkdocs", "build")
TIMED_CONFIG = "timed.yml"
"""mkdocs.yml with the hook that measures the stages, in a checkout of this site."""
STRICT_BUILD = (*MKDOCS_BUILD, "--strict", "--config-file", TIMED_CONFIG)


@dataclass(frozen=True)
class Builder:
    """A generator, or one configuration of it."""

    name: str
    prepare: Callable[[Views, Path], None]
    """Writes the sources into an empty folder."""
    command: tuple[str, ...]
    output: str = "site"
    """The folder with the built site, in that folder."""
    env: Mapping[str, str] = field(default_factory=dict)


def available_builders(folder: Path, print_progress: Callable[[str], None]) -> dict[str, Builder]:
    """Return all builders that can be installed, by id; peers are kept in a folder."""
    material = f"Material for MkDocs {version('mkdocs-material')}"
    builders = {
        "ours": Builder("This site, everything", _prepare_checkout, STRICT_BUILD),
        PAGES_ONLY: Builder(
            "This site, its pages only", _prepare_checkout, STRICT_BUILD, env={"BENCH_PAGES_ONLY": "1"}
        ),
        "material": Builder(material, _prepare_material, (*MKDOCS_BUILD, "--quiet")),
    }
    for id, install in {"zensical": _zensical_builder, "hugo": _hugo_builder}.items():
        try:
            builders[id] = install(folder)
        except (OSError, RuntimeError) as error:
            print_progress(f"{id} cannot be installed and is skipped: {error}")
    return builders


def write_timed_checkout(catalog: Catalog, folder: Path, rewrite: bool = False) -> None:
    """Write a checkout of this site with the hook that measures its stages; see `sites.write_checkout`."""
    sites.write_checkout(catalog, folder, rewrite)
    shutil.copy(HERE / "stages.py", folder / "hooks")
    settings = yaml_load((folder / "mkdocs.yml").read_text("utf-8"))
    hooks = ["hooks/stages.py", *settings["hooks"]]
    (folder / TIMED_CONFIG).write_text(json.dumps({"INHERIT": "mkdocs.yml", "hooks": hooks}), "utf-8")


def _prepare_checkout(views: Views, folder: Path) -> None:
    write_timed_checkout(views.catalog, folder)


def _prepare_material(views: Views, folder: Path) -> None:
    sites.write_markdown(views, folder / "docs")
    (folder / "mkdocs.yml").write_text(json.dumps(MATERIAL_CONFIG), "utf-8")  # JSON is valid YAML


def _zensical_builder(folder: Path) -> Builder:
    packages = _install(folder / f"zensical-{ZENSICAL_VERSION}", f"zensical=={ZENSICAL_VERSION}")
    command = (sys.executable, "-m", "zensical", "build", "--clean")
    return Builder(
        f"Zensical {ZENSICAL_VERSION}", _prepare_material, command, env={"PYTHONPATH": str(packages)}
    )


def _hugo_builder(folder: Path) -> Builder:
    packages = _install(folder / f"hugo-{HUGO_VERSION}", f"hugo=={HUGO_VERSION}")
    layout = cache(lambda: make_layout(sites.empty_folder(folder / "frame")))  # once for all catalogs

    def prepare(views: Views, site: Path) -> None:
        head = SiteInfo(HUGO_CONFIG["title"], "", HUGO_CONFIG["baseURL"])
        sites.write_markdown(views, site / "content", front="_index.md", site=head)
        (site / "layouts").mkdir()
        (site / "layouts/all.html").write_text(layout(), "utf-8")
        (site / "hugo.json").write_text(json.dumps(HUGO_CONFIG), "utf-8")

    program = packages / "hugo/binaries/hugo"  # without its Python wrapper
    return Builder(f"Hugo {HUGO_VERSION}", prepare, (str(program), "build", "--quiet"), "public")


def make_layout(folder: Path) -> str:
    """Return the frame of this site's paper pages as a layout of Hugo, so that their sizes are similar.

    Args:
        folder: An empty folder in which a small site is built to get a page.
    """
    page = min(build(checkout(folder, TOY)).output.glob("papers/*/index.html"))
    html = page.read_text("utf-8").replace("{{", "{ {")
    for pattern, replacement in LAYOUT_REPLACEMENTS.items():
        html, count = re.subn(pattern, replacement, html, flags=re.DOTALL)
        if count != 1:
            raise RuntimeError(f"{pattern} matches {count} times, not once: fix tests/bench/builders.py.")
    html = re.sub(r'="\.\./\.\./?', '="/', html)
    return re.sub(r'="\.\./?"', '="/papers/"', html)


def _install(folder: Path, package: str) -> Path:
    """Install a package with its dependencies, and return the folder."""
    if not folder.exists():
        partial = sites.empty_folder(folder.with_name(f"{folder.name}.part"))
        _run(
            (sys.executable, "-m", "pip", "install", "--quiet", "--target", str(partial), package),
            folder.parent,
        )
        partial.rename(folder)
    return folder


def _run(command: tuple[str, ...], folder: Path) -> None:
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if process.returncode:
        raise RuntimeError((process.stdout + process.stderr).strip()[-1000:])
