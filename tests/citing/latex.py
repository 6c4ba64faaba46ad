"""Prints the whole catalog, and the nasty records, with LaTeX: once by biber, once by BibTeX.

Run by `make test-latex`, apart from the other tests: TeX is large, and few have it.
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
"""How TeX, biber and BibTeX begin to say that something is wrong."""


def entries(catalog: Catalog) -> list[str]:
    """Every reference of a catalog."""
    return [format_bibtex(one) for paper in catalog.papers for one in references(catalog, paper)]


def printed(folder: Path, program: str) -> tuple[int, list[str]]:
    """How many references were printed by way of a program, and what went wrong."""
    (folder / f"{program}.tex").write_text(DOCUMENTS[program], encoding="utf-8")
    tex = ["lualatex", "--interaction=nonstopmode", "--no-shell-escape", program]
    wrong: list[str] = []
    for command in (tex, [program, program], tex):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        wrong = ERROR.findall(done.stdout.decode("utf-8", "replace"))
        if wrong or (done.returncode and command is not tex):
            return 0, wrong or [f"{command[0]} ended with {done.returncode}"]
    made = (folder / f"{program}.bbl").read_text(encoding="utf-8")
    return len(re.findall(r"\\entry\{|\\bibitem\{", made)), wrong


def main() -> int:
    """Report what went wrong; 0 if nothing did."""
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        print(f"This needs {', '.join(missing)}. Debian, Ubuntu: apt install {PACKAGES}", file=sys.stderr)
        return 1
    made = entries(Catalog.load(ROOT)) + entries(NASTY)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "papers.bib").write_text("\n\n".join(made), encoding="utf-8")
        for program in DOCUMENTS:
            count, wrong = printed(Path(name), program)
            print(f"{program}: {count:,} of {len(made):,} references printed, {len(wrong)} errors")
            print(*wrong[:20], sep="\n", end="\n" if wrong else "")
            failed += bool(wrong) or count != len(made)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
