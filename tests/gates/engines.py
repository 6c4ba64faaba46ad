"""Engines that could replace MkDocs: build the site of a checkout with each."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.gates.pip import install_packages
from tests.sites import EPOCH, ROOT, BuiltSite, build, build_environment, run_command

ZENSICAL = "zensical==0.0.73"
"""The newest version that could be installed in November 2026: later ones need `zensical-ui`."""


def python_path(root: Path) -> str:
    """Return PYTHONPATH for the program of a checkout, and the tests."""
    return os.pathsep.join([str(root / "hooks"), str(ROOT)])


def build_with_properdocs(reference: BuiltSite, work: Path, _: str) -> BuiltSite:
    """Build the same checkout with the fork of MkDocs, and the same theme."""

    def ignore_outputs(folder: str, _: list[str]) -> tuple[str, ...]:
        return ("site", ".cache") if Path(folder) == reference.root else ()

    shutil.copytree(reference.root, work, ignore=ignore_outputs)
    command = (sys.executable, "-m", "properdocs")
    return build(work, command, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(work / "hooks"))


def build_with_zensical(reference: BuiltSite, work: Path, program: str) -> BuiltSite:
    """Build from the pages that `catalog pages`, or another program in its place, writes."""
    python = install_packages("zensical", [ZENSICAL])
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
