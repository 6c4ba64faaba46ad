"""Strict JSON and XML parsers; invalid text is an error of the service."""

from __future__ import annotations

from json import loads
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from catalog.lookup.transport import ServiceError


def parse_json(text: str) -> Any:
    """Parse JSON.

    Raises:
        ServiceError: The text is not JSON, nests too deeply or repeats a key.
    """
    try:
        return loads(text, object_pairs_hook=_unique_pairs)
    except (ValueError, RecursionError):
        raise ServiceError("sent invalid JSON") from None


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object and refuse duplicate keys: nobody knows which of them was meant."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("duplicate key")
    return values


def parse_xml(text: str) -> Element:
    """Parse XML without a document type, so without entity declarations.

    Raises:
        ServiceError: The text is not XML, or has a document type.
    """
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise ServiceError("sent invalid XML") from None
    return root
