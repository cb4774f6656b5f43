from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.models import Arrival, Binding, TakenValue
from grono.portal.bindings.stored import figures_of
from grono.portal.maps.queries import published_maps
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategies_visible_to, strategy_visible_to
from grono.quantities import from_json
from grono.strategy.series import Figure
from grono.strategy.series_changes import changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy import ProgrammeIndicator
    from grono.strategy.series_changes import Change

BIND = "strategies.bind_indicators"


def bindings_visible_to(reader: Reader) -> QuerySet[Binding]:
    """Return the bindings of strategies that the reader sees: all for who binds, for others those whose values were taken over."""
    found = Binding.objects.select_related("strategy").filter(strategy__in=strategies_visible_to(reader))
    return found if reader.can(BIND) else found.filter(arrivals__taken_at__isnull=False).distinct()


def bindings_of(reader: Reader, strategy: Strategy) -> list[Binding]:
    """Return the standing bindings of a strategy."""
    return list(bindings_visible_to(reader).filter(strategy=strategy, removed_at__isnull=True).order_by("pk"))


def indicator_of(reader: Reader, public_id: str, key: str) -> tuple[Strategy, ProgrammeIndicator]:
    """Return a strategy with one of its indicators as the plan stands now, or answer 404."""
    strategy = strategy_visible_to(reader, public_id)
    found = {one.key: one for one in plan_of(reader, strategy).indicators}
    if key not in found:
        raise Http404
    return strategy, found[key]


def binding_of(reader: Reader, strategy: Strategy, key: str) -> Binding | None:
    """Return the standing binding of an indicator, for who may see it."""
    found = bindings_visible_to(reader).filter(strategy=strategy, indicator_key=key, removed_at__isnull=True)
    return found.first()


def standing_binding(reader: Reader, strategy: Strategy, key: str) -> Binding:
    """Return the standing binding of an indicator, or answer 404."""
    found = bindings_visible_to(reader).filter(strategy=strategy, removed_at__isnull=True)
    return get_object_or_404(found, indicator_key=key)


def arrivals_of(reader: Reader, binding: Binding) -> QuerySet[Arrival]:
    """Return what arrived, the newest first: for who binds everything, for others what was taken over.

    Of a map that is published no longer others see the values that were taken over, but no longer the figures of other regions.
    """
    found = Arrival.objects.filter(binding__in=bindings_visible_to(reader).filter(pk=binding.pk).values("pk"))
    if reader.can(BIND):
        return found
    return found.filter(taken_at__isnull=False) if source_is_public(reader, binding) else found.none()


def source_is_public(reader: Reader, binding: Binding) -> bool:
    """Say whether everyone can look at the source: an office always, a map for as long as it is published."""
    if binding.source != SourceKind.MAP:
        return True
    return published_maps(reader).filter(public_id=binding.choice["map"]).exists()


def latest_arrival(reader: Reader, binding: Binding) -> Arrival | None:
    """Return what the reader may see of the last reading of the source."""
    return arrivals_of(reader, binding).first()


def arrival_of(reader: Reader, binding: Binding, public_id: str) -> Arrival:
    """Return one arrival, or answer 404."""
    return get_object_or_404(arrivals_of(reader, binding), public_id=public_id)


def taken_values(strategy: Strategy, known_on: date | None = None) -> dict[str, dict[int, TakenValue]]:
    """Return key of an indicator → year → the value taken over last, as known at the end of a day (STR-20)."""
    values = TakenValue.objects.select_related("arrival__binding").filter(arrival__binding__strategy=strategy)
    values = values.defer("arrival__figures", "arrival__pictures", "arrival__names")
    if known_on is not None:
        values = values.filter(recorded_at__date__lte=known_on)
    found: dict[str, dict[int, TakenValue]] = {}
    for value in values.order_by("recorded_at", "pk"):
        found.setdefault(value.arrival.binding.indicator_key, {})[value.period] = value
    return found


def changes_by(binding: Binding, arrival: Arrival) -> tuple[Change, ...]:
    """Return what taking over an arrival would change, year by year."""
    taken = taken_values(binding.strategy).get(binding.indicator_key, {})
    from_elsewhere = {period for period, one in taken.items() if one.arrival.binding_id != binding.pk}
    return changes(as_figures(taken.values()), figures_of(arrival, binding.place), from_elsewhere=from_elsewhere)


def as_figures(values: Iterable[TakenValue]) -> dict[int, Figure]:
    """Return values taken over as the library knows them, by year."""
    return {one.period: Figure(one.period, from_json(one.content), one.flag) for one in values}


def taken_over_last(strategy: Strategy, known_on: date | None = None) -> list[Arrival]:
    """Return the arrival that each standing binding of a strategy took over last, as known at the end of a day."""
    found = Arrival.objects.filter(binding__strategy=strategy, binding__removed_at__isnull=True, taken_at__isnull=False)
    if known_on is not None:
        found = found.filter(taken_at__date__lte=known_on)
    newest = {row.binding_id: row.pk for row in found.only("pk", "binding_id").order_by("taken_at", "pk")}
    return list(Arrival.objects.select_related("binding").filter(pk__in=newest.values()).defer("pictures", "names"))


def binding_of_run(run: BackgroundRun) -> Binding:
    """Return the binding that background work is for; for the worker, who is nobody."""
    return Binding.objects.select_related("strategy").get(public_id=run.subject_public_id)


def newest_arrival(binding: Binding) -> Arrival | None:
    """Return what arrived last; for the worker, who is nobody."""
    return Arrival.objects.filter(binding=binding).first()


def shown_arrivals(binding: Binding) -> list[Arrival]:
    """Return what somebody sees: what arrived last, and what was taken over last; for the worker, who is nobody."""
    found = Arrival.objects.filter(binding=binding)
    shown = (found.first(), found.filter(taken_at__isnull=False).first())
    return list({one.pk: one for one in shown if one is not None}.values())


def every_value(strategy: Strategy, key: str) -> QuerySet[TakenValue]:
    """Return all values of an indicator that were ever taken over, in the order of their recording."""
    values = TakenValue.objects.select_related("arrival__binding")
    values = values.filter(arrival__binding__strategy=strategy, arrival__binding__indicator_key=key)
    return values.defer("arrival__figures", "arrival__pictures", "arrival__names").order_by("recorded_at", "period")
