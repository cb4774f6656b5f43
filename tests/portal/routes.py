"""Every address of the portal, read from the resolver."""

from dataclasses import dataclass
from functools import cache

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str


@cache
def all_routes():
    """Return every route by its name with namespaces; a route without a name stands under its pattern."""
    return {route.name: route for route in _walk(get_resolver(), (), "")}


def _walk(resolver, namespaces, prefix):
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, pattern)
        else:
            yield Route(":".join((*namespaces, entry.name)) if entry.name else pattern, pattern)
