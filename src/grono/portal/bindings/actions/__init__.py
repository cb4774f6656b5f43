"""Binding an indicator, reading its source again, taking values over, choosing peers, removing the binding."""

from grono.portal.bindings.actions.arriving import keep_arrival, keep_pictures, take_over
from grono.portal.bindings.actions.binding import (
    READ_SOURCE,
    Wanted,
    bind_indicator,
    choose_peers,
    refresh_binding,
    remove_binding,
)
from grono.portal.bindings.actions.words import AUDIT_WORDS, VERBS

__all__ = [
    "AUDIT_WORDS",
    "READ_SOURCE",
    "VERBS",
    "Wanted",
    "bind_indicator",
    "choose_peers",
    "keep_arrival",
    "keep_pictures",
    "refresh_binding",
    "remove_binding",
    "take_over",
]
