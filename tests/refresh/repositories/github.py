"""A stand-in for GitHub with repositories that a test chooses, in the formats of its documentation.

Sources: https://docs.github.com/en/graphql/reference/objects#repository,
https://docs.github.com/en/rest/git/trees#get-a-tree, https://docs.github.com/en/rest/git/blobs#get-a-blob,
https://docs.github.com/en/rest/releases/releases#list-releases and, for conditional requests,
https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.lookup.services import Reply, Services

TOKEN = "hum-hum-hum"
NOT_FOUND = Reply('{"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}', 404)
REPOSITORY = re.compile(
    r'  (r\d+): repository\(owner: "([\w.-]+)", name: "([\w.-]+)"\) \{ \.\.\.Facts'
    r'(?: base: object\(expression: "([0-9a-f]+)"\) \{ \.\.\. on Commit \{ oid tree \{ oid \} \} \})? \}'
)
REST_PATH = re.compile(r"/repos/([\w.-]+/[\w.-]+)/(git/trees|git/blobs|releases)(?:/([0-9a-f]{40}))?")
FRAGMENT = """
fragment Facts on Repository {
  nameWithOwner isArchived licenseInfo { spdxId } releases { totalCount }
  defaultBranchRef { target { ... on Commit { oid committedDate tree { oid } } } }
}"""
Files = Mapping[str, str | int]
"""Files by path: a text, or the size of a file that nobody opens."""


def hash_of(*parts: object) -> str:
    """Return a hash as git has them."""
    return sha1(repr(parts).encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Commit:
    """A commit with its files."""

    files: Files = field(default_factory=dict)
    date: str = "2026-11-01"
    hash: str = ""

    @property
    def oid(self) -> str:
        """Its hash, 40 digits; a shorter one is filled up."""
        return (self.hash + hash_of(self.date, sorted(self.files.items())))[:40]

    @property
    def tree(self) -> str:
        return hash_of("tree", sorted(self.files.items()))


@dataclass
class HostedRepository:
    """A repository; its last commit is the newest one."""

    name: str
    commits: list[Commit] = field(default_factory=list)
    is_archived: bool = False
    license: str | None = None
    """SPDX identifier."""
    releases: list[dict[str, Any]] = field(default_factory=list)
    is_truncated: bool = False

    def push(self, files: Files, date: str = "2026-11-20") -> Commit:
        """Add a commit that changes some files; None removes one."""
        merged = {**(self.commits[-1].files if self.commits else {}), **files}
        self.commits.append(Commit({path: text for path, text in merged.items() if text is not None}, date))
        return self.commits[-1]

    def release(self, tag: str, created: str, **assets: int) -> None:
        """Add a release with assets, by name with `_` for the dot, and by size."""
        url = f"https://github.com/{self.name}/releases"
        files = [
            {
                "name": name.replace("_", "."),
                "size": size,
                "created_at": f"{created}T10:00:00Z",
                "browser_download_url": f"{url}/download/{tag}/{name}",
            }
            for name, size in assets.items()
        ]
        self.releases.insert(
            0, {"html_url": f"{url}/tag/{tag}", "tag_name": tag, "draft": False, "assets": files}
        )


class GitHub:
    """The repositories by lower-case name, and replies about them."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.repositories: dict[str, HostedRepository] = {}
        self.errors: dict[str, list[dict[str, Any]]] = {}
        """Errors of a GraphQL query about a repository, by its name."""
        self.unchanged = 0
        """Replies without content, since the client has it."""

    def add(self, name: str, *commits: Commit, **facts: Any) -> HostedRepository:
        repository = HostedRepository(name, [*commits], **facts)
        self.repositories[name.lower()] = repository
        return repository

    def move(self, name: str, to: str) -> HostedRepository:
        """Give a repository another name, to which the old one leads."""
        repository = self.repositories[name.lower()]
        repository.name = to
        self.repositories[to.lower()] = repository
        return repository

    def remove(self, name: str) -> None:
        del self.repositories[name.lower()]

    def answer(self, path: str) -> Reply:
        """Return the reply to a request."""
        headers = {key.lower(): value for key, value in self.services.request_headers[-1].items()}
        if headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply('{"message": "Bad credentials", "status": "401"}', 401)
        url = urlsplit(path)
        if url.path == "/github/graphql":
            return self._answer_query(json.loads(self.services.request_bodies[-1]))
        return self._answer_rest(url.path.removeprefix("/github"), parse_qs(url.query), headers)

    def _answer_query(self, body: dict[str, str]) -> Reply:
        assert body.keys() == {"query"}
        lines, separator, rest = body["query"].partition("\n}")
        assert lines.startswith("query {\n")
        assert (separator, rest) == ("\n}", FRAGMENT)
        data, errors = {}, []
        for line in lines.split("\n")[1:]:
            match = REPOSITORY.fullmatch(line)
            assert match, line
            alias, owner, name, commit = match.groups()
            full_name = f"{owner}/{name}"
            repository = self.repositories.get(full_name.lower())
            data[alias] = describe(repository, commit) if repository else None
            found = [
                {"path": [alias], "locations": [{"line": 2, "column": 3}], **error}
                for error in self.errors.get(full_name, ())
            ]
            if not repository:
                message = f"Could not resolve to a Repository with the name '{full_name}'."
                found = found or [{"type": "NOT_FOUND", "path": [alias], "message": message}]
            errors += found
        return Reply(json.dumps({"data": data} | ({"errors": errors} if errors else {})))

    def _answer_rest(self, path: str, query: dict[str, list[str]], headers: Mapping[str, str]) -> Reply:
        match = REST_PATH.fullmatch(path)
        assert match, path
        repository = self.repositories.get(match[1].lower())
        if not repository:
            return NOT_FOUND
        if match[2] == "releases":
            assert query == {"per_page": ["30"]}
            return self._reply(repository.releases, headers)
        if match[2] == "git/trees":
            assert query == {"recursive": ["1"]}
            commit = next((commit for commit in repository.commits if commit.tree == match[3]), None)
            return self._reply(describe_tree(repository, commit), headers) if commit else NOT_FOUND
        texts = (text for commit in repository.commits for text in commit.files.values())
        text = next((text for text in texts if hash_of(text) == match[3]), None)
        return self._reply(describe_blob(str(text)), headers) if text is not None else NOT_FOUND

    def _reply(self, content: Any, headers: Mapping[str, str]) -> Reply:
        body = json.dumps(content)
        etag = f'W/"{hash_of(body)}"'
        if headers.get("if-none-match") == etag:
            self.unchanged += 1
            return Reply(b"", 304, headers={"ETag": etag})
        return Reply(body, headers={"ETag": etag})


