"""MkDocs hooks, in the order of a build. Only the modules of this folder import MkDocs, never the library.

`catalog.site.build` is the site; here it gets MkDocs's pages and theme, and is written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

import pages
from catalog.documents.problems import summarize
from catalog.html.csp import PolicyError, check_policy
from catalog.html.theme import Theme
from catalog.site.build import InvalidCatalogError, build
from catalog.site.compiled import CompiledTemplates
from catalog.utils.clock import EPOCH_VARIABLE
from catalog.utils.files import write_files
from catalog.utils.gc import tune_gc
from catalog.utils.system_errors import SetupError, explain_os_error
from catalog.views.site_info import SiteInfo
from dev_server import dev_server
from pages import BuildState, state_of
from watching import FastObserver

log = get_plugin_logger("catalog")


def on_startup(command: str, dirty: bool) -> None:
    """Note whether this is `mkdocs serve`, and forget a blank date, which only we take for none."""
    dev_server.is_running = command == "serve"
    if not os.environ.get(EPOCH_VARIABLE):
        os.environ.pop(EPOCH_VARIABLE, None)
    if not dev_server.is_running:
        tune_gc()


@event_priority(100)  # before the macros plugin copies `extra` and reads its folders
def on_config(config: MkDocsConfig) -> None:
    """Load the catalog, or stop with all its problems; while serving, make them the only page."""
    dev_server.start_build()
    # Ours and MkDocs's own templates are all that pages need, and the theme has 14,000 files to list.
    del config.theme.dirs[1:-1]
    try:
        root = Path(config.config_file_path).parent
        records = dev_server.records if dev_server.is_running else None
        site = build(root, SiteInfo.from_config(config), cache=records)
    except InvalidCatalogError as error:
        lines = [*map(str, error.problems), summarize(error.problems)]
        _fail(config, "The catalog has problems", lines)
        return
    except SetupError as error:
        _fail(config, "The catalog cannot be read", [str(error)])
        return
    log.info("\n".join([summarize(site.problems), *map(str, site.problems), *site.notes]))
    templates = CompiledTemplates(site.renderer.environment, root / ".cache")
    config.extra["build"] = BuildState(site, templates, is_served=dev_server.is_running)
    if dev_server.is_running:
        config.theme.static_templates.discard("sitemap.xml")  # needs every page, and a save few
    config.plugins["macros"].config["include_dir"] = str(Path(config.docs_dir) / "templates")


def _fail(config: MkDocsConfig, title: str, lines: Sequence[str]) -> None:
    """Stop a build. A server goes on without any page, so that it sees when the problems are fixed."""
    message = "\n".join([f"{title}.", *lines])
    if not dev_server.is_running:
        raise PluginError(message)
    log.error(message)
    dev_server.fail_build(title, lines)
    config.nav = None
    config.theme.static_templates = set()


def on_files(files: Files, config: MkDocsConfig) -> Files | None:
    """Leave out every page if there is no catalog to show."""
    return Files([]) if dev_server.has_failed else None


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Put each page of a folder under the front page of that folder, so that the theme marks that tab."""
    if dev_server.has_failed:
        return
    pages.put_under_fronts(files, nav)
    state_of(config).navigation = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the catalog use the theme."""
    if dev_server.has_failed:
        return
    env.bytecode_cache = dev_server.compiled_templates
    state = state_of(config)
    render = pages.theme_renderer(config, files, env)
    state.site.theme = Theme(render, use_shells=config.extra["shells"], checks_policy=not state.is_served)


@event_priority(50)  # before the content is put into the theme
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Insert the lists of a page: only now, so that one is in memory at a time; while serving, on request."""
    state = state_of(config)
    renderer = state.site.renderer
    pages.set_edit_url(page, config)
    if not state.is_served:
        page.content = renderer.insert_deferred(page.content or "")
    renderer.add_sections(page.url, page.content or "", page.meta)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Fail on an inline script that the template does not write; then free the page's HTML."""
    on_post_template(output, page.file.dest_uri, config)
    page.content = ""


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> None:
    """Fail on an inline script that the template does not write; the page for 404 is a template."""
    if template_name.endswith(".html") and not dev_server.is_running:
        try:
            check_policy(template_name, output_content)
        except PolicyError as error:
            raise PluginError(str(error)) from None


def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages of the catalog and all other files; while serving, they are rendered on request."""
    if dev_server.has_failed:
        return
    site, folder = state_of(config).site, Path(config.site_dir)
    if dev_server.is_running:
        dev_server.finish_build(site, folder)
        return
    try:
        write_files(site.render_pages(), folder)
        write_files(site.files, folder)
    except PolicyError as error:
        raise PluginError(str(error)) from None
    state_of(config).templates.save()


def on_build_error(error: Exception) -> None:
    """Say in a sentence what the disk or the system refused, instead of in a traceback."""
    if isinstance(error, OSError):
        raise Abort(f"The site is incomplete. {explain_os_error(error)}") from None


def on_serve(server: Any, config: MkDocsConfig, builder: object) -> None:
    """See changes at once, render what the server does not find, and answer while nothing can be built."""

    def add_reload(html: bytes) -> bytes:
        return bytes(server._inject_js_into_html(html, server._visible_epoch))

    server.unwatch(config.docs_dir)
    server.observer = FastObserver(server.observer)
    server.watch(config.docs_dir)
    server.builder = dev_server.guard(server.builder)
    server.set_app(dev_server.wrap(server.get_app(), server.mount_path, add_reload))
