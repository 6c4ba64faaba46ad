"""What MkDocs asks while it builds. Nothing knows MkDocs but this, pages.py and macros.py beside it.

The catalog decides which pages exist and renders them; here they become pages of MkDocs: see pages.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

import pages
from catalog.checks import check_catalog
from catalog.documents.problems import has_errors, summarize
from catalog.html.csp import violations
from catalog.html.renderer import Renderer
from catalog.utils.gc import tune_gc
from dev_server import on_request
from pages import CatalogPage

log = get_plugin_logger("catalog")


def on_startup(command: str, dirty: bool) -> None:
    """Tell `mkdocs serve` from `mkdocs build`."""
    on_request.serving = command == "serve"


@event_priority(100)  # before the macros plugin copies `extra` and reads its folders
def on_config(config: MkDocsConfig) -> None:
    """Read the catalog, or stop with everything that is wrong with it."""
    on_request.begin()
    catalog, problems = check_catalog(Path(config.config_file_path).parent)
    if has_errors(problems):
        raise PluginError("\n".join(["The catalog has problems.", *map(str, problems), summarize(problems)]))
    log.info("\n".join([summarize(problems), *map(str, problems)]))
    templates = Path(config.docs_dir) / "templates"
    branch = (config.edit_uri or "edit/main/").split("/")[1]
    config.extra["renderer"] = Renderer(catalog, templates, config.repo_url or "", branch)
    config.extra["served"] = on_request.serving
    tune_gc(exits_soon=not on_request.serving)
    pages.prepare_macros(config, templates)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages, unless they are made on request."""
    for page in () if on_request.serving else config.extra["renderer"].views.pages():
        files.append(CatalogPage.of(page, config).file)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Put each page of a folder under the front page of that folder, so that the theme marks that tab."""
    config.extra["nav"] = nav
    pages.put_under_fronts(files, nav)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Have what is made on request made as MkDocs makes it now."""
    config.extra["build"] = pages.page_builder(config, files, env)
    env.bytecode_cache = on_request.compiled


@event_priority(50)  # before the search plugin reads the content
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Put the lists into the places that hand-written pages have for them."""
    if not isinstance(page, CatalogPage):
        pages.put_lists(page, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Stop at a script that is not the theme's, and forget what is written."""
    if output != config.extra["renderer"].checked_html:
        on_post_template(output, page.file.dest_uri, config)
    page.content = ""


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> None:
    """Stop at a script that is not the theme's: the page for what is not found is only a template."""
    is_page = template_name.endswith(".html") and not on_request.serving
    if found := list(violations(output_content)) if is_page else []:
        raise PluginError("\n".join(f"{template_name}: {breach}" for breach in found))


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is no page."""
    if on_request.serving:
        on_request.ready(pages.Making(config).make, config.extra["renderer"].insert_deferred)
    else:
        pages.write(pages.other_files(config), Path(config.site_dir))


def on_serve(server: Any, config: MkDocsConfig, builder: object) -> None:
    """Make what the server does not find."""
    server.set_app(on_request.app(server.get_app(), server.mount_path))
