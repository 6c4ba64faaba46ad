"""Releases: the data as an archive, the whole history, checksums, and notes on what changed.

With Python, git and these files, data and site can be made again when this repository and its host are gone.
Each file has the same bytes wherever it is made from the same commit.
"""

from __future__ import annotations

import lzma
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from catalog.documents.problems import format_count
from catalog.history.changes import History, load_changes
from catalog.history.news import HEADINGS, News
from catalog.utils import github_markdown as md
from catalog.utils.archives import write_archive
from catalog.utils.clock import release_version
from catalog.utils.git import read_blobs, run_git
from catalog.views.views import Views

NAME = "awesome-talking-face"
DATA_PATHS = ("data", "LICENSE", "CITATION.cff")
"""Files and folders in the archive of the data."""
CHECKSUM_FILE = "SHA256SUMS"
NOTES_FILE = "NOTES.md"
TAG_PREFIX = "data-"
"""Start of the tag of a release; its version follows."""
RELEASE_TAG = re.compile(rf"{TAG_PREFIX}20\d\d\.\d\d", re.ASCII)
MAX_ITEMS = 100
"""Items of one kind that the notes list; the others are counted."""


class ReleaseError(ValueError):
    """A checkout cannot be released; the message says why, and what to do."""


@dataclass(frozen=True)
class Release:
    """A release of the commit that is checked out."""

    root: Path
    """Checkout."""
    commit: str
    seconds: int
    """Time of the commit, in seconds since 1970."""

    @classmethod
    def of(cls, root: Path) -> Release:
        """Return the release of a checkout.

        Raises:
            OSError: git is not installed.
            ReleaseError: This is no repository with a commit, or it lacks a part of the history.
        """
        try:
            is_shallow = run_git(root, "rev-parse", "--is-shallow-repository").decode().strip()
            log = run_git(root, "log", "-1", "--no-show-signature", "--format=%H %ct").decode()
        except subprocess.SubprocessError:
            raise ReleaseError("This is not a git repository with a commit.") from None
        if is_shallow != "false":
            raise ReleaseError(
                "This is a shallow clone, without the whole history that a release has. "
                "Run `git fetch --unshallow --tags` first."
            )
        commit, seconds = log.split()
        return cls(root, commit, int(seconds))

    @property
    def version(self) -> str:
        """Version, which is its month: `2026.11`."""
        return release_version(datetime.fromtimestamp(self.seconds, UTC).date())

    def find_last_tag(self) -> str:
        """Return the tag of the release before this version; blank for the first one."""
        versions = (version for version, _ in list_releases(self.root) if version < self.version)
        return next((f"refs/tags/{TAG_PREFIX}{version}" for version in versions), "")

    def load_changes(self, since: str) -> History:
        """Return what changed since a commit, which may be given as a tag.

        Each change is in exactly one release, whatever the clocks of those who commit say.

        Raises:
            ReleaseError: There is no such commit.
        """
        try:
            name = f"{since}^{{commit}}"
            output = run_git(self.root, "rev-parse", "--quiet", "--verify", "--end-of-options", name)
        except subprocess.SubprocessError:
            raise ReleaseError(f"There is no commit {since!r:.100}. Run `git fetch --tags` first.") from None
        return load_changes(self.root, output.decode().strip(), self.commit)

    def collect_files(self) -> dict[str, bytes]:
        """Return the files of the release by name: data, history and their checksums."""
        name = f"{NAME}-{self.version}"
        files = {
            f"{name}.tar.gz": write_archive(self._read_data(), name, self.seconds),
            f"{name}-history.xz": lzma.compress(self._read_history()),
        }
        return files | {CHECKSUM_FILE: render_checksums(files).encode()}

    def _read_history(self) -> bytes:
        """Return the history as that of the branch `main`, whatever branch is checked out."""
        branch = run_git(self.root, "rev-parse", "--symbolic-full-name", "HEAD").decode().strip()
        return run_git(self.root, "fast-export", f"--refspec={branch}:refs/heads/main", "HEAD")

    def _read_data(self) -> dict[str, bytes]:
        """Return the committed files of the archive by path."""
        output = run_git(self.root, "ls-tree", "-r", "-z", self.commit, "--", *DATA_PATHS).decode()
        entries = [entry.partition("\t") for entry in output.split("\0") if entry]
        blobs = {path: info.split()[2] for info, _, path in entries if info.startswith("100")}
        contents = read_blobs(self.root, blobs.values())
        return {path: contents[blob] for path, blob in blobs.items()}


def list_releases(root: Path) -> list[tuple[str, str]]:
    """Return versions and days of the releases in git, newest first; empty without git."""
    try:
        output = run_git(
            root, "tag", "--list", f"{TAG_PREFIX}*", "--format=%(refname:strip=2) %(creatordate:short)"
        )
    except (OSError, subprocess.SubprocessError):
        return []
    tags = [line.split() for line in output.decode("utf-8", "replace").splitlines()]
    return sorted(
        ((tag.removeprefix(TAG_PREFIX), day) for tag, day in tags if RELEASE_TAG.fullmatch(tag)), reverse=True
    )


def render_checksums(files: Mapping[str, bytes]) -> str:
    """Return the checksums of files, in the format that `sha256sum --check` reads."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def hash_folder(folder: Path) -> str:
    """Return the checksums of all files below a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths
    )


def render_notes(views: Views, release: Release, changes: History) -> str:
    """Return the notes of a release as Markdown.

    Args:
        views: Views of the catalog.
        release: The release.
        changes: Changes since the release before.
    """
    catalog = views.catalog
    counts = [
        format_count(len(records), noun)
        for records, noun in (
            (catalog.papers, "paper"),
            (catalog.datasets, "dataset"),
            (catalog.repositories, "code repository"),
            (catalog.results, "result table"),
        )
    ]
    lines = [
        f"{', '.join(counts[:-1])}, and {counts[-1]}, as of commit {md.inline_code(release.commit[:12])}."
    ]
    lines += _render_changes(views, changes)
    return "\n".join(lines) + "\n"


def _render_changes(views: Views, changes: History) -> Iterator[str]:
    """Yield the lines on what changed."""
    news = News(views, changes)
    additions = [item for item in news.additions if item.paper and item.paper.id in changes.added_dates]
    items = (*additions, *news.changes)
    for kind, heading in HEADINGS.items():
        own = [item for item in items if item.kind == kind]
        if own:
            yield from ("", f"## {heading} ({len(own):,})", "")
        for item in own[:MAX_ITEMS]:
            detail = f": {md.escape_text(item.detail)}" if item.detail else ""
            yield f"- {md.escape_text(item.title)}{detail}"
        if len(own) > MAX_ITEMS:
            yield f"- {len(own) - MAX_ITEMS:,} more"
