"""Trees, READMEs and releases of a repository at GitHub, and the facts in them.

Sources: https://docs.github.com/en/rest/git/trees#get-a-tree, https://docs.github.com/en/rest/git/blobs#get-a-blob
and https://docs.github.com/en/rest/releases/releases#list-releases
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from catalog.lookup.client import Client
from catalog.lookup.normalize import as_list, value_at
from catalog.lookup.transport import ServiceError
from catalog.refresh.repositories.contents import MIN_WEIGHT_BYTES, WEIGHT_FILE, File, find_contents
from catalog.refresh.repositories.licenses import is_license_file, states_terms
from catalog.refresh.repositories.query import UNEXPECTED, require_hash
from catalog.refresh.repositories.states import Contents, Release
from catalog.refresh.repositories.weights import find_weights

MAX_RELEASES = 30
README = re.compile(r"(?:(?:\.github|docs)/)?readme(\.md|\.markdown|\.rst|\.txt|)", re.IGNORECASE)
README_TYPES = (".md", ".markdown", ".rst", ".txt", "")
"""Extensions of READMEs, the one that GitHub prefers first."""
SYMBOLIC_LINK = "120000"


def fetch_contents(
    client: Client, name: str, commit: str, tree: str, known: Sequence[Contents] = ()
) -> Contents:
    """Fetch the tree and the README of a commit, and return the facts in them.

    Args:
        client: Client.
        name: Owner and name of the repository.
        commit: Hash of the commit.
        tree: Hash of its tree.
        known: Contents of other commits; a README that one of them has is not fetched again.

    Raises:
        ServiceError: There is no usable reply.
    """
    reply, _ = client.get_json("github", f"/repos/{name}/git/trees/{tree}", {"recursive": "1"})
    if value_at(reply, "truncated") is not False or not isinstance(value_at(reply, "tree"), list):
        is_cut = value_at(reply, "truncated") is True
        raise ServiceError("has more files than it lists" if is_cut else UNEXPECTED)
    blobs = {str(item.get("path")): item for item in reply["tree"] if value_at(item, "type") == "blob"}
    readme = _find_readme(blobs)
    licenses = [path for path in sorted(blobs) if is_license_file(path)]
    same = next((contents for contents in known if readme and contents.readme == readme), None)
    text = "" if same or not readme else _fetch_blob(client, name, readme)
    sizes = (File(path, _as_count(item.get("size"))) for path, item in blobs.items())
    return Contents(
        commit,
        holds=tuple(sorted(find_contents(sizes))),
        weights=same.weights if same else find_weights(text, name),
        licenses=tuple(_as_hash(blobs[path].get("sha")) for path in licenses if "/" not in path),
        has_license_file=bool(licenses),
        readme=readme,
        states_terms=same.states_terms if same else states_terms(text),
    )


def _find_readme(blobs: Mapping[str, Any]) -> str:
    """Return the hash of the README that GitHub shows; blank without one."""
    found = [(match, item) for path, item in blobs.items() if (match := README.fullmatch(path))]
    found = [(match, item) for match, item in found if item.get("mode") != SYMBOLIC_LINK]
    found.sort(key=lambda pair: ("/" in pair[0][0], README_TYPES.index(pair[0][1].lower()), pair[0][0]))
    return _as_hash(found[0][1].get("sha")) if found else ""


def _fetch_blob(client: Client, name: str, hash: str) -> str:
    reply, _ = client.get_json("github", f"/repos/{name}/git/blobs/{hash}", {})
    content = value_at(reply, "content")
    if not isinstance(content, str) or value_at(reply, "encoding") != "base64":
        raise ServiceError(UNEXPECTED)
    try:
        return base64.b64decode(content).decode("utf-8", errors="replace")
    except ValueError:
        raise ServiceError("sent a file that cannot be decoded") from None


def fetch_releases(client: Client, name: str, etag: str) -> tuple[tuple[Release, ...] | None, str]:
    """Return the releases with weights, and the ETag of their list; None if it still has the given one.

    Raises:
        ServiceError: There is no usable reply.
    """
    params = {"per_page": str(MAX_RELEASES)}
    reply, new_etag = client.get_json_if_changed("github", f"/repos/{name}/releases", etag, params)
    if reply is None:
        return None, etag
    if not isinstance(reply, list):
        raise ServiceError(UNEXPECTED)
    return tuple(_parse_releases(reply, name)), new_etag


def _parse_releases(items: list[Any], name: str) -> Iterator[Release]:
    for item in items:
        url = value_at(item, "html_url")
        days = [
            str(value_at(asset, "created_at"))[:10]
            for asset in as_list(value_at(item, "assets"))
            if WEIGHT_FILE.fullmatch(str(value_at(asset, "name")))
            and _as_count(value_at(asset, "size")) >= MIN_WEIGHT_BYTES
        ]
        is_ours = isinstance(url, str) and url.lower().startswith(
            f"https://github.com/{name}/releases/".lower()
        )
        if days and is_ours and value_at(item, "draft") is not True:
            try:
                yield Release(url, max(map(date.fromisoformat, days)))
            except ValueError:
                raise ServiceError(UNEXPECTED) from None


def _as_count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _as_hash(value: Any) -> str:
    try:
        return require_hash(value)
    except ValueError:
        raise ServiceError(UNEXPECTED) from None
