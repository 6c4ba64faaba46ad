"""Engines that could replace MkDocs: install each, and build the site of a checkout with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from tests.gates.npm import TOOLS_FOLDER
from tests.sites import EPOCH, ROOT, BuiltSite, build, build_environment, run_command

PROPERDOCS, MATERIALX, ZENSICAL = "properdocs==1.6.7", "mkdocs-materialx==10.2.2", "zensical==0.0.73"


class EngineUnavailable(Exception):
    """An engine cannot be installed."""


def project_packages() -> list[str]:
    """Return the project's dependencies, with two packages replaced as in docs/about/moving.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    replacements = {"mkdocs": PROPERDOCS, "mkdocs-material": MATERIALX}
    return [replacements.get(package.partition("==")[0], package) for package in project["dependencies"]]


def install_python(name: str, packages: list[str]) -> Path:
    """Create a virtual environment with some packages, and return its Python. Kept between runs.

    Raises:
        EngineUnavailable: A package cannot be installed.
    """
    folder = TOOLS_FOLDER / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    marker = folder / "packages.txt"
    package_list = "\n".join(packages)
    if marker.exists() and marker.read_text("utf-8") == package_list:
        return python
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", *packages]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode:
        raise EngineUnavailable(f"{' '.join(command)}\n{process.stderr}")
    marker.write_text(package_list, "utf-8")
    return python


def python_path(root: Path) -> str:
    """Return PYTHONPATH for the program of a checkout, and the tests."""
    return os.pathsep.join([str(root / "hooks"), str(ROOT)])


def build_with_properdocs(reference: BuiltSite, work: Path, _: str) -> BuiltSite:
    """Build the same checkout with another theme name."""
    python = install_python("properdocs", project_packages())

    def ignore_outputs(folder: str, _: list[str]) -> tuple[str, ...]:
        return ("site", ".cache") if Path(folder) == reference.root else ()

    shutil.copytree(reference.root, work, ignore=ignore_outputs)
    config = work / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert text.count("name: material\n") == 1
    config.write_text(text.replace("name: material\n", "name: materialx\n"), "utf-8")
    command = (str(python), "-m", "properdocs")
    return build(work, command, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(work / "hooks"))


def build_with_zensical(reference: BuiltSite, work: Path, program: str) -> BuiltSite:
    """Build from the pages that `catalog pages`, or another program in its place, writes."""
    python = install_python("zensical", [ZENSICAL])
    env = build_environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=python_path(reference.root))
    for root, command in (
        (reference.root, (sys.executable, "-m", program, "pages", "--out", str(work))),
        (work, (str(python), "-m", "zensical", "build", "--strict")),
        (reference.root, (sys.executable, "-m", "catalog.cli.main", "seal", str(work / "site"))),
    ):
        process = run_command(root, command, env)
        assert process.returncode == 0, process.stdout
    return BuiltSite(work, process.stdout, reference.url)


ENGINES = {"properdocs": build_with_properdocs, "zensical": build_with_zensical}
