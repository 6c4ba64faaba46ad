"""Render the social cards, docs/assets/cards/: `python -m tests.browser.cards`.

They are committed, since few consumers of `og:image` accept SVG and no build should need a browser.
"""

from __future__ import annotations

from jinja2 import Template
from playwright.sync_api import sync_playwright

from catalog.html.head import CARD_SIZE
from tests.browser.chromium import executable, launch_args
from tests.sites import ROOT

FOLDER = ROOT / "docs/assets/cards"
SOURCE = ROOT / "docs/templates/catalog/card.svg"
KINDS = {
    "site": ("A curated catalog", "Papers, datasets, and metrics"),
    "paper": ("Paper", "Venue, code, citation, and sources"),
    "list": ("Papers", "With venues, code, and sources"),
    "dataset": ("Dataset", "Size, license, access, and sources"),
}
"""Texts of each card, above and below the site's name."""


def main() -> None:
    """Render every card."""
    width, height = CARD_SIZE
    template = Template(SOURCE.read_text("utf-8"), autoescape=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        page = browser.new_page(viewport={"width": width, "height": height})
        for name, (kind, line) in KINDS.items():
            page.set_content(f"<body style='margin:0'>{template.render(kind=kind, line=line)}")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
