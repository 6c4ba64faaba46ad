"""Rules about repositories."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.check import Finding, check
from catalog.checks.references import UNKNOWN_NAME, find_unknown_names, name_in_field
from catalog.documents.problems import Severity, quote
from catalog.records.catalog import Catalog
from catalog.records.repository import LICENSE_FIELDS, repository_id


@check(
    "repository-file",
    other=("{file} is about {url}", "Rename it to {id}.yml, or correct the URL"),
    unknown=("{url} is not the page of a repository", "Write https://github.com/<owner>/<name>"),
)
def repository_file(catalog: Catalog) -> Iterator[Finding]:
    """The file of a repository is named after the owner and name in its URL, in lowercase."""
    for repository in catalog.repositories.values():
        if repository.url and (id := repository_id(repository.url)) != repository.id:
            words = {"file": repository.file, "url": quote(repository.url), "id": id}
            yield Finding(repository, ("url",), "other" if id else "unknown", words)


@check(
    "unlinked-repository",
    Severity.WARNING,
    unlinked=("No paper links to {url}", "Add it to a paper as links: code:, or remove the file"),
)
def unlinked_repository(catalog: Catalog) -> Iterator[Finding]:
    """Each repository is the code link of a paper or dataset."""
    if catalog.unread_ids:  # any of them may have the link
        return
    linked_ids = {repository_id(url) for record in catalog.records for url in record.links.code}
    for repository in catalog.repositories.values():
        if repository.id not in linked_ids:
            yield Finding(repository, ("url",), "unlinked", {"url": quote(repository.url)})


@check("unknown-license", **UNKNOWN_NAME)
def unknown_license(catalog: Catalog) -> Iterator[Finding]:
    """Licenses of code and weights are IDs from licenses.yml."""
    for field in LICENSE_FIELDS:
        find_name = name_in_field(field)
        yield from find_unknown_names(catalog.repositories, find_name, catalog.licenses, "license")
