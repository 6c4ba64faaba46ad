"""States of repositories at their host, and what was derived from the trees of their commits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from inspect import getsource
from typing import Any
from zlib import crc32

from catalog.records.repository import Reading
from catalog.refresh.answers import Answers, require_texts
from catalog.refresh.repositories import contents, licenses, weights


@dataclass(frozen=True)
class Contents:
    """Facts derived from the tree and the README of a commit."""

    commit: str
    """Hash, 40 digits."""
    holds: tuple[str, ...] = ()
    """Contents of the tree alone, without weights that only the README links to."""
    weights: tuple[str, ...] = ()
    """Links to weights in the README."""
    licenses: tuple[str, ...] = ()
    """Hashes of the license files outside all folders."""
    has_license_file: bool = False
    """True if any folder has a license file."""
    readme: str = ""
    """Hash of the README; blank without one."""
    states_terms: bool = False
    """True if the README may state terms."""


@dataclass(frozen=True)
class Release:
    """A release with weights."""

    url: str
    date: date
    """Day on which its newest weights were uploaded."""


@dataclass(frozen=True)
class State:
    """A repository as its host has it."""

    checked: date
    name: str = ""
    """Owner and name, spelled as the host spells them; blank if the host has no such repository."""
    is_archived: bool = False
    license: str = ""
    """SPDX identifier; blank or NOASSERTION if the host knows none."""
    commit: str = ""
    """Newest commit of the default branch; blank if there is none."""
    date: date | None = None
    """Date of that commit."""
    asked: str = ""
    """Commit that the record spoke of when this was asked."""
    base: str = ""
    """Full hash of that commit; blank if the host does not have it."""
    releases: tuple[Release, ...] = ()
    etag: str = ""
    """ETag of the list of releases."""
    has_all_releases: bool = False
    """True if the releases could be asked for, or there are none."""
    contents: tuple[Contents, ...] = ()
    """Contents of the newest commit and of that of the record, as far as they were needed and had."""

    @property
    def is_gone(self) -> bool:
        """True if the host has no such repository."""
        return not self.name

    def find_contents(self, commit: str) -> Contents | None:
        """Return the contents of a commit, if they are known."""
        return next((contents for contents in self.contents if contents.commit == commit), None)

    def find_base(self, reading: Reading | None) -> str | None:
        """Return the full hash of the commit that a record speaks of.

        Returns:
            The hash; blank if the record names no commit, or the host does not have it; None if it was not
            asked for.
        """
        commit = reading.commit if reading else None
        if not commit:
            return ""
        if self.commit.startswith(commit):
            return self.commit
        return self.base if self.asked == commit else None

    def list_needed(self, reading: Reading | None) -> list[str]:
        """Return the commits whose contents a comparison with a record needs.

        Args:
            reading: The state that the record speaks of; None for a new record.
        """
        if not self.commit:
            return []
        if not reading or not reading.commit:
            return [self.commit]
        base = self.find_base(reading)
        return [base, self.commit] if base and base != self.commit else []

    def is_complete(self, reading: Reading | None) -> bool:
        """Return whether a comparison with a record needs no further question."""
        if self.is_gone:
            return True
        is_known = all(map(self.find_contents, self.list_needed(reading)))
        return is_known and self.has_all_releases and self.find_base(reading) is not None

    def with_contents(self, contents: Iterable[Contents]) -> State:
        """Return this state with other contents."""
        return replace(self, contents=tuple(sorted(contents, key=lambda part: part.commit)))


class States(Answers[State]):
    """States by the IDs of repositories."""

    format = crc32("".join(map(getsource, (contents, licenses, weights))).encode())
    """Checksum of the rules: contents that were derived by other rules would differ for no other reason."""

    def to_values(self, answer: State) -> dict[str, Any]:  # noqa: D102
        values = {name: value for name, value in asdict(answer).items() if value and name != "checked"}
        if answer.date:
            values["date"] = answer.date.isoformat()
        if answer.releases:
            values["releases"] = {release.url: release.date.isoformat() for release in answer.releases}
        return values

    def from_values(self, checked: date, values: dict[str, Any]) -> State:  # noqa: D102
        texts = {
            name: values.get(name, "") for name in ("name", "license", "commit", "asked", "base", "etag")
        }
        require_texts(*texts.values())
        day = values.get("date")
        releases = values.get("releases", {}).items()
        return State(
            checked,
            is_archived=bool(values.get("is_archived", False)),
            has_all_releases=bool(values.get("has_all_releases", False)),
            date=date.fromisoformat(day) if day else None,
            releases=tuple(Release(url, date.fromisoformat(day)) for url, day in releases),
            contents=tuple(map(_parse_contents, values.get("contents", ()))),
            **texts,
        )


def _parse_contents(values: dict[str, Any]) -> Contents:
    holds, weights, licenses = (tuple(values[name]) for name in ("holds", "weights", "licenses"))
    require_texts(values["commit"], values["readme"], *holds, *weights, *licenses)
    return Contents(
        values["commit"],
        holds,
        weights,
        licenses,
        has_license_file=bool(values["has_license_file"]),
        readme=values["readme"],
        states_terms=bool(values["states_terms"]),
    )
