"""What the bindings tell the apps below: values taken over, and where their own pages stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.queries import BIND, bindings_of, source_is_public, taken_over_last, taken_values
from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.measured import PageOfSource, TakenFromSource
from grono.portal.strategies.further_pages import FurtherPage
from grono.quantities import exact, from_json
from grono.strategy.flags import flag_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from grono.portal.bindings.models import TakenValue
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity
    from grono.strategy import ProgrammeIndicator


def values_taken_over(strategy: Strategy, known_on: date | None) -> dict[str, list[TakenFromSource]]:
    """Return the values of a strategy that were taken over from sources, as known at the end of a day."""
    return {
        key: [_taken(strategy, key, one) for _, one in sorted(values.items())]
        for key, values in taken_values(strategy, known_on).items()
    }


def medians_of_peers(strategy: Strategy, known_on: date | None) -> dict[str, dict[int, Quantity]]:
    """Return the medians of the peers of bound indicators by year; of a source that not everyone can see, none."""
    found: dict[str, dict[int, Quantity]] = {}
    for arrival in taken_over_last(strategy, known_on):
        binding = arrival.binding
        if binding.peers and source_is_public(Visitor(), binding):
            years = Compared(binding, arrival).years
            found[binding.indicator_key] = {one.period: exact(one.median) for one in years if one.median is not None}
    return found


def _taken(strategy: Strategy, key: str, one: TakenValue) -> TakenFromSource:
    return TakenFromSource(
        one.period,
        from_json(one.content),
        _flag(one.flag),
        one.arrival.source_text,
        one.arrival.source_date,
        reverse("bindings:indicator", args=[strategy.public_id, key]),
    )


def _flag(flag: str) -> Callable[[], str]:
    """Return who says a flag in the language of the moment: documents are made in several."""
    return lambda: ", ".join(word.in_language(get_language() or "en") for word in flag_words(flag))


def page_about(reader: Reader, strategy: Strategy) -> FurtherPage | None:
    """Return the page of the bound indicators of a strategy, where there is one or the reader may bind."""
    if not reader.can(BIND) and not bindings_of(reader, strategy):
        return None
    return FurtherPage(
        _("Indicators from statistics"),
        _("which indicators take their values from tables, beside peers and the nation"),
        reverse("bindings:list", args=[strategy.public_id]),
    )


def page_of_indicator(reader: Reader, strategy: Strategy, indicator: ProgrammeIndicator) -> PageOfSource | None:
    """Return the page of an indicator's source, where it has one or the reader may bind it."""
    address = reverse("bindings:indicator", args=[strategy.public_id, indicator.key])
    if any(one.indicator_key == indicator.key for one in bindings_of(reader, strategy)):
        return PageOfSource(_("Where the values come from, beside peers and the nation"), address)
    return PageOfSource(_("Take the values from statistics"), address) if reader.can(BIND) else None
