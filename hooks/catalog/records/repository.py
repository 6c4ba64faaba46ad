"""Code repositories, field by field; see `catalog.records.schema`.

A record states facts about one commit. Papers lead to it through their code links. The license of the code,
that of the weights and that of the data are three things.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from catalog.records.schema import Record, StrictModel
from catalog.records.types import Date, Decimal, Flag, Id, Sentence, Text, Url, UrlList
from catalog.records.validators import declare_format

REPOSITORY_URL = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|gitee\.com|bitbucket\.org|codeberg\.org)"
    r"/([\w.-]+)/([\w.-]+?)(?:\.git)?/?(?:[/?#][^\n]*)?",
    re.ASCII | re.IGNORECASE,
)
"""A page of a repository. The groups are its owner and its name."""
LICENSE_FIELDS = ("license", "readme_license", "weights_license", "parts_license")
"""Fields with an ID from licenses.yml."""
COMMIT = declare_format(
    "bad-commit",
    "A commit is 7 to 40 digits of its hash.",
    r"[0-9a-f]{7,40}",
    expected="the hash of a commit",
    hint="Write at least its first seven digits, such as commit: d80e4f1",
)


def repository_id(url: str) -> str | None:
    """Return the ID of the repository that a URL leads to, or None.

    >>> repository_id("https://github.com/Rudrabha/Wav2Lip/tree/master")
    'rudrabha--wav2lip'
    """
    match = REPOSITORY_URL.fullmatch(url)
    return "--".join(match.groups()).lower() if match else None


class Reading(StrictModel):
    """The state of a repository that its record speaks of."""

    commit: Annotated[Text, COMMIT] | None = None
    """Commit that was read."""
    date: Date | None = None
    """Date of that commit."""
    checked: Date
    """Date on which the repository was read."""


class Speed(StrictModel):
    """Speed as the repository states it."""

    fps: Decimal
    """Generated frames per second."""
    gpu: Text | None = None
    """Graphics card that it was measured on."""
    resolution: Text | None = None
    """Resolution of the frames."""
    note: Text | None = None
    """Condition in a few words, such as the variant of the model."""
    source: Url
    """Page that states it."""


class Memory(StrictModel):
    """Graphics memory as the repository states it."""

    gb: Decimal
    """Gigabytes."""
    task: Literal["training", "inference"] | None = None
    """Task that needs it."""
    gpu: Text | None = None
    """Graphics card that is named."""
    note: Text | None = None
    """Condition in a few words, such as `at least`."""
    source: Url
    """Page that states it."""


class Repository(Record):
    """A code repository: `data/repositories/<owner>--<name>.yml`."""

    url: Url
    """Its page, spelled as the host spells it."""
    read: Reading
    """State that the record speaks of."""
    license: Id | None = None
    """License of the code, as an ID from licenses.yml; `none` if the whole tree has none."""
    readme_license: Id | None = None
    """Terms that the README states, if they differ from the license file."""
    weights_license: Id | None = None
    """License of the weights, if it differs from that of the code."""
    parts_license: Id | None = None
    """License of bundled or required parts by others, if it is stricter."""
    license_note: Sentence | None = None
    """The terms in one sentence of our own, where an ID does not say it all."""
    holds: tuple[Literal["inference", "training", "evaluation", "demo", "weights"], ...] | None = None
    """Contents; `[]` if there is nothing to run."""
    weights: UrlList = ()
    """Where the weights can be downloaded."""
    speed: tuple[Speed, ...] = ()
    """Speed as stated, with graphics card and source."""
    memory: tuple[Memory, ...] = ()
    """Graphics memory as stated, with graphics card and source."""
    archived: Flag = False
    """Set if the host shows it as archived."""
    moved_to: Url | None = None
    """Repository that took its place."""
