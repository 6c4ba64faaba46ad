"""The description by which a browser searches the site from its own bar (OpenSearch 1.1).

Source of the format: https://developer.mozilla.org/docs/Web/XML/Guides/OpenSearch
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

LONGEST_NAME = 16
"""Characters of a short name."""


def opensearch(name: str, about: str, site: str) -> str:
    """The description of a site at an absolute address, as XML."""
    root = Element("OpenSearchDescription", xmlns="http://a9.com/-/spec/opensearch/1.1/")
    SubElement(root, "ShortName").text = name.removeprefix("Awesome ")[:LONGEST_NAME].strip()
    SubElement(root, "LongName").text = name
    SubElement(root, "Description").text = about
    SubElement(root, "InputEncoding").text = "UTF-8"
    SubElement(
        root, "Image", width="16", height="16", type="image/svg+xml"
    ).text = f"{site}assets/favicon.svg"
    SubElement(root, "Url", type="text/html", method="get", template=f"{site}papers/?q={{searchTerms}}")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return f"{written.decode()}\n"
