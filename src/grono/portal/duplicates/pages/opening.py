"""The page on which a person says which other entry means the same organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Link
from grono.portal.directory.filters import Wanted
from grono.portal.directory.profiles import profiles
from grono.portal.directory.queries import organisations_found

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation

MOST = 15
"""Entries that are offered; who seeks another one writes more of its name."""
WORDS = 2
"""Words of the name that are looked for at first: the whole name would find the entry itself alone."""


def page_of(reader: Reader, one: Organisation, text: str | None) -> dict[str, Any]:
    """Return what the page shows; without a text the entries whose names begin alike."""
    wanted = " ".join(one.legal_name.split()[:WORDS]) if text is None else text.strip()[:200]
    found = organisations_found(reader, Wanted(wanted)) if wanted else []
    others = [row for row in profiles(reader, found[: MOST + 1]) if row.public_id != one.public_id][:MOST]
    return {
        "organisation": one,
        "text": wanted,
        "others": others,
        "breadcrumbs": [
            Link(_("Directory"), reverse("directory:list")),
            Link(str(one), reverse("directory:organisation", args=[one.public_id])),
        ],
    }
