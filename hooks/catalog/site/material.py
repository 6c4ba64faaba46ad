"""Parts of Material for MkDocs that pages use: rules of its style sheet, and icons.

Its style sheet is 23 KB gzip, of which two thirds are for features that this site has not: each reader would
load them. So a rule is left out if its selectors need a class that occurs nowhere in the sources of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

ICONS = {
    "menu": "material/menu",
    "dark": "material/weather-night",
    "light": "material/weather-sunny",
    "repository": "fontawesome/brands/github",
    "edit": "material/pencil-outline",
    "top": "material/arrow-up",
}
"""Icons by the names that templates and scripts use, with their files in the theme."""
MARK = "assets/mark.svg"
"""The mark of the site, in docs/."""
SOURCES = ("templates/**/*.html", "assets/**/*.js", "**/*.md")
"""Files in docs/ that may name a class."""
MARKDOWN_CLASSES = frozenset(("headerlink", "highlight", "codehilite", "linenos", "md-code__content"))
"""Classes that Python-Markdown and its extensions write."""

RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")
"""A rule, or a group of rules such as those of a media query."""
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
NEGATION = re.compile(r":not\([^()]*\)")
FOREIGN_ATTRIBUTE = re.compile(r"\[(?:dir=rtl|data-md-(?!color-scheme))")
"""Attributes that no page has."""
MAX_TOKEN_CLASS = 3
"""Letters of the classes of Pygments' tokens, such as `kt`."""
CUSTOM_PROPERTY = re.compile(r"(--md-[\w-]+):(?:[^;{}'\"]|'[^']*'|\"[^\"]*\")*;?")
COMMENT = re.compile(r"/\*.*?\*/|@charset[^;]*;", re.DOTALL)


def render_icons(docs: Path) -> str:
    """Return the icons and the mark of the site as one SVG, each as a symbol."""
    files = {name: _theme() / f".icons/{path}.svg" for name, path in ICONS.items()}
    symbols = (
        re.sub(r"<!--.*?-->", _keep_license, path.read_text("utf-8"))
        .replace('<svg xmlns="http://www.w3.org/2000/svg"', f'<symbol id="{name}"')
        .replace("</svg>", "</symbol>")
        for name, path in {**files, "mark": docs / MARK}.items()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _keep_license(comment: re.Match[str]) -> str:
    return comment[0] if "License" in comment[0] else ""


def read_material_style() -> str:
    """Return the whole style sheet."""
    folder = _theme() / "assets/stylesheets"
    (style,) = (file for file in folder.iterdir() if re.fullmatch(r"main\.\w+\.min\.css", file.name))
    return style.read_text("utf-8")


def render_material_style(docs: Path, style: str) -> str:
    """Return the rules of the style sheet that may concern a page.

    Args:
        docs: The folder of hand-written pages, templates and assets.
        style: The whole style sheet.
    """
    kept = "".join(_kept_rules(COMMENT.sub("", style), _known_names(docs)))
    own = "".join(path.read_text("utf-8") for path in sorted((docs / "assets").rglob("*.css")))
    return _drop_unused_properties(kept, own)


@cache
def _theme() -> Traversable:
    return files("material") / "templates"


def _known_names(docs: Path) -> frozenset[str]:
    """Return every word of the sources that may be a class."""
    texts = (path.read_text("utf-8") for pattern in SOURCES for path in docs.glob(pattern))
    return MARKDOWN_CLASSES.union(*(re.findall(r"[\w-]+", text) for text in texts))


def _kept_rules(css: str, known: frozenset[str]) -> Iterator[str]:
    for rule in RULE.finditer(css):
        head, body = rule[1].strip(), rule[2]
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept_rules(body, known))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@") or any(_may_match(part, known) for part in head.split(",")):
            yield rule[0]


def _may_match(selector: str, known: frozenset[str]) -> bool:
    selector = NEGATION.sub("", selector)
    if FOREIGN_ATTRIBUTE.search(selector):
        return False
    return all(name in known or len(name) <= MAX_TOKEN_CLASS for name in CLASS.findall(selector))


def _drop_unused_properties(css: str, others: str) -> str:
    """Drop custom properties that no rule uses; icons of the theme are among them, as data URLs."""
    used = frozenset(re.findall(r"var\((--md-[\w-]+)", css + others))
    shorter = CUSTOM_PROPERTY.sub(lambda found: found[0] if found[1] in used else "", css)
    # What went may have used others.
    return css if shorter == css else _drop_unused_properties(shorter, others)
