"""What Markdown pages can call: `show` renders a template of docs/templates/ with the catalog's data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog.html.renderer import Renderer
from catalog.records.catalog import Catalog

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin


def define_env(env: MacrosPlugin) -> None:
    """Hand the catalog to the macros plugin."""
    root = Path(env.conf["config_file_path"]).parent
    renderer = env.conf["extra"].get("renderer")  # read once already, unless the hooks do not run
    if renderer is None:
        catalog = Catalog.load(root)
        renderer = Renderer(catalog, root / "docs/templates", env.conf.get("repo_url") or "")

    @env.macro  # type: ignore[untyped-decorator]
    def show(template: str, **values: Any) -> str:
        """A template's HTML, in the place where it is called."""
        generated = getattr(env.page, "generated", None)
        if generated is not None:
            values["page"] = generated
        return str(renderer.defer(template, env.page.url, **values))
