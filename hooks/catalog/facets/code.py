"""Facts about the code of a paper: contents, and what its licenses allow. No legal advice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from catalog.records.catalog import Catalog, once
from catalog.records.dataset import Dataset
from catalog.records.repository import Memory, Repository, Speed, repository_id
from catalog.records.schema import Paper
from catalog.records.vocabularies import License
from catalog.utils.text import fold

Permission = Literal["yes", "no", "unclear"]
Subject = Literal["code", "README", "weights", "parts"]
SUBJECT_NAMES: Mapping[Subject, str] = {
    "code": "License",
    "README": "License in the README",
    "weights": "License of the weights",
    "parts": "License of parts by others",
}
PERMISSION_NAMES: Mapping[Permission, str] = {"yes": "allowed", "no": "not allowed", "unclear": "unclear"}


class Terms(NamedTuple):
    """One of the statements about what may be done."""

    subject: Subject
    """Thing that the license is of, or that states it."""
    license: License

    @property
    def name(self) -> str:
        """Name of the statement: `License of the weights`."""
        return SUBJECT_NAMES[self.subject]


@dataclass(frozen=True, slots=True)
class Code:
    """The facts about one repository."""

    repository: Repository
    terms: tuple[Terms, ...]
    """Statements about the code, by its license file and its README, about weights, and about parts."""

    @property
    def license_name(self) -> str:
        """Name of the license of the code itself; blank if it is not known."""
        return next((terms.license.name for terms in self.terms if terms.subject == "code"), "")

    @property
    def stated_costs(self) -> tuple[str, ...]:
        """Speed, and graphics memory to run it, as the repository states them: `25 fps on RTX 3090`."""
        costs: list[tuple[str, Speed | Memory]] = []
        costs += ((f"{speed.fps:g} fps", speed) for speed in self.repository.speed)
        costs += ((f"{item.gb:g} GB", item) for item in self.repository.memory if item.task == "inference")
        return tuple(
            f"{amount}{f' on {stated.gpu}' if stated.gpu else ''}{f' ({stated.note})' if stated.note else ''}"
            for amount, stated in costs
        )

    @property
    def has_unlicensed_weights(self) -> bool:
        """True if there are weights, and nothing says under which license."""
        has_weights = bool(self.repository.weights) or "weights" in (self.repository.holds or ())
        return has_weights and not any(terms.subject == "weights" for terms in self.terms)

    @property
    def commercial_use(self) -> Permission | None:
        """Permission of commercial use, if it is known: yes or no only if all terms agree."""
        permissions = {terms.license.commercial for terms in self.terms}
        if not permissions:
            return None
        return permissions.pop() if len(permissions) == 1 else "unclear"

    @property
    def commercial_words(self) -> str:
        """Permission of commercial use in words; blank if it is not known."""
        return PERMISSION_NAMES[self.commercial_use] if self.commercial_use else ""


@once
def code_of(catalog: Catalog, record: Paper | Dataset) -> tuple[Code, ...]:
    """Return the facts about the repositories of a paper or dataset, in the order of its links."""
    ids = dict.fromkeys(repository_id(url) for url in record.links.code)
    repositories = (catalog.repositories.get(id) for id in ids if id)
    return tuple(
        Code(repository, tuple(_terms(catalog, repository))) for repository in repositories if repository
    )


def code_features(catalog: Catalog, paper: Paper) -> set[str]:
    """Return which of `inference`, `training`, `weights` and `commercial` the code of a paper offers."""
    features = set[str]()
    for code in code_of(catalog, paper):
        features |= {"inference", "training", "weights"} & set(code.repository.holds or ())
        if code.commercial_use == "yes":
            features.add("commercial")
    return features


def _terms(catalog: Catalog, repository: Repository) -> Iterator[Terms]:
    ids: tuple[tuple[Subject, str | None], ...] = (
        ("code", repository.license),
        ("README", repository.readme_license),
        ("weights", repository.weights_license),
        ("parts", repository.parts_license),
    )
    for subject, id in ids:
        if license := catalog.licenses.get(id or ""):
            yield Terms(subject, license)


def allows_any_use(catalog: Catalog, text: str) -> bool:
    """Return whether a text is the name of a license, or of all its versions, that allow any use."""
    id, name = text.lower().replace(" ", "-"), fold(text)
    licenses = [
        license
        for license in catalog.licenses.values()
        if id in (license.id, license.id.rpartition("-")[0]) or name == fold(license.name)
    ]
    return bool(licenses) and all(license.commercial == "yes" for license in licenses)
