from __future__ import annotations

from django.utils.translation import get_language


def spoken_language() -> str:
    """Return the language in which somebody is writing now: that of the page in front of them."""
    return (get_language() or "pl")[:10]
