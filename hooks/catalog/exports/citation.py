"""Metadata for people who cite the catalog or archive its program: CITATION.cff and codemeta.json.

The CITATION.cff of the checkout has no version and no date, which the next commit would make wrong. That of
the site has both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from catalog.exports.project import CITATION_PATH, LICENSE_URL, Project

IDENTIFIED_FILES: Mapping[str, str] = {
    "catalog.sqlite": "The catalog as an SQLite database",
    "croissant.json": "Croissant metadata of the files of the catalog",
}
"""Files by which this version can be identified, with descriptions."""
CODEMETA_CONTEXT = "https://w3id.org/codemeta/3.0"


def render_citation_files(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file."""
    citation = describe_citation(project)
    yield CITATION_PATH, yaml.safe_dump(citation, allow_unicode=True, sort_keys=False, width=1_000)
    codemeta = describe_program(project)
    yield "codemeta.json", json.dumps(codemeta, ensure_ascii=False, indent=1) + "\n"


def describe_citation(project: Project) -> dict[str, Any]:
    """Return the content of CITATION.cff for this version of the site.

    Source: https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md
    """
    site = project.site
    return {
        **project.citation,
        "repository-code": site.repository,
        "url": site.url,
        "version": project.data_version,
        "date-released": project.date,
        "identifiers": [
            {"type": "url", "value": f"{site.url}{path}", "description": description}
            for path, description in IDENTIFIED_FILES.items()
        ],
    }


def describe_program(project: Project) -> dict[str, Any]:
    """Return the program in the terms of CodeMeta 3.0, as JSON-LD.

    Source: https://codemeta.github.io/terms/
    """
    site, package = project.site, project.package
    return {
        "@context": CODEMETA_CONTEXT,
        "@type": "SoftwareSourceCode",
        "name": project.citation["title"],
        "identifier": site.repository,
        "description": package["description"],
        "author": [{"@type": "Organization", "name": author["name"]} for author in package["authors"]],
        "version": project.version,
        "dateModified": project.date,
        "license": f"{LICENSE_URL}{package['license']}",
        "keywords": package["keywords"],
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {package['requires-python']}",
        "url": site.url,
        "codeRepository": site.repository,
        "issueTracker": f"{site.repository}/issues",
        "isAccessibleForFree": True,
    }
