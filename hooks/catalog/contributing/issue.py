"""What an issue says: the fields of its form, and who wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from catalog.contributing.hints import ContributorHints
from catalog.utils.text import HIDDEN_CHARACTER

FORM_PATH = ".github/ISSUE_TEMPLATE/add-paper.yml"
"""The form whose issues are answered; its labels are the headings of their texts."""
MAX_BODY_CHARACTERS = 65_536
"""Characters of an issue's text. Source: GitHub refuses longer ones."""
BLANK_VALUES = ("", "_No response_", "None")
"""What stands in an issue where a field was left blank."""
LINK_PATTERN = re.compile(r"https?://[^\s<>\"'`]+|(?:doi:\s*|arxiv:\s*)[^\s<>\"'`]+", re.IGNORECASE)
LOGIN_PATTERN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?(?:\[bot\])?")
"""The name of an account on GitHub."""
NEWCOMER_ASSOCIATIONS = ("NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR")
"""How GitHub calls people of whom nothing was merged yet."""


@dataclass(frozen=True)
class Issue:
    """One issue, as far as it is of use."""

    number: int
    fields: Mapping[str, str]
    """What stands in the fields of the form, by their ids; blank ones are left out."""
    author: str = ""
    """The account, if its name is one."""
    author_id: int = 0
    is_first_contribution: bool = False
    """Whether nothing of the author was merged yet."""

    @property
    def link(self) -> str:
        """The link that was asked for; blank if there is none."""
        return self.fields.get("link", "")

    @property
    def hints(self) -> ContributorHints:
        """What the issue says of the paper."""
        title, venue, category, code = (
            self.fields.get(name, "") for name in ("paper-title", "venue", "category", "code")
        )
        return ContributorHints(title, venue, category, code=code)

    @property
    def co_author_trailer(self) -> str:
        """The author as a line of a commit; blank if unknown. GitHub gives everyone such an address."""
        if not self.author or not self.author_id or self.author.endswith("[bot]"):
            return ""
        return f"Co-authored-by: {self.author} <{self.author_id}+{self.author}@users.noreply.github.com>"


def read_issue(event: Path, form: Path) -> Issue:
    """The issue of an event of GitHub, in the terms of the form.

    Raises:
        ValueError: if the file is no event of an issue; that is no contributor's fault.
    """
    found = json.loads(event.read_text("utf-8"))
    issue = found.get("issue") if isinstance(found, dict) else None
    if not isinstance(issue, dict) or not isinstance(issue.get("number"), int):
        raise ValueError(f"{event} holds no issue")
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
    """The label of each field of a form, by its id."""
    body: list[dict[str, Any]] = yaml.safe_load(form.read_text("utf-8"))["body"]
    return {part["id"]: part["attributes"]["label"] for part in body if "id" in part}


def parse_fields(body: str, labels: Mapping[str, str]) -> dict[str, str]:
    """What stands under each label, in one line. Without the form's headings, the first link is taken.

    A heading counts once, and only after those before it: what a field holds cannot pose as another field
    before its own comes.
    """
    text = body[:MAX_BODY_CHARACTERS].replace("\r\n", "\n")
    heads = list(re.finditer(r"^### (.+?)[ \t]*$", text, re.MULTILINE))
    order, found = list(labels), dict[str, str]()
    known = {label: id for id, label in labels.items()}
    starts: list[tuple[str, int, int]] = []
    for head in heads:
        id = known.get(head[1])
        if id and (not starts or order.index(id) > order.index(starts[-1][0])):
            starts.append((id, head.start(), head.end()))
    if not starts:
        link = LINK_PATTERN.search(text)
        return {"link": link[0]} if link else {}
    ends = [*(start for _, start, _ in starts[1:]), len(text)]
    for (id, _, begin), end in zip(starts, ends, strict=True):
        value = " ".join(HIDDEN_CHARACTER.sub("", text[begin:end]).split())
        if value not in BLANK_VALUES:
            found[id] = value
    return found
