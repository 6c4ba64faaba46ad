"""Read an issue: the fields of its form, and its author."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from catalog.contributing.hints import ContributorHints
from catalog.utils.files import read_bytes
from catalog.utils.text import HIDDEN_CHARACTER

FORM_PATH = ".github/ISSUE_TEMPLATE/add-paper.yml"
"""Form of the issues that are answered; its labels are the headings in their bodies."""
MAX_BODY_CHARACTERS = 65_536
"""GitHub's own limit for the body of an issue."""
MAX_EVENT_BYTES = 100_000_000
"""Events have less than 25 MB, by GitHub's documentation of webhooks."""
NO_VALUE = re.compile(
    r"_?no response_?|[\W_]*|(?:none|null|nil|n/?a|not applicable|unknown|tb[adc]|idk)[.!?]?", re.IGNORECASE
)
"""Values that GitHub and people write into a blank field."""
HTML_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
"""Comment, such as the instructions in a form."""
LOGIN_PATTERN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?(?:\[bot\])?")
"""Name of a GitHub account."""
NEWCOMER_ASSOCIATIONS = ("NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR")
"""GitHub's `author_association` of people without a merged contribution."""


@dataclass(frozen=True)
class Issue:
    """The relevant parts of an issue."""

    number: int
    fields: Mapping[str, str]
    """Values of the form's fields by ID, without blank ones."""
    author: str = ""
    """Login of the author; blank if it is not valid."""
    author_id: int = 0
    is_first_contribution: bool = False

    @property
    def link(self) -> str:
        """The suggested link; blank if there is none."""
        return self.fields.get("link", "")

    @property
    def hints(self) -> ContributorHints:
        """The rest of the form, without its links; see `catalog.contributing.links`."""
        title, venue, category = (self.fields.get(name, "") for name in ("paper-title", "venue", "category"))
        return ContributorHints(title, venue, category)

    @property
    def co_author_trailer(self) -> str:
        """Commit trailer with the author's GitHub address; blank for bots and unknown authors."""
        if not self.author or not self.author_id or self.author.endswith("[bot]"):
            return ""
        return f"Co-authored-by: {self.author} <{self.author_id}+{self.author}@users.noreply.github.com>"


def read_issue(event: Path, form: Path) -> Issue:
    """Read the issue of a GitHub event.

    Args:
        event: JSON file of the event, as GitHub writes it.
        form: YAML file of the issue form.

    Raises:
        ValueError: The file has no issue; the contributor cannot cause that.
    """
    payload = json.loads(read_bytes(event, MAX_EVENT_BYTES))
    issue = payload.get("issue") if isinstance(payload, dict) else None
    if not isinstance(issue, dict) or not isinstance(issue.get("number"), int):
        raise ValueError(f"{event} has no issue")
    user: Any = issue.get("user")
    login, id = (user.get("login"), user.get("id")) if isinstance(user, dict) else (None, None)
    return Issue(
        issue["number"],
        parse_fields(str(issue.get("body") or ""), read_labels(form)),
        login if isinstance(login, str) and LOGIN_PATTERN.fullmatch(login) else "",
        id if isinstance(id, int) else 0,
        issue.get("author_association") in NEWCOMER_ASSOCIATIONS,
    )


def read_labels(form: Path) -> dict[str, str]:
    """Return the labels of a form's fields by ID, in order."""
    body: list[dict[str, Any]] = yaml.safe_load(form.read_text("utf-8"))["body"]
    return {part["id"]: part["attributes"]["label"] for part in body if "id" in part}


def parse_fields(body: str, labels: Mapping[str, str]) -> dict[str, str]:
    """Return the values under the form's headings by field ID, each in one line.

    A heading counts once, and only after the headings of earlier fields, so that the value of a field cannot
    pose as another one. A body without any of the headings may still contain a link or a title.

    Args:
        body: Markdown of the issue.
        labels: Labels of the form by field ID; see `read_labels`.
    """
    text = body[:MAX_BODY_CHARACTERS].replace("\r\n", "\n")
    order = list(labels)
    ids = {label: id for id, label in labels.items()}
    starts: list[tuple[str, int, int]] = []
    for heading in re.finditer(r"^### (.+?)[ \t]*$", text, re.MULTILINE):
        id = ids.get(heading[1])
        if id and (not starts or order.index(id) > order.index(starts[-1][0])):
            starts.append((id, heading.start(), heading.end()))
    if not starts:
        value = _single_line(text)
        return {"link": value} if value else {}
    ends = [*(start for _, start, _ in starts[1:]), len(text)]
    values: dict[str, str] = {}
    for (id, _, start), end in zip(starts, ends, strict=True):
        value = _single_line(text[start:end])
        if not NO_VALUE.fullmatch(value):
            values[id] = value
    return values


def _single_line(text: str) -> str:
    """Return a text in one line, without hidden characters and comments."""
    return " ".join(HIDDEN_CHARACTER.sub("", HTML_COMMENT.sub("", text)).split())