def describe(repository: HostedRepository, commit: str | None) -> dict[str, Any]:
    """Return the values of a repository in a GraphQL reply."""
    head = repository.commits[-1] if repository.commits else None
    values: dict[str, Any] = {
        "nameWithOwner": repository.name,
        "isArchived": repository.is_archived,
        "licenseInfo": {"spdxId": repository.license} if repository.license else None,
        "releases": {"totalCount": len(repository.releases)},
        "defaultBranchRef": None,
    }
    if head:
        target = {"oid": head.oid, "committedDate": f"{head.date}T12:00:00Z", "tree": {"oid": head.tree}}
        values["defaultBranchRef"] = {"target": target}
    if commit:
        found = next((other for other in repository.commits if other.oid.startswith(commit)), None)
        values["base"] = {"oid": found.oid, "tree": {"oid": found.tree}} if found else None
    return values


def describe_tree(repository: HostedRepository, commit: Commit) -> dict[str, Any]:
    """Return a tree with everything in it, folders included."""
    url = f"https://api.github.com/repos/{repository.name}/git"
    folders = {path[: match.start()] for path in commit.files for match in re.finditer("/", path)}
    items: list[dict[str, Any]] = [
        {"path": path, "mode": "040000", "type": "tree", "sha": hash_of(path)} for path in sorted(folders)
    ]
    for path, text in sorted(commit.files.items()):
        size = text if isinstance(text, int) else len(text.encode())
        hash = hash_of(text)
        blob = {"path": path, "mode": "100644", "type": "blob", "sha": hash, "size": size}
        items.append({**blob, "url": f"{url}/blobs/{hash}"})
    truncated = repository.is_truncated
    return {"sha": commit.tree, "url": f"{url}/trees/{commit.tree}", "tree": items, "truncated": truncated}


def describe_blob(text: str) -> dict[str, Any]:
    """Return a file, in base64 with line breaks."""
    content = base64.encodebytes(text.encode()).decode()
    return {"sha": hash_of(text), "size": len(text.encode()), "content": content, "encoding": "base64"}
