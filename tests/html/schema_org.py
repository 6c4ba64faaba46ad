"""The terms of schema.org that pages use, and a check of JSON-LD against them.

The tables are from release 30.1 of the vocabulary, https://schema.org/docs/developers.html; the gate
`metadata` checks pages against the whole of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalog.utils.urls import is_safe_url

TYPES: Mapping[str, tuple[str, ...]] = {
    "CollectionPage": ("WebPage", "CreativeWork", "Thing"),
    "CreativeWork": ("Thing",),
    "DataDownload": ("MediaObject", "CreativeWork", "Thing"),
    "Dataset": ("CreativeWork", "Thing"),
    "EntryPoint": ("Intangible", "Thing"),
    "ItemList": ("Intangible", "Thing"),
    "MediaObject": ("CreativeWork", "Thing"),
    "Organization": ("Thing",),
    "Periodical": ("CreativeWorkSeries", "CreativeWork", "Series", "Thing", "Intangible"),
    "Person": ("Thing",),
    "PropertyValue": ("StructuredValue", "Intangible", "Thing"),
    "PublicationVolume": ("CreativeWork", "Thing"),
    "ScholarlyArticle": ("Article", "CreativeWork", "Thing"),
    "SearchAction": ("Action", "Thing"),
    "SoftwareSourceCode": ("CreativeWork", "Thing"),
    "WebSite": ("CreativeWork", "Thing"),
}
"""Each type with the types above it."""
PROPERTIES: Mapping[str, tuple[str, str]] = {
    "alternateName": ("Thing", "Text"),
    "author": ("CreativeWork", "Organization Person"),
    "citation": ("CreativeWork", "CreativeWork Text"),
    "codeRepository": ("SoftwareSourceCode", "URL"),
    "conditionsOfAccess": ("CreativeWork", "Text"),
    "contentUrl": ("MediaObject", "URL"),
    "creativeWorkStatus": ("CreativeWork", "Text"),
    "creator": ("CreativeWork", "Organization Person"),
    "dateModified": ("CreativeWork", "Date"),
    "datePublished": ("CreativeWork", "Date"),
    "description": ("Thing", "Text"),
    "distribution": ("Dataset", "DataDownload"),
    "encoding": ("CreativeWork", "MediaObject"),
    "encodingFormat": ("CreativeWork MediaObject", "Text URL"),
    "headline": ("CreativeWork", "Text"),
    "identifier": ("Thing", "PropertyValue Text URL"),
    "inLanguage": ("CreativeWork", "Text"),
    "isAccessibleForFree": ("CreativeWork", "Boolean"),
    "isPartOf": ("CreativeWork", "CreativeWork URL"),
    "keywords": ("CreativeWork Organization", "Text URL"),
    "license": ("CreativeWork", "CreativeWork URL"),
    "mainEntity": ("CreativeWork", "Thing"),
    "name": ("Thing", "Text"),
    "numberOfItems": ("ItemList", "Integer"),
    "pageEnd": ("Article PublicationVolume", "Integer Text"),
    "pageStart": ("Article PublicationVolume", "Integer Text"),
    "potentialAction": ("Thing", "Action"),
    "propertyID": ("PropertyValue", "Text URL"),
    "sameAs": ("Thing", "URL"),
    "target": ("Action", "EntryPoint URL"),
    "url": ("Thing", "URL"),
    "urlTemplate": ("EntryPoint", "Text"),
    "value": ("PropertyValue", "Boolean Number StructuredValue Text"),
    "workExample": ("CreativeWork", "CreativeWork"),
}
"""Each property with the types that have it, and the types of its values, as far as pages use them."""
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
ANNOTATION = re.compile(r"[a-z]+-(input|output)")
"""A property of actions that stands for an input; see https://schema.org/docs/actions.html."""


def find_violations(value: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the places where an object and those inside it do not follow the vocabulary."""
    type = value.get("@type", "")
    types = {type, *TYPES.get(type, ())}
    if type not in TYPES:
        yield f"{path}: {type} is no type"
    for name, content in value.items():
        place = f"{path}.{name}"
        if name == "@id":
            if not is_safe_url(content):
                yield f"{place}: {content} is no URL"
        elif name not in ("@context", "@type") and not ANNOTATION.fullmatch(name):
            domains, ranges = (set(each.split()) for each in PROPERTIES.get(name, ("", "")))
            if not domains & types:
                yield f"{place}: {type} has no such property"
            for item in content if isinstance(content, list) else [content]:
                if not ranges & _types_of(item):
                    yield f"{place}: {item} is none of {sorted(ranges)}"
                if isinstance(item, Mapping):
                    yield from find_violations(item, place)


def _types_of(value: Any) -> set[str]:
    """Return the types that a value may have."""
    match value:
        case bool():
            return {"Boolean"}
        case int():
            return {"Integer", "Number"}
        case str():
            url, date = is_safe_url(value), DATE.fullmatch(value)
            return {"Text"} | ({"URL"} if url else set()) | ({"Date"} if date else set())
        case {"@type": str(type)}:
            return {type, *TYPES.get(type, ())}
    return set()
