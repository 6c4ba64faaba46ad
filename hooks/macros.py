"""The macro of Markdown pages: `show` renders a template of docs/templates/ with the catalog's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin

    from pages import BuildState


def define_env(env: MacrosPlugin) -> None:
    """Hand the site to the macros plugin; hooks/events.py has built it."""
    build: BuildState | None = env.conf["extra"].get("build")
    if build is None:  # a server without a valid catalog has no pages
        return
    site = build.site

    @env.macro  # type: ignore[untyped-decorator]
    def show(template: str, **values: Any) -> str:
        """Render a template where it is called."""
        return site.renderer.defer(template, env.page.url, **values)
