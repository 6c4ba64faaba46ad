"""A stand-in for GitHub's CLI `gh`: logs its calls to the folder GH_LOG, and replies as gh does.

Pull requests are in `pulls.json`, issues in `issues.json`, artifacts in folders of `artifacts/`. As there,
`pr list --head` finds pull requests by the name of the branch, in forks as well, newest first, and at most 30
without `--limit`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
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
for option in ("--head", "--base", "--title", "--ref", "--comment", "--app"):
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
    case ["auth", "setup-git"]:
        pass
    case ["workflow", "run"]:
        assert parser.parse_args(arguments[3:]).ref
    case ["pr", "edit"] | ["issue", "comment"]:
        pass
    case _:
        sys.exit(f"unknown command: {arguments}")
