"""Check LIST.md as it would be generated now with awesome-lint, which is installed with npm.

All its rules run except the one about the repository (description, topics, license), which asks GitHub. The
list of the toy catalog and the index of a list that is too long for one file are checked, too.

Example: python -m tests.gates.awesome
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from catalog import Catalog
from catalog.importing import list_writer
from catalog.site.folder import read_site_url
from tests.gates.npm import install_package
from tests.sites import ROOT, TOY

PACKAGE = "awesome-lint@2.3.0"
PROGRAM = """
const [folder, ...files] = process.argv.slice(1);
const { default: lint } = await import(`${folder}/index.js`);
const { default: rules } = await import(`${folder}/config.js`);
const config = rules.filter((rule) => [rule].flat()[0].name !== "remark-lint:awesome-github");
if (config.length !== rules.length - 1) throw new Error("awesome-lint has no rule awesome-github");
const messages = [];
for (const filename of files) {
  for (const file of await lint({ filename, config }))
    messages.push(...file.messages.map(({ line, reason }) => `${filename}:${line}: ${reason}`));
}
console.log(JSON.stringify(messages));
"""
"""Program that prints the messages on some files as JSON; its first argument is the package's folder."""


def render_examples() -> Iterator[tuple[str, str]]:
    """Yield name and text of each list to check."""
    url = read_site_url(ROOT)
    yield "list", list_writer.render_lists(Catalog.load(ROOT), url)["LIST.md"]
    toys = Catalog.load(TOY.parent)
    yield "toys", list_writer.render_lists(toys, url)["LIST.md"]
    with patch.object(list_writer, "MAX_BYTES", 0):
        yield "index", list_writer.render_lists(toys, url)["LIST.md"]


def lint_lists(folder: Path, lists: dict[str, str]) -> list[str]:
    """Return the messages on some lists, by name.

    Args:
        folder: An empty folder for the files.
        lists: Their texts.
    """
    program = install_package(PACKAGE) / "awesome-lint"
    shutil.copy(ROOT / ".github/CONTRIBUTING.md", folder / "contributing.md")
    for name, text in lists.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    names = [f"{name}.md" for name in lists]
    command = ("node", "--input-type=module", "--eval", PROGRAM, str(program), *names)
    process = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    messages: list[str] = json.loads(process.stdout)
    return messages


def main() -> int:
    """Check, print the messages, and fail if there are any."""
    argparse.ArgumentParser(
        prog="python -m tests.gates.awesome",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()
    lists = dict(render_examples())
    with tempfile.TemporaryDirectory() as folder:
        messages = lint_lists(Path(folder), lists)
    for message in messages:
        print(message)
    size = sum(map(len, lists.values()))
    print(f"awesome: {len(lists)} lists, {size:,} characters, {len(messages)} messages")
    return bool(messages)


if __name__ == "__main__":
    sys.exit(main())
