"""A runner for the jobs of check.yml, as GitHub runs them on a checkout, with stand-ins for what takes long.

The site is not built, and tests are not run: both succeed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.helpers import ROOT
from tests.review.scripts import run_script, write_program

TOKEN = re.compile(
    r"'[^']*'|\b(?:github|inputs|needs|secrets|steps|vars|runner)(?:\.[\w*-]+)+|&&|\|\||!(?!=)"
)
STAND_INS = {
    ".venv/bin/catalog": '[ "$1" = refresh ] && exit 0; '  # it would ask the sites of the links
    f'PYTHONPATH="{ROOT}/hooks" exec "{ROOT}/.venv/bin/python" -m catalog.cli.main "$@"',
    "bin/make": "exit 0",
    "bin/google-chrome": "exit 0",
    ".ci/run": "exit 0",
}


@dataclass
class Run:
    """One run of the workflow."""

    results: dict[str, str] = field(default_factory=dict)
    """Results of the jobs."""
    log: str = ""
    summary: str = ""


def evaluate(expression: str, context: Mapping[str, Any]) -> Any:
    """Return the value of an expression of a workflow, as far as check.yml uses them."""

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


def fill(text: str, context: Mapping[str, Any]) -> str:
    """Fill the expressions in a text."""

    def value_of(match: re.Match[str]) -> str:
        value = evaluate(match[1], context)
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    return re.sub(r"\$\{\{ (.+?) \}\}", value_of, str(text))


def run_check(root: Path, event_name: str, event: Mapping[str, Any]) -> Run:
    """Run check.yml for an event on the checked-out commit of a repository."""
    github = {"event_name": event_name, "event": event, "repository": "o/r", "repository_owner": "o"}
    context: dict[str, Any] = {"github": {**github, "sha": "0" * 40}, "vars": {}, "needs": {}}
    run = Run()
    (root / ".git/info/exclude").write_text(".venv\nbin\n.ci\nreview\ndocs\n", "utf-8")
    if not (root / "docs").exists():
        (root / "docs").symlink_to(ROOT / "docs")
    for name, text in STAND_INS.items():
        write_program(root, name, text)
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    assert event_name in workflow[True]
    for name, job in workflow["jobs"].items():
        condition = str(job.get("if", "true")).removeprefix("${{ ").removesuffix(" }}")
        needs = job.get("needs", [])
        needed = {need: context["needs"][need] for need in ([needs] if isinstance(needs, str) else needs)}
        is_wanted = condition == "true" or evaluate(condition, {**context, "needs": needed})
        result = (
            _run_job(root, job, {**context, "needs": needed, "steps": {}}, run) if is_wanted else "skipped"
        )
        run.results[name] = result
        context["needs"][name] = {"result": result, "outputs": _outputs(root)}
    return run


def _run_job(root: Path, job: Any, context: dict[str, Any], run: Run) -> str:
    """Run the scripts of a job, and return its result."""
    result = "success"
    for step in job["steps"]:
        is_wanted = result == "success" if "if" not in step else evaluate(_condition(step), context)
        if "run" not in step or not is_wanted:
            continue
        env = {name: fill(value, context) for name, value in step.get("env", {}).items()}
        outcome = _run_step(root, str(step["run"]), env, run)
        context["steps"][step.get("id", "")] = {"outcome": outcome}
        if outcome == "failure" and not step.get("continue-on-error"):
            result = "failure"
    return result


def _condition(step: Mapping[str, Any]) -> str:
    return str(step["if"]).removeprefix("${{ ").removesuffix(" }}")


def _run_step(root: Path, script: str, env: Mapping[str, str], run: Run) -> str:
    """Run one script."""
    summary = root / "../summary.md"
    summary.unlink(missing_ok=True)
    files = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(root / "../output")}
    process = run_script(script, root, {**env, **files})
    run.log += process.stdout + process.stderr
    run.summary += summary.read_text("utf-8") if summary.exists() else ""
    return "failure" if process.returncode else "success"


def _outputs(root: Path) -> dict[str, str]:
    output = root / "../output"
    lines = output.read_text("utf-8").splitlines() if output.exists() else []
    return dict(line.split("=", 1) for line in lines)
