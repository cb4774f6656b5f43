"""Operations on indicators that take their values from statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import binding_schemas as schemas
from grono.portal.api.answers import reader_of
from grono.portal.api.asking import Asked  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.pages.compared import sentences_of
from grono.portal.bindings.queries import binding_of, bindings_of, indicator_of, latest_arrival, taken_values
from grono.portal.bindings.stored import figures_of
from grono.portal.strategies.queries import strategy_visible_to
from grono.quantities import from_json, to_data

if TYPE_CHECKING:
    from fractions import Fraction

    from grono.portal.bindings.models import Arrival, Binding

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))
KEY = Path(..., description=_("Key of the indicator."))


@router.get(
    "/bindings/{public_id}",
    response={200: schemas.Bindings, **REFUSED},
    url_name="bindings",
    summary=_("Indicators of a strategy that take their values from statistics"),
)
def list_bindings(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return the standing bindings of a strategy."""
    reader = reader_of(request)
    strategy = strategy_visible_to(reader, public_id)
    return {"strategy": strategy.public_id, "items": [_entry(request, one) for one in bindings_of(reader, strategy)]}


@router.get(
    "/bindings/{public_id}/{key}",
    response={200: schemas.BoundIndicator, **REFUSED},
    url_name="binding",
    summary=_("One indicator with its values from statistics, beside peers and nation"),
)
def one_binding(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    key: str = KEY,
) -> dict[str, Any]:
    """Return an indicator with its binding, its values and its comparison."""
    reader = reader_of(request)
    strategy, indicator = indicator_of(reader, public_id, key)
    binding = binding_of(reader, strategy, key)
    arrival = latest_arrival(reader, binding) if binding is not None else None
    compared = Compared(binding, arrival) if binding is not None else None
    return {
        "binding": _entry(request, binding) if binding is not None else None,
        "values": [
            {
                "year": one.period,
                "quantity": to_data(from_json(one.content)),
                "flag": one.flag,
                "source": one.arrival.source_text,
                "source_date": one.arrival.source_date,
                "taken_over": one.recorded_at,
            }
            for _year, one in sorted(taken_values(strategy).get(key, {}).items())
        ],
        "arrival": _arrival(arrival, binding.place) if binding is not None and arrival is not None else None,
        "beside_peers": [
            {
                "year": one.period,
                "own": _exact(one.own),
                "lower_quartile": _exact(one.lower_quartile),
                "median": _exact(one.median),
                "upper_quartile": _exact(one.upper_quartile),
                "peers": one.n,
                "nation": _exact(one.nation),
            }
            for one in (compared.years if compared is not None else ())
        ],
        "sentences": sentences_of(compared, indicator) if compared is not None else [],
    }


def _entry(request: HttpRequest, one: Binding) -> dict[str, Any]:
    address = reverse("bindings:indicator", args=[one.strategy.public_id, one.indicator_key])
    return {
        "public_id": one.public_id,
        "indicator": one.indicator_key,
        "source": one.source,
        "choice": one.choice,
        "transformation": one.transformation,
        "place": one.place,
        "peers": one.peers,
        "is_invented": one.is_invented,
        "page": request.build_absolute_uri(address),
    }


def _arrival(arrival: Arrival, place: str) -> dict[str, Any]:
    return {
        "public_id": arrival.public_id,
        "source": arrival.source_text,
        "source_date": arrival.source_date,
        "arrived_at": arrival.arrived_at,
        "taken_at": arrival.taken_at,
        "values": [
            {"year": one.period, "quantity": to_data(one.quantity), "flag": one.flag}
            for one in figures_of(arrival, place).values()
        ],
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
