"""Texts to data, strictly; what cannot be read is a failure of the service."""

from __future__ import annotations

from json import loads
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from catalog.lookup.transport import ServiceError


def parse_json(text: str) -> Any:
    """The value of a text in JSON.

    Raises:
        Failure: if it is none, or could be read in two ways.
    """
    try:
        return loads(text, object_pairs_hook=_unique_pairs)
    except (ValueError, RecursionError):
        raise ServiceError("sent a reply that is no proper JSON") from None


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are unique; of two equal ones, nobody knows which was meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def parse_xml(text: str) -> Element:
    """The root of a text in XML, which must not declare entities.

    Raises:
        Failure: if it is none.
    """
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise ServiceError("sent a reply that is no proper XML") from None
    return root
