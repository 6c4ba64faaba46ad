"""A toy catalog with records of repositories, GitHub with all of them, and the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lookup.services import Services
from tests.refresh.repositories.command import Repositories
from tests.refresh.repositories.github import TOKEN, Commit, GitHub

PAPER = """\
# yaml-language-server: $schema=../../schema/paper.schema.json
title: "{title}"
authors: [Kasper Cheese]
venue: toycon
year: 2022
categories: [talking-objects]
links:
  code: {code}
sources: [toy-list]
"""
PAPERS = {
    "hum-loop-2022": ("Hum Loop: Humming in Circles", "https://github.com/Hummers/hum-loop"),
    "spoon-2022": ("There Is No Spoon, but It Talks", "https://github.com/spoons/Spoon"),
    "ladle-2022": ("A Ladle with Opinions", "https://gitlab.com/ladles/ladle"),
}
LICENSES = """
mit:
  name: MIT License
  commercial: "yes"
  about: Anything goes while the notice stays.
apache-2.0:
  name: Apache License 2.0
  commercial: "yes"
  about: Anything goes while the notices stay.
"""
HUM_LOOP = """\
# yaml-language-server: $schema=../schema/repository.schema.json
# Read by a person who hums.
url: https://github.com/Hummers/Hum-Loop
read:
  commit: abcdef1
  date: 2022-05-01
  checked: 2026-10-01 # between two songs
license: none
license_note: The authors say to sing along and nothing else.
holds: [inference, demo] # the demo is on the project page
weights:
  # mirrored by a fan
  - https://hum.example/weights
  - "https://drive.google.com/file/d/1humhumhum/view?usp=sharing"
speed:
  - {fps: 25, gpu: Toaster 9000, source: https://github.com/Hummers/Hum-Loop/blob/abcdef1/README.md}
"""
"""A record in which a person has noted more than any rule finds."""
README = """\
# Hum Loop
Hums in circles.
## Pretrained models
Get the checkpoint [here](https://drive.google.com/file/d/1humhumhum/view?usp=sharing).
"""
OLD = Commit({"README.md": README, "infer.py": "hum()", "utils/train.py": "pass"}, "2022-05-01", "abcdef1")
LOUDER = Commit(
    {
        "README.md": "# Louder\nWeights at https://toys.example/weights\n",
        "demo.py": "squeak()",
        "train.py": "squeak(loudly=True)",
        "LICENSE": "A firm handshake.",
    },
    "2021-02-03",
    "10bdde4",
)
SPOON = Commit({"README.md": "# Spoon\n", "train.py": "bend()"}, "2022-06-01")


@pytest.fixture
def root(root: Path) -> Path:
    """A checkout with records of two repositories, and a paper whose repository has none."""
    for id, (title, code) in PAPERS.items():
        (root / f"data/papers/2022/{id}.yml").write_text(PAPER.format(title=title, code=code), "utf-8")
    with (root / "data/licenses.yml").open("a", encoding="utf-8") as file:
        file.write(LICENSES.lstrip())
    (root / "data/repositories/hummers--hum-loop.yml").write_text(HUM_LOOP, "utf-8")
    write_spoon(root)
    louder = root / "data/repositories/toys--louder.yml"
    louder.write_text(
        louder.read_text("utf-8").replace("checked: 2022-02-03", "checked: 2026-10-01"), "utf-8"
    )
    return root


def write_spoon(root: Path) -> None:
    """Write the record of a repository that has only a license missing."""
    text = f"""\
# yaml-language-server: $schema=../schema/repository.schema.json
url: https://github.com/spoons/Spoon
read:
  commit: {SPOON.oid[:7]}
  date: 2022-06-01
  checked: 2026-10-01
holds: [training]
"""
    (root / "data/repositories/spoons--spoon.yml").write_text(text, "utf-8")


@pytest.fixture
def github(services: Services) -> GitHub:
    """GitHub, with all repositories as the records say."""
    github = GitHub(services)
    github.add("Hummers/Hum-Loop", OLD)
    github.add("Toys/Louder", LOUDER, is_archived=True)
    github.move("Toys/Louder", "Toys/Loudest")
    github.add("spoons/Spoon", SPOON)
    services.set_replies("github", github.answer)
    return github


@pytest.fixture
def refresh(root: Path, services: Services, github: GitHub, monkeypatch: pytest.MonkeyPatch) -> Repositories:
    """The command `catalog refresh repositories`."""
    refresh = Repositories(root, services)

    def make_client(*_: Any, **__: Any) -> Any:
        return services.client(**{"tokens": {"github": TOKEN}, **refresh.client_options})

    monkeypatch.setattr("catalog.cli.refresh.Client", make_client)
    return refresh
