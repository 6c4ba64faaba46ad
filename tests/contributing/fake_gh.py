"""A stand-in for GitHub's CLI `gh`: logs its calls to the folder GH_LOG, and replies as gh does."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

log = Path(os.environ["GH_LOG"])
arguments = sys.argv[1:]
body = ""
if "--body-file" in arguments:
    at = arguments.index("--body-file")
    body = Path(arguments[at + 1]).read_text("utf-8")
    del arguments[at : at + 2]
with (log / "calls.jsonl").open("a", encoding="utf-8") as calls:
    calls.write(json.dumps({"arguments": arguments, "body": body}) + "\n")
opened = log / "opened"
match arguments[:2]:
    case ["pr", "list"]:
        print(json.dumps([{"url": "https://github.example/pull/1"}] if opened.exists() else []))
    case ["pr", "create"]:
        opened.touch()
        print("https://github.example/pull/1")
    case ["pr", "edit"] | ["issue", "comment"]:
        pass
    case _:
        sys.exit(f"unknown command: {arguments}")
