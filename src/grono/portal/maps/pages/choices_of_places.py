"""The regions of a map as the choices of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from grono.language import collation_key

if TYPE_CHECKING:
    from grono.portal.maps.results import Results


def region_choices(results: Results) -> list[tuple[str, str]]:
    """Return code and name of every region, in the order of the reader's alphabet."""
    language = get_language() or "en"
    named = [(code, results.name("region", code, language).text) for code in results.regions]
    return sorted(named, key=lambda pair: collation_key(pair[1], language))
