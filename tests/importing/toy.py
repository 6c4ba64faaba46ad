"""A toy catalog on disk to import lists into."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from catalog.cli.main import main
from tests.helpers import load_yaml

FILES = {
    "categories.yml": """
mumbling:
  name: Mumbling Faces
  aliases: [Audio-driven, Whispering]
  about: Faces that mumble.
survey:
  name: Survey
  about: Reviews.
neural-heads:
  name: Neural Heads
  about: Heads of light.
""",
    "venues.yml": """
arxiv: {name: arXiv, short: arXiv, kind: preprint, about: Preprints.}
cvpr: {name: Computer Vision and Puns Repeated, short: CVPR, kind: conference, about: Puns.}
iccv: {name: Intermittent Comedy of Computer Vision, short: ICCV, kind: conference, about: Comedy.}
tog: {name: Transactions on Giggles, short: TOG, kind: journal, aliases: [ACM TOG], about: Giggles.}
""",
    "sources.yml": """
# who says so
napkin: {name: A napkin, kind: web, about: A napkin that was found.}
jests: {name: Awesome Jests, kind: list, about: A list of jests.}
""",
    "tags.yml": "jazz: {group: driver, name: jazz, about: It swings.}\n",
    "metrics.yml": "{}\n",
    "people.yml": "{}\n",
    "gone.yml": "{}\n",
    "papers/2020/lip-service-2020.yml": """
# yaml-language-server: $schema=../../schema/paper.schema.json
# mind the gap
title: "Lip Service: Saying It Without Meaning It"
authors: [Humm Baritone, Alto Tenor]
venue: cvpr # as the napkin says
year: 2020
categories: [mumbling]
arxiv: "2001.00001"
links:
  code: https://github.com/toy/lip-service
mood: cheerful # not a known key
added: 2020-02-02
sources: [napkin] # found under the table
claims:
  - {source: napkin, venue: cvpr, year: 2020, taken: true}
""",
    "papers/2021/chin-music-2021.yml": """
title: "Chin Music"
authors: [Bass Clarinet]
venue: arxiv
year: 2021
categories: [mumbling]
links:
  paper: https://chin.example/music.pdf
added: 2021-02-02
sources: [napkin]
""",
    "datasets/giggle-9k.yml": """
name: "GIGGLE-9K"
links:
  dataset: https://geese.example/
added: 2021-02-02
sources: [napkin]
""",
}
UNKNOWN_KEY = "mood: cheerful # not a known key\n"
"""An unknown key in one file, which makes the catalog invalid."""


def toy(root: Path, *, unknown_key: bool = False) -> Path:
    """Write the toy catalog to a folder and return it."""
    for name, text in FILES.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = text.lstrip("\n") if unknown_key else text.lstrip("\n").replace(UNKNOWN_KEY, "")
        path.write_text(text, encoding="utf-8")
    return root


def run(root: Path, text: str | bytes, *options: str, source: str = "jests") -> Result:
    """Run `catalog import` on a list with this text."""
    path = root / "list.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    source_option = ["--source", source] if source else []
    arguments = ["--root", str(root), "import", *source_option, *options, str(path)]
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def totals(result: Result) -> tuple[int, int, int, int, int]:
    """Return the counts in the last line of the report: all, added, updated, unchanged and skipped."""
    match = re.fullmatch(
        r"(\S+) entr\w+: (\S+) added, (\S+) updated, (\S+) unchanged, (\S+) skipped",
        result.stdout.splitlines()[-1],
    )
    assert match, result.output
    total, added, updated, unchanged, skipped = (int(number.replace(",", "")) for number in match.groups())
    assert total == added + updated + unchanged + skipped
    return total, added, updated, unchanged, skipped


def record(root: Path, name: str) -> dict[str, object]:
    """Read the values of a record."""
    values = load_yaml((root / "data" / f"{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(values, dict)
    return values


def snapshot(root: Path) -> dict[str, str]:
    """Read all files of the catalog."""
    data = root / "data"
    return {str(path.relative_to(data)): path.read_text(encoding="utf-8") for path in data.rglob("*.yml")}
