"""Validate croissant.json, codemeta.json and CITATION.cff of a built site with libraries of others.

mlcroissant also reads the table of papers as described, and compares the hash of each file. The libraries are
large, and need other versions of packages than the tests, so they have an environment of their own.

Example: python -m tests.gates.metadata site
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.gates.pages import SITE
from tests.gates.pip import install_packages

PACKAGES = ("mlcroissant==1.1.1", "cffconvert==2.0.0", "pydantic-codemeta==0.1.0")
PROGRAM = """
import csv, json, logging, sys
from pathlib import Path
import mlcroissant
from cffconvert import Citation
from pydantic_codemeta.codemeta import CodeMetaV3

site = Path(sys.argv[1])
problems = []

class Problems(logging.Handler):
    def emit(self, record):
        problems.append(record.getMessage())

for name in ("absl", None):
    logging.getLogger(name).addHandler(Problems(logging.WARNING))

path = site / "croissant.json"
files = {file["@id"]: str(site / file["@id"]) for file in json.loads(path.read_text("utf-8"))["distribution"]}
data = mlcroissant.Dataset(str(path), mapping=files)
problems += [*data.metadata.ctx.issues.errors, *data.metadata.ctx.issues.warnings]

with (site / "data/papers.csv").open(encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
records = list(data.records("papers"))
if len(records) != len(rows):
    problems.append(f"{len(records)} records, {len(rows)} rows")
for record, row in zip(records, rows):
    cells = {key.partition("/")[2]: cell for key, cell in record.items()}
    read = {key: cell.decode() if isinstance(cell, bytes) else str(cell or "") for key, cell in cells.items()}
    problems += [f"{row['id']}: {key} is {read[key]}" for key in read if read[key] != row[key]]

program = json.loads((site / "codemeta.json").read_text("utf-8"))
CodeMetaV3.model_validate(program)
terms = {field.alias or name for name, field in CodeMetaV3.model_fields.items()}
problems += [f"{key} is no term of CodeMeta" for key in program if key not in terms]

citation = Citation((site / "CITATION.cff").read_text("utf-8"))
try:
    citation.validate()
except Exception as error:
    problems.append(f"CITATION.cff: {error}")

counts = f"{len(files)} files, {len(records)} papers, {len(program)} terms, {len(problems)} problems"
print(*problems[:20], f"metadata: {counts}", sep="\\n")
sys.exit(len(problems) > 0)
"""
"""Program that runs in the environment of the libraries, with the folder of the site as its argument."""


def main() -> int:
    """Validate, print problems, and fail if there are any."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.metadata", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    site: Path = parser.parse_args().site.resolve()
    python = install_packages("metadata", PACKAGES)
    process = subprocess.run((str(python), "-c", PROGRAM, str(site)), cwd=site, check=False)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
