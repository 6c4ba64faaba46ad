"""Validate croissant.json, codemeta.json, CITATION.cff and pages of a built site with libraries of others.

mlcroissant also reads the table of papers as described, and compares the hash of each file. On pages, the
library `signposting` follows the typed links of records, and schema_org-py builds the objects of JSON-LD. The
libraries are large, and need other versions of packages than the tests, so they have an environment of their
own.

Example: python -m tests.gates.metadata site
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.gates.pages import SITE
from tests.gates.pip import install_packages

PACKAGES = (
    "mlcroissant==1.1.1",
    "cffconvert==2.0.0",
    "pydantic-codemeta==0.1.0",
    "signposting==0.9.9",
    "schema-org-py==0.2.0",
)
FILES_PROGRAM = """
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
PAGES_PROGRAM = """
import json, re, sys, threading, warnings
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from schema_org import registry
from signposting.htmllinks import find_signposting_html

site = Path(sys.argv[1])
problems, links, objects = [], 0, 0
DATES = ("datePublished", "dateModified")

class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

def build(value, name=""):
    if isinstance(value, list):
        return [build(item, name) for item in value]
    if isinstance(value, dict):  # `query-input` is syntax of schema.org, and no term
        values = {key: build(item, key) for key, item in value.items() if key[0] != "@" and "-" not in key}
        ids = {key: value[key] for key in value if key == "@id"}
        return registry.get_model(value["@type"]).model_validate(values | ids)
    return date.fromisoformat(f"{value}-01-01"[:10]) if name in DATES else value

server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=site))
threading.Thread(target=server.serve_forever, daemon=True).start()
root = f"http://127.0.0.1:{server.server_port}/"
warnings.simplefilter("error")
folders = [folder for kind in ("papers", "datasets") for folder in sorted((site / "api/v1" / kind).glob("*"))]
hrefs = ["data/", *(f"{path.parent.name}/{path.stem}/" for path in folders)]
for href in hrefs:
    try:
        found = find_signposting_html(root + href)
        assert found.citeAs and len(found.types) == 2 and found.describedBy, "links are missing"
        assert href.startswith("papers/") <= (not found.license), "a paper has no license"
        for link in found:
            links += 1
            assert link.target.startswith(("https://", "http://")), link.target
            path = link.target.removeprefix(root)
            file = site / path / "index.html" if path.endswith("/") else site / path
            assert path == link.target or file.is_file(), f"{link.target} does not exist"
        for link in found.describedBy:
            json.loads((site / link.target.removeprefix(root)).read_text("utf-8"))
        assert all(link.type for link in (*found.describedBy, *found.items)), "a file has no media type"
    except Exception as error:
        problems.append(f"{href}: {error}")
for path in sorted(site.rglob("index.html")):
    for text in re.findall(r'<script type="application/ld\\+json">(.*?)</script>', path.read_text("utf-8")):
        objects += 1
        try:
            build(json.loads(text))
        except Exception as error:
            problems.append(f"{path.relative_to(site)}: {error}")

counts = f"{len(hrefs)} pages, {links} links, {objects} objects of JSON-LD, {len(problems)} problems"
print(*problems[:20], f"pages: {counts}", sep="\\n")
sys.exit(len(problems) > 0 or not objects or len(hrefs) < 2)
"""
"""Program that follows the links of pages as another's program would, and reads their JSON-LD."""


def main() -> int:
    """Validate, print problems, and fail if there are any."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.metadata", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    site: Path = parser.parse_args().site.resolve()
    python = install_packages("metadata", PACKAGES)
    programs = (FILES_PROGRAM, PAGES_PROGRAM)
    commands = [(str(python), "-c", program, str(site)) for program in programs]
    return max(subprocess.run(command, cwd=site, check=False).returncode for command in commands)


if __name__ == "__main__":
    sys.exit(main())
