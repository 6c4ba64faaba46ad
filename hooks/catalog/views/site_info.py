"""The site that pages and feeds belong to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urljoin


class SiteInfo(NamedTuple):
    """Name, description and URLs of the site, from mkdocs.yml."""

    name: str = ""
    description: str = ""
    url: str = "/"
    """Absolute URL of the root, with a slash at the end; `/` if unknown."""
    repository: str = ""
    """URL of the repository on GitHub, without a slash at the end; blank if unknown."""
    edit_path: str = "edit/main/docs/"
    """Where GitHub edits the sources of pages, relative to the repository; blank if nowhere."""

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> SiteInfo:
        """Read the settings of mkdocs.yml, from MkDocs or from the file itself."""
        return cls(
            config["site_name"],
            config["site_description"] or "",
            config["site_url"] or "/",
            (config["repo_url"] or "").rstrip("/"),
            config["edit_uri"] or "",
        )

    @property
    def branch(self) -> str:
        """The branch that edit links use."""
        return self.edit_path.split("/")[1] if "/" in self.edit_path else "main"

    def edit_url(self, path: str) -> str:
        """Return the URL that edits a file, by its path from docs/; blank if the repository is unknown."""
        if not self.repository or not self.edit_path:
            return ""
        folder, slash, name = path.rpartition("/")
        return f"{_join(f'{self.repository}/{self.edit_path}', folder + slash)}{name}"


_join = cache(urljoin)
"""Thousands of files lie in a few folders."""
