"""The engines that could follow MkDocs: how each is had, and how it builds the site of a checkout."""

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
    """An engine cannot be installed here."""


def project_packages() -> list[str]:
    """What our program needs, with the two packages replaced as docs/about/moving.md says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    new = {"mkdocs": PROPERDOCS, "mkdocs-material": MATERIALX}
    return [new.get(package.partition("==")[0], package) for package in project["dependencies"]]


def install_python(name: str, packages: list[str]) -> Path:
    """The Python of a virtual environment with some packages, which is kept from one run to the next.

    Raises:
        NotHad: if one of them cannot be installed.
    """
    folder = TOOLS_FOLDER / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "packages.txt"
    wanted = "\n".join(packages)
    if done.exists() and done.read_text("utf-8") == wanted:
        return python
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", *packages]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    if tried.returncode:
        raise EngineUnavailable(f"{' '.join(command)}\n{tried.stderr}")
    done.write_text(wanted, "utf-8")
    return python


def python_path(root: Path) -> str:
    """Where Python finds the program of a checkout, and the tests."""
    return os.pathsep.join([str(root / "hooks"), str(ROOT)])


def build_with_properdocs(reference: BuiltSite, work: Path, _: str) -> BuiltSite:
    """The same checkout; only the name of the theme changes."""
    python = install_python("properdocs", project_packages())

    def built(folder: str, _: list[str]) -> tuple[str, ...]:
        return ("site", ".cache") if Path(folder) == reference.root else ()

    shutil.copytree(reference.root, work, ignore=built)
    config = work / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert text.count("name: material\n") == 1
    config.write_text(text.replace("name: material\n", "name: materialx\n"), "utf-8")
    command = (str(python), "-m", "properdocs")
    return build(work, command, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(work / "hooks"))


def build_with_zensical(reference: BuiltSite, work: Path, program: str) -> BuiltSite:
    """From the pages that `catalog pages` writes, or another program in its place."""
    python = install_python("zensical", [ZENSICAL])
    env = build_environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=python_path(reference.root))
    for root, command in (
        (reference.root, (sys.executable, "-m", program, "pages", "--out", str(work))),
        (work, (str(python), "-m", "zensical", "build", "--strict")),
        (reference.root, (sys.executable, "-m", "catalog.cli.main", "seal", str(work / "site"))),
    ):
        done = run_command(root, command, env)
        assert done.returncode == 0, done.stdout
    return BuiltSite(work, done.stdout, reference.url)


ENGINES = {"properdocs": build_with_properdocs, "zensical": build_with_zensical}
