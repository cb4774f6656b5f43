"""What a process has loaded for good is left out of Python's search for garbage, which would walk through it in the middle of a request.

Modules, templates, addresses and translations are some hundred thousand objects that stay. They are loaded by the first requests; a search
for garbage that walks through them takes a tenth of a second, and comes every few dozen requests.
"""

from __future__ import annotations

import gc
from itertools import count

from django.core.signals import request_finished

LOADED_AFTER = 30
"""Requests after which most of what stays is there."""
_requests = count(1)


def settle_after_the_first_requests() -> None:
    """Watch the requests of this process until it has loaded what it needs."""
    request_finished.connect(_settle, dispatch_uid="core.garbage")


def _settle(**_signal: object) -> None:
    if next(_requests) == LOADED_AFTER:
        request_finished.disconnect(dispatch_uid="core.garbage")
        gc.collect()
        gc.freeze()
