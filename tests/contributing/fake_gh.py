"""A stand-in for GitHub's CLI `gh`: logs its calls to the folder GH_LOG, and replies as gh does.

Pull requests are in `pulls.json`, issues in `issues.json`, artifacts in folders of `artifacts/`, releases in
`releases.json` and their files in folders of `releases/`. As there, `pr list --head` finds pull requests by
the name of the branch, in forks as well, newest first, and at most 30 without `--limit`; and `release create`
makes a tag only if there is none.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

log = Path(os.environ["GH_LOG"])
arguments = sys.argv[1:]
body = ""
if "--body-file" in arguments:
    at = arguments.index("--body-file")
    body = Path(arguments[at + 1]).read_text("utf-8")
    del arguments[at : at + 2]
with (log / "calls.jsonl").open("a", encoding="utf-8") as calls:
    calls.write(json.dumps({"arguments": arguments, "body": body}) + "\n")


def read(name: str) -> list[dict[str, Any]]:
    store = log / name
    return json.loads(store.read_text("utf-8")) if store.exists() else []


def write(name: str, values: list[dict[str, Any]]) -> None:
    (log / name).write_text(json.dumps(values), "utf-8")


pulls, issues = read("pulls.json"), read("issues.json")
parser = argparse.ArgumentParser(exit_on_error=False, allow_abbrev=False)
for option in ("--head", "--base", "--title", "--ref", "--comment", "--app", "--target"):
    parser.add_argument(option)
parser.add_argument("--state", choices=["open", "closed", "merged", "all"], default="open")
parser.add_argument("--json", default="")
parser.add_argument("--limit", type=int, default=30)
match arguments[:2]:
    case ["pr", "list"]:
        wanted = parser.parse_args(arguments[2:])
        names = wanted.json.split(",")
        hits = [
            {name: pull[name] for name in names}
            for pull in reversed(pulls)
            if (wanted.head is None or pull["headRefName"] == wanted.head)
            and (wanted.base is None or pull["baseRefName"] == wanted.base)
        ]
        print(json.dumps(hits[: wanted.limit]))
    case ["pr", "create"]:
        wanted = parser.parse_args(arguments[2:])
        own = [pull for pull in pulls if pull["headRefName"] == wanted.head and not pull["isCrossRepository"]]
        if own:
            sys.exit(f"a pull request for branch {wanted.head!r} already exists")
        pulls.append(
            {
                "url": f"https://github.example/pull/{len(pulls) + 1}",
                "isCrossRepository": False,
                "headRefName": wanted.head,
                "baseRefName": wanted.base,
            }
        )
        write("pulls.json", pulls)
        print(pulls[-1]["url"])
    case ["pr", "close"]:
        parser.parse_args(arguments[3:])
        write("pulls.json", [pull for pull in pulls if pull["url"] != arguments[2]])
    case ["issue", "list"]:
        wanted = parser.parse_args(arguments[2:])
        names = wanted.json.split(",")
        hits = [
            {name: issue[name] for name in names} for issue in reversed(issues) if issue["app"] == wanted.app
        ]
        print(json.dumps(hits[: wanted.limit]))
    case ["issue", "create"]:
        number = len(issues) + 1
        title = parser.parse_args(arguments[2:]).title
        write("issues.json", [*issues, {"number": number, "title": title, "app": "github-actions"}])
        print(f"https://github.example/issues/{number}")
    case ["issue", "close"]:
        parser.parse_args(arguments[3:])
        write("issues.json", [issue for issue in issues if str(issue["number"]) != arguments[2]])
    case ["issue", "edit"]:
        assert arguments[2] in {str(issue["number"]) for issue in issues}
    case ["api", query]:
        name = query.partition("name=")[2].partition("&")[0]
        here = {"id": 7, "head_branch": "main", "head_repository_id": 1, "repository_id": 1}
        strange = here | {"id": 8, "head_repository_id": 2}  # of a fork, and newer
        own = [here] if (log / "artifacts" / name).exists() else []
        print(json.dumps({"artifacts": [{"expired": False, "workflow_run": run} for run in (strange, *own)]}))
    case ["run", "download"]:
        parser.add_argument("--name")
        parser.add_argument("--dir")
        wanted = parser.parse_args(arguments[3:])
        assert arguments[2] == "7"
        shutil.copytree(log / "artifacts" / wanted.name, wanted.dir, dirs_exist_ok=True)
    case ["release", "view"]:
        assert arguments[3:] == ["--json", "isDraft", "--jq", ".isDraft"]
        drafts = {release["tag"]: release["isDraft"] for release in read("releases.json")}
        print(json.dumps(drafts[arguments[2]]) if arguments[2] in drafts else sys.exit("release not found"))
    case ["release", "delete"]:
        assert arguments[3:] == ["--yes"]
        write("releases.json", [item for item in read("releases.json") if item["tag"] != arguments[2]])
    case ["release", "create"]:
        assert os.environ["GH_TOKEN"]
        assert os.environ["GH_REPO"]
        tag, releases = arguments[2], read("releases.json")
        parser.add_argument("--notes-file", type=Path)
        parser.add_argument("files", nargs="+", type=Path)
        wanted = parser.parse_intermixed_args(arguments[3:])
        if any(release["tag"] == tag for release in releases):
            sys.exit(f"a release with the same tag name already exists: {tag}")
        (log / "releases" / tag).mkdir(parents=True)
        for path in wanted.files:
            shutil.copy(path, log / "releases" / tag)
        git = ("git", "-C", str(log / "remote.git"))
        if subprocess.run([*git, "rev-parse", "--quiet", "--verify", f"refs/tags/{tag}"]).returncode:
            subprocess.run([*git, "tag", tag, wanted.target or "main"], check=True)
        notes = wanted.notes_file.read_text("utf-8")
        write(
            "releases.json",
            [*releases, {"tag": tag, "isDraft": False, "title": wanted.title, "notes": notes}],
        )
    case ["auth", "setup-git"]:
        pass
    case ["workflow", "run"]:
        assert parser.parse_args(arguments[3:]).ref
    case ["pr", "edit"] | ["issue", "comment"]:
        pass
    case _:
        sys.exit(f"unknown command: {arguments}")
