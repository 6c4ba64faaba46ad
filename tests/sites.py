"""Build the site from a catalog, with the project's own mkdocs.yml, docs/ and hooks/."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from tests.html_tree import Element, parse_html

ROOT = Path(__file__).parents[1]
TOY = ROOT / "tests/toy/data"
EPOCH = "1795305600"
"""The "now" of toy builds: 22 November 2026."""
FORK = {
    "SITE_URL": "https://pages.example/fork/of/it/",
    "REPO_URL": "https://github.com/fork/of-it",
}
"""Environment of a fork, which publishes the toy site."""
SITE_VARIABLES = ("SITE_URL", "REPO_URL", "EDIT_URI")
EMBED = re.compile("embed/.+/")
"""Path of a list for iframes of other sites."""
ENGINE = os.environ.get("ENGINE", "mkdocs")
"""The site generator: `mkdocs`, or its fork `properdocs`, which answers imports of `mkdocs` when it runs."""
ENGINE_COMMAND = (sys.executable, "-m", ENGINE)
BUILD_SECONDS = 300
"""Limit of a build, on a busy machine."""


@dataclass(frozen=True)
class Documents(Mapping[str, Element]):
    """HTML files, each parsed when it is first asked for: those of the real site take many seconds."""

    paths: Mapping[str, Path]
    """The files by path from the root of the site."""
    parsed: dict[str, Element] = field(default_factory=dict)

    def __getitem__(self, href: str) -> Element:
        path = self.paths[href]
        if href not in self.parsed:
            self.parsed[href] = parse_html(path.read_text("utf-8"))
        return self.parsed[href]

    def __contains__(self, href: object) -> bool:
        return href in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def select(self, condition: Callable[[str, Path], bool]) -> Documents:
        """Return those whose path and file meet a condition."""
        return Documents(
            {href: path for href, path in self.paths.items() if condition(href, path)}, self.parsed
        )


@dataclass(frozen=True)
class BuiltSite:
    """A built site."""

    root: Path
    """The checkout it was built in."""
    log: str
    """What the build printed."""
    url: str = "https://awesome-talking-face.github.io/awesome-talking-face/"
    """URL of the published site."""

    @property
    def output(self) -> Path:
        return self.root / "site"

    @property
    def base(self) -> str:
        """Path of the published site."""
        return urlsplit(self.url).path

    @cached_property
    def files(self) -> frozenset[str]:
        """Paths of all files."""
        paths = (path for path in self.output.rglob("*") if path.is_file())
        return frozenset(path.relative_to(self.output).as_posix() for path in paths)

    def is_redirect(self, href: str) -> bool:
        """Return whether a path is that of a page that redirects, without parsing it."""
        path = self.output / href / "index.html"
        return path.is_file() and _is_redirect(path)

    @cached_property
    def documents(self) -> Documents:
        """All HTML files, by path from the root of the site: ``, `papers/`, `404.html`."""
        names = sorted(name for name in self.files if name.endswith(".html"))
        return Documents({name.removesuffix("index.html"): self.output / name for name in names})

    @cached_property
    def pages(self) -> Documents:
        """Pages for readers, by path."""
        return self.documents.select(lambda href, path: not (EMBED.fullmatch(href) or _is_redirect(path)))

    @cached_property
    def redirects(self) -> Documents:
        """Pages that redirect from old URLs, or say why a record was removed, by path."""
        return self.documents.select(lambda _, path: _is_redirect(path))

    @cached_property
    def embeds(self) -> Documents:
        """Lists for iframes of other sites, by path."""
        return self.documents.select(lambda href, _: bool(EMBED.fullmatch(href)))


def _is_redirect(path: Path) -> bool:
    return "<main" not in path.read_text("utf-8")  # all other pages have one


def checkout(root: Path, data: Path) -> Path:
    """Copy everything a build needs into a folder, with another catalog."""
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, root / name, ignore=skip)
    for name in ("rules", "invalid"):  # examples of rules
        shutil.copytree(ROOT / "tests" / name, root / "tests" / name)
    for name in ("mkdocs.yml", "CITATION.cff", "pyproject.toml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(data, root / "data")
    return root


def link_history(root: Path) -> None:
    """Give a copy of this checkout its git history, if it has one."""
    command = ("git", "-C", str(ROOT), "rev-parse", "--absolute-git-dir")
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode == 0:
        (root / ".git").write_text(f"gitdir: {process.stdout}", "utf-8")


def build_environment(**changes: str) -> dict[str, str]:
    """Return the environment of a build, without this machine's settings of the site."""
    inherited = {key: value for key, value in os.environ.items() if key not in SITE_VARIABLES}
    return inherited | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"} | changes


def run_command(
    root: Path, command: Sequence[str], env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command in a checkout; its stdout includes stderr."""
    return subprocess.run(
        command,
        cwd=root,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=BUILD_SECONDS,
        check=False,
    )


def build(root: Path, command: Sequence[str] = ENGINE_COMMAND, **env: str) -> BuiltSite:
    """Build the site of a checkout in strict mode."""
    process = run_command(root, [*command, "build", "--strict"], build_environment(**env))
    assert process.returncode == 0, process.stdout
    return BuiltSite(root, process.stdout, env.get("SITE_URL", BuiltSite.url))


def run_engine() -> None:
    """Run the site generator in this process, with the arguments of this program."""
    runpy.run_module(ENGINE, run_name="__main__", alter_sys=True)


def build_once(folder: Path, name: str, builder: Callable[[Path], BuiltSite]) -> BuiltSite:
    """Build a site in a folder shared by processes: the first one builds it, and the others wait.

    Args:
        folder: The shared folder.
        name: Name of the site in the folder.
        builder: Builds the site in a new folder.

    Raises:
        AssertionError: The build failed, in this or in the other process.
    """
    root, result = folder / name, folder / f"{name}.json"
    folder.mkdir(exist_ok=True)
    try:
        (folder / f"{name}.lock").touch(exist_ok=False)
    except FileExistsError:
        deadline = time.monotonic() + BUILD_SECONDS
        while not result.exists():
            assert time.monotonic() < deadline, f"{name} was not built within {BUILD_SECONDS} s"
            time.sleep(0.1)
    else:
        try:
            site = builder(root)
            outcome = {"log": site.log, "url": site.url}
        except AssertionError as error:
            outcome = {"error": str(error)}
        unfinished = result.with_suffix(".tmp")
        unfinished.write_text(json.dumps(outcome), "utf-8")
        unfinished.replace(result)
    outcome = json.loads(result.read_text("utf-8"))
    assert "error" not in outcome, outcome["error"]
    return BuiltSite(root, **outcome)
