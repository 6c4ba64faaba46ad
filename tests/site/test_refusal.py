"""A catalog with an error is never published: the build says what `catalog check` says, and stops."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.sites import ENGINE_COMMAND, EPOCH, TOY, build_environment, checkout, run_command

CATALOG = (sys.executable, "-m", "catalog.cli.main")
BREAKS = {  # the first in `make test`, all in `make gates`
    "unknown venue": ("papers/2020/meow2lip-2020.yml", "venue: toycon", "venue: toycom"),
    "markup": ("datasets/blink.yml", "Blink & Wink", "Blink <b>& Wink"),
    "not YAML": ("tags.yml", "name: Unused", 'name: "Unused'),
}


@pytest.mark.parametrize(
    ("file", "sound", "broken"),
    [
        pytest.param(*case, id=name, marks=[pytest.mark.gate] if at else [])
        for at, (name, case) in enumerate(BREAKS.items())
    ],
)
def test_the_build_stops_with_the_lines_of_the_check(
    tmp_path: Path, file: str, sound: str, broken: str
) -> None:
    root = checkout(tmp_path, TOY)
    path = root / "data" / file
    text = path.read_text("utf-8")
    assert sound in text
    path.write_text(text.replace(sound, broken), "utf-8")
    env = build_environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(root / "hooks"))

    check = run_command(root, [*CATALOG, "check"], env)
    build = run_command(root, [*ENGINE_COMMAND, "build", "--strict"], env)

    assert check.returncode == 1
    *problems, total = check.stdout.splitlines()
    assert any(line.startswith(f"data/{file}:") and "error[" in line for line in problems)
    printed = build.stdout.splitlines()
    start = printed.index(problems[0])
    assert printed[start : start + len(problems) + 1] == [*problems, total.partition(": ")[2]]
    assert build.returncode != 0
    assert "Traceback" not in build.stdout + check.stdout
    assert not (root / "site").exists()
