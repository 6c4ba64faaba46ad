"""A stand-in for GitHub's CLI `gh`: logs its calls to the folder GH_LOG, and replies as gh does.

Pull requests are in `pulls.json`. As on GitHub, `pr list --head` finds them by the name of the branch, in
forks as well, newest first, and at most 30 without `--limit`.
"""

from __future__ import annotations

import argparse
import json
import os
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
store = log / "pulls.json"
pulls: list[dict[str, Any]] = json.loads(store.read_text("utf-8")) if store.exists() else []
parser = argparse.ArgumentParser(exit_on_error=False, allow_abbrev=False)
for option in ("--head", "--base", "--title", "--ref"):
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
        store.write_text(json.dumps(pulls), "utf-8")
        print(pulls[-1]["url"])
    case ["workflow", "run"]:
        assert parser.parse_args(arguments[3:]).ref
    case ["pr", "edit"] | ["issue", "comment"]:
        pass
    case _:
        sys.exit(f"unknown command: {arguments}")
