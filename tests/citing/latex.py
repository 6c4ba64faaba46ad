"""Typeset the whole catalog, and the nasty records, with LaTeX: once with biber, once with BibTeX.

Run by `make test-latex`, separately from other tests, because few people have TeX.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from catalog import Catalog
from catalog.citing.bibtex import format_bibtex
from catalog.citing.reference import references
from tests.citing.nasty import NASTY
from tests.helpers import ROOT

NEEDED = ("lualatex", "biber", "bibtex")
PACKAGES = "biber texlive-luatex texlive-latex-recommended texlive-bibtex-extra lmodern"
DOCUMENTS = {
    "biber": r"""\documentclass{article}
\usepackage[backend=biber,style=numeric]{biblatex}
\addbibresource{papers.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
""",
    "bibtex": r"""\documentclass{article}
\begin{document}\nocite{*}\bibliographystyle{plain}\bibliography{papers}\end{document}
""",
}
ERROR = re.compile(r"^(! .*|ERROR - .*|I .*error.*|.*---line \d+ of file.*)$", re.MULTILINE)
"""How TeX, biber and BibTeX begin to say that something is errors."""


def entries(catalog: Catalog) -> list[str]:
    """Return the entries of all references in a catalog."""
    return [format_bibtex(reference) for paper in catalog.papers for reference in references(catalog, paper)]


def typeset(folder: Path, program: str) -> tuple[int, list[str]]:
    """How many references were printed by way of a program, and what went errors."""
    (folder / f"{program}.tex").write_text(DOCUMENTS[program], encoding="utf-8")
    tex = ["lualatex", "--interaction=nonstopmode", "--no-shell-escape", program]
    errors: list[str] = []
    for command in (tex, [program, program], tex):
        result = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        errors = ERROR.findall(result.stdout.decode("utf-8", "replace"))
        if errors or (result.returncode and command is not tex):
            return 0, errors or [f"{command[0]} ended with {result.returncode}"]
    bibliography = (folder / f"{program}.bbl").read_text(encoding="utf-8")
    return len(re.findall(r"\\entry\{|\\bibitem\{", bibliography)), errors


def main() -> int:
    """Report what went errors; 0 if nothing did."""
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print(f"This needs {', '.join(missing)}. Debian, Ubuntu: apt install {PACKAGES}", file=sys.stderr)
        return 1
    bibtex_entries = entries(Catalog.load(ROOT)) + entries(NASTY)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "papers.bib").write_text("\n\n".join(bibtex_entries), encoding="utf-8")
        for program in DOCUMENTS:
            count, errors = typeset(Path(name), program)
            print(f"{program}: {count:,} of {len(bibtex_entries):,} references printed, {len(errors)} errors")
            print(*errors[:20], sep="\n", end="\n" if errors else "")
            failed += bool(errors) or count != len(bibtex_entries)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
