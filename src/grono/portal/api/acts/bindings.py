"""Writing about indicators from statistics: bound, read again, taken over, compared with peers, unbound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext_noop

from grono.messages import GronoError
from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.bindings.actions import bind_indicator, choose_peers, refresh_binding, remove_binding, take_over
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.forms.of_map import MapBindForm
from grono.portal.bindings.forms.peers import PeersForm
from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.queries import BIND, arrival_of, indicator_of, latest_arrival, standing_binding
from grono.portal.bindings.views.binding import FORMS, map_context, peers_of, taken_sentence
from grono.portal.maps.queries import published_maps
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call
    from grono.portal.bindings.forms.binding import BindForm
    from grono.portal.bindings.models import Binding

PATH = "/bindings/{public_id}/{key}"


def _outcome(call: Call, binding: Binding, run: str | None = None, *notes: str) -> Outcome:
    return Outcome(binding.public_id, ("bindings:indicator", call["public_id"], call["key"]), run=run, notes=notes)


def _bind(call: Call) -> Outcome:
    strategy, indicator = indicator_of(call.by, call["public_id"], call["key"])
    source = call["source"]
    form: BindForm
    if source == SourceKind.MAP:
        context = map_context(call.by, call.text("map"))
        form = call.form(MapBindForm, besides=["map"], indicator=indicator, **context)
    elif source in FORMS:
        form = call.form(FORMS[source], indicator=indicator)
    else:
        raise Http404
    binding, run = bind_indicator(by=call.by, strategy=strategy, indicator=indicator, wanted=form.wanted())
    return _outcome(call, binding, run.public_id if run else None)


def _standing(call: Call) -> Binding:
    return standing_binding(call.by, strategy_visible_to(call.by, call["public_id"]), call["key"])


def _refresh(call: Call) -> Outcome:
    binding = _standing(call)
    call.only()
    run = refresh_binding(by=call.by, binding=binding)
    return _outcome(call, binding, run.public_id if run else None)


def _take(call: Call) -> Outcome:
    binding = _standing(call)
    call.only()
    count = take_over(by=call.by, binding=binding, arrival=arrival_of(call.by, binding, call["arrival"]))
    return _outcome(call, binding, None, taken_sentence(count))


def _peers(call: Call) -> Outcome:
    binding = _standing(call)
    compared = Compared(binding, latest_arrival(call.by, binding))
    maps = [(one.public_id, one.title) for one in published_maps(call.by)]
    form = call.form(PeersForm, places=compared.places(), maps=maps)
    try:
        peers, rule = peers_of(call.by, compared, form)
    except GronoError as error:
        refuse("map", str(error))
    run = choose_peers(by=call.by, binding=binding, peers=peers, rule=rule)
    return _outcome(call, binding, run.public_id if run else None)


def _remove(call: Call) -> Outcome:
    return _outcome(call, remove_binding(by=call.by, binding=_standing(call)))


ACTS = [
    Act(
        "bindings:bind",
        f"{PATH}/sources/{{source}}",
        gettext_noop("Bind an indicator to a source: map, bdl or eurostat"),
        _bind,
        BIND,
        further={
            "place": gettext_noop("Code of the region."),
            "map": gettext_noop("map: identifier of a published map."),
            "measure": gettext_noop("map: employees, or a measure of the map."),
            "industries": gettext_noop("map: codes of the industries, by commas."),
            "variables": gettext_noop("bdl: numbers of the variables, by commas."),
            "level": gettext_noop("bdl: 2 voivodeships, 4 subregions, 5 powiats, 6 gminas."),
            "dataset": gettext_noop("eurostat: code of the table."),
            "filters": gettext_noop("eurostat: one dimension a line, as unit=THS."),
            "country": gettext_noop("eurostat: code of the country, for the comparison."),
            "part": gettext_noop("eurostat: dimension whose codes become one value."),
            "combine": gettext_noop("sum, median or share."),
            "whole": gettext_noop("For a share: variable or code of the whole."),
            "multiplier": gettext_noop("Units of the indicator in one unit of the source."),
            "years_later": gettext_noop("Years after which the figure counts."),
        },
    ),
    Act("bindings:refresh", f"{PATH}/refresh", gettext_noop("Read the source of an indicator again"), _refresh, BIND),
    Act("bindings:take", f"{PATH}/arrivals/{{arrival}}", gettext_noop("Take over what arrived last"), _take, BIND),
    Act(
        "bindings:peers",
        f"{PATH}/peers",
        gettext_noop("Choose the regions with which an indicator is compared"),
        _peers,
        BIND,
        PeersForm,
    ),
    Act(
        "bindings:remove",
        PATH,
        gettext_noop("Remove the binding of an indicator; the values stay"),
        _remove,
        BIND,
        method="DELETE",
    ),
]
