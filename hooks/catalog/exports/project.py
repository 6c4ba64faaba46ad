"""Facts about the catalog as a whole. Each has one home, from which all metadata files take it.

CITATION.cff has title, abstract, authors and the license of the data; pyproject.toml has version,
description, keywords and license of the code; mkdocs.yml has the URLs; the date is that of the build.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from catalog.utils.clock import build_date, release_version
from catalog.views.site_info import SiteInfo

CITATION_PATH = "CITATION.cff"
LICENSE_URL = "https://spdx.org/licenses/"


class Project:
    """The project in a checkout."""

    def __init__(self, root: Path, site: SiteInfo) -> None:
        """Note where the facts are; files are read when they are needed.

        Args:
            root: The checkout.
            site: Name and URLs of the site.
        """
        self.root = root
        self.site = site

    @cached_property
    def citation(self) -> Mapping[str, Any]:
        """The content of CITATION.cff."""
        content: dict[str, Any] = yaml.safe_load((self.root / CITATION_PATH).read_text("utf-8"))
        return content

    @cached_property
    def package(self) -> Mapping[str, Any]:
        """The table `project` of pyproject.toml."""
        package: dict[str, Any] = tomllib.loads((self.root / "pyproject.toml").read_text("utf-8"))["project"]
        return package

    @property
    def version(self) -> str:
        """Version of the program."""
        return str(self.package["version"])

    @property
    def data_version(self) -> str:
        """Version of the data, such as `2026.11`."""
        return release_version(build_date())

    @property
    def authors(self) -> list[str]:
        """Names of the authors of the catalog, who are organizations."""
        return [author["name"] for author in self.citation["authors"]]

    @property
    def date(self) -> str:
        """Date of the build in ISO format, which is that of the last commit under `make`."""
        return build_date().isoformat()

    @property
    def license_url(self) -> str:
        """Page of the license of the data."""
        return f"{LICENSE_URL}{self.citation['license']}"

    @property
    def bibtex(self) -> str:
        """The catalog as a BibTeX entry."""
        fields = {
            "title": f"{{{self.citation['title']}}}",
            "author": " and ".join(f"{{{name}}}" for name in self.authors),
            "year": self.date[:4],
            "note": f"Version of {self.date}",
            "url": self.site.url,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.package['name']},\n{lines}\n}}"
