"""Builds the site with the engines that could follow MkDocs, and compares what comes out, page by page.

The same addresses; the same text and links in each page's main part, and in its head the same title and
words for programs; the same other files, byte for byte; the same answers to queries; nothing that a policy
stops. What differs all the same stands, with its reason, in tests/gates/differences.yml.

Example: python -m tests.gates.exit --real --engine zensical
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.compare import compare_sites, comparable_files
from tests.gates.engines import ENGINES, EngineUnavailable, python_path
from tests.server import serve_site
from tests.sites import EPOCH, ROOT, TOY, BuiltSite, build, checkout

DIFFERENCES = Path(__file__).with_name("differences.yml")
HOSTILE_PROGRAM = "tests.hostile.build"
"""Stands in for the program and for MkDocs; its texts were all written by an attacker."""
QUERIES = ROOT / "tests/search/public.json"
QUERY_COUNT = 20
SEARCH_SCRIPT = """async ([script, queries]) => {
  const { openEngine } = await import(script);
  const engine = await openEngine(new URL("./", location.href));
  const found = [];
  for (const text of queries) found.push([...(await engine.search({ text })).rows]); // one by one
  return found;
}"""
MAX_PRINTED = 20
"""Differences of a kind that are printed."""
VISITED_PAGES = ("", "papers/", "add/", "about/", "404.html")
"""Pages that are opened, to see whether their policy stops anything."""


def main() -> int:
    """Build the same catalog with MkDocs and with its possible followers, and compare the sites."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates.exit",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--real", action="store_true", help="the real catalog, not the toy and the hostile one"
    )
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--keep", type=Path, help="an empty folder for the sites, to look at them afterwards")
    options = parser.parse_args()
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    catalogs = ["real"] if options.real else ["toy", "hostile"]
    results = set[int]()
    with tempfile.TemporaryDirectory() as folder:
        for catalog in catalogs:
            work = (options.keep or Path(folder)) / catalog
            results |= set(compare_engines(catalog, [options.engine] if options.engine else [*ENGINES], work))
    return 1 if 1 in results else max(results)


def compare_engines(catalog: str, engines: list[str], work: Path) -> Iterator[int]:
    """Build a catalog with MkDocs and with some engines, and compare: an exit code for each."""
    print(f"{catalog}: building with mkdocs ...", file=sys.stderr, flush=True)
    reference = build_reference(catalog, work / "mkdocs")
    for engine in engines:
        if catalog == "hostile" and engine == "properdocs":
            continue  # it fills the same templates with the same Jinja
        print(f"{catalog}: building with {engine} ...", file=sys.stderr, flush=True)
        program = HOSTILE_PROGRAM if catalog == "hostile" else "catalog.cli.main"
        try:
            other = ENGINES[engine](reference, work / engine, program)
        except EngineUnavailable as error:
            print(f"exit: {engine} NOT RUN, it cannot be installed here: {error}", file=sys.stderr)
            yield 2
        except AssertionError as error:
            print(f"exit: {catalog}, {engine}: it does not build.\n{error}", file=sys.stderr)
            yield 1
        else:
            yield int(report_differences(catalog, engine, reference, other))


def build_reference(catalog: str, root: Path) -> BuiltSite:
    """The site as MkDocs builds it: with its history, if the catalog is the real one."""
    checkout(root, ROOT / "data" if catalog == "real" else TOY)
    if catalog == "real":
        asked = ("git", "-C", str(ROOT), "rev-parse", "--absolute-git-dir")
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        (root / ".git").write_text(f"gitdir: {said}", "utf-8")
    command = (sys.executable, "-m", HOSTILE_PROGRAM if catalog == "hostile" else "mkdocs")
    return build(root, command, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=python_path(root))


def report_differences(catalog: str, engine: str, reference: BuiltSite, other: BuiltSite) -> bool:
    """Print how two sites compare; whether anything differs that is not explained."""
    found = compare_sites(reference, other)
    known = yaml.safe_load(DIFFERENCES.read_text("utf-8"))[engine]
    (first, _), (second, stopped) = search_site(reference), search_site(other)
    alike = sum(one == two for one, two in zip(first, second, strict=True))
    pages, files = len(reference.pages), len(comparable_files(reference))
    explained = len(found.pages & known.keys())
    print(
        f"exit: {catalog}, {engine}: {len(reference.documents):,} addresses, "
        f"{len(found.addresses):,} not in both; "
        f"{pages - len(found.pages):,} of {pages:,} pages equal, {explained:,} differ as explained; "
        f"{files - len(found.files):,} of {files:,} other files equal; "
        f"{alike} of {QUERY_COUNT} queries answered alike, {sum(map(bool, first))} with papers; "
        f"{len(VISITED_PAGES)} pages opened, {len(stopped)} things stopped"
    )
    unexplained = found.addresses | found.files | found.pages ^ (known.keys() & reference.pages.keys())
    for name in sorted(unexplained)[:MAX_PRINTED]:
        print(f"  {catalog}, {engine}: {name or 'the home page'} differs")
    for said in stopped[:MAX_PRINTED]:
        print(f"  {catalog}, {engine}: {said}")
    wrong = bool(unexplained or stopped) or alike < QUERY_COUNT
    if wrong:
        print(
            f"Look at both with --keep DIR --engine {engine}; then mend hooks/catalog/moving/, or explain "
            "a page in tests/gates/differences.yml. An explained page that is equal goes from there.",
            file=sys.stderr,
        )
    return wrong


def search_site(site: BuiltSite) -> tuple[list[list[int]], list[str]]:
    """The papers that a site's search finds, in order, by their rows; and what its policies have stopped."""
    queries = [query for query, *_ in json.loads(QUERIES.read_text("utf-8"))[:QUERY_COUNT]]
    stopped = list[str]()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        page = browser.new_page()
        page.on("console", lambda said: stopped.append(said.text) if "Security Policy" in said.text else None)
        for address in VISITED_PAGES:
            page.goto(url + address, wait_until="networkidle")
        page.goto(url)
        found: list[list[int]] = page.evaluate(SEARCH_SCRIPT, [f"{url}assets/search/engine.js", queries])
        browser.close()
    return found, stopped


if __name__ == "__main__":
    sys.exit(main())
