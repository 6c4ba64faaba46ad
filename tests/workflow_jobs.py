"""A runner for the jobs of workflows: expressions, scripts, outputs, and stand-ins for actions."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.helpers import ROOT
from tests.review.scripts import run_script

TOKEN = re.compile(
    r"'[^']*'|\b(?:github|inputs|needs|secrets|steps|vars|runner)(?:\.[\w*-]+)+|&&|\|\||!(?!=)"
)
CATALOG = f'PYTHONPATH="{ROOT}/hooks" exec "{sys.executable}" -m catalog.cli.main "$@"'
"""Program in place of `.venv/bin/catalog`, with the code of this checkout."""
Action = Callable[[Mapping[str, str]], None]
"""A stand-in for an action, which gets the values of its inputs."""


@dataclass
class JobRun:
    """One run of a job."""

    result: str = "success"
    log: str = ""
    """Output of all scripts."""
    last_output: str = ""
    """Standard output of the last script."""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)


def evaluate(expression: str, context: Mapping[str, Any]) -> Any:
    """Return the value of an expression, as far as the workflows use them."""

    def get(path: str) -> Any:
        if ".*." in path:
            name, _, key = path.partition(".*.")
            return [item[key] for item in context[name].values()]
        value: Any = context
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    names = {
        "get": get,
        "always": lambda: True,
        "cancelled": lambda: False,
        "format": lambda text, *values: text.format(*values),
        "contains": lambda items, item: item in items,
        "fromJSON": json.loads,
        "join": lambda items, separator: separator.join(items),
    }
    operators = {"&&": " and ", "||": " or ", "!": " not "}

    def translate(token: re.Match[str]) -> str:
        return token[0] if token[0][0] == "'" else operators.get(token[0], f"get({token[0]!r})")

    return eval(TOKEN.sub(translate, expression).strip(), {"__builtins__": {}}, names)


def fill(text: object, context: Mapping[str, Any]) -> str:
    """Fill the expressions in a text."""

    def value_of(match: re.Match[str]) -> str:
        value = evaluate(match[1], context)
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    return re.sub(r"\$\{\{ (.+?) \}\}", value_of, str(text))


def is_wanted(part: Mapping[str, Any], context: Mapping[str, Any], default: bool = True) -> bool:
    """Return whether the condition of a job or step holds."""
    if "if" not in part:
        return default
    return bool(evaluate(str(part["if"]).removeprefix("${{ ").removesuffix(" }}"), context))


def run_job(
    job: Mapping[str, Any],
    folder: Path,
    context: Mapping[str, Any],
    *,
    actions: Mapping[str, Action] | None = None,
    env: Mapping[str, str] | None = None,
) -> JobRun:
    """Run the steps of a job in a folder.

    Args:
        job: The job in its workflow.
        folder: Where scripts run; programs in its `bin/` come first.
        context: Values for expressions: `github`, `needs`, `inputs`, `secrets`.
        actions: Stand-ins by name without version; other actions are passed over.
        env: Further variables for scripts.
    """
    run = JobRun()
    steps: dict[str, Any] = {}
    own = {**context, "steps": steps}
    for step in job["steps"]:
        if not is_wanted(step, own, default=run.result == "success"):
            continue
        if "run" not in step:
            if action := (actions or {}).get(step["uses"].partition("@")[0]):
                action({name: fill(value, own) for name, value in step.get("with", {}).items()})
            continue
        variables = {name: fill(value, own) for name, value in step.get("env", {}).items()}
        outcome, outputs = _run_step(str(step["run"]), folder, {**variables, **(env or {})}, run)
        steps[step.get("id", "")] = {"outcome": outcome, "outputs": outputs}
        if outcome == "failure" and not step.get("continue-on-error"):
            run.result = "failure"
    run.outputs = {name: fill(value, own) for name, value in job.get("outputs", {}).items()}
    return run


def _run_step(text: str, folder: Path, env: Mapping[str, str], run: JobRun) -> tuple[str, dict[str, str]]:
    """Run one script, and return its outcome and its outputs."""
    with TemporaryDirectory() as temporary:
        files = {name: Path(temporary, name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for path in files.values():
            path.touch()
        process = run_script(text, folder, {**env, **{name: str(path) for name, path in files.items()}})
        run.last_output = process.stdout.strip()
        run.log += process.stdout + process.stderr
        run.summary += files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
    outcome = "failure" if process.returncode else "success"
    return outcome, dict(line.split("=", 1) for line in lines)
