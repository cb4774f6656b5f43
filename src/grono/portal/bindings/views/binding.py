from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grono.messages import GronoError
from grono.portal.bindings.actions import bind_indicator, choose_peers, refresh_binding, remove_binding, take_over
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.forms.bdl import BdlBindForm
from grono.portal.bindings.forms.eurostat import EurostatBindForm
from grono.portal.bindings.forms.of_map import MapBindForm
from grono.portal.bindings.forms.peers import LIKENESS, PeersForm
from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.likeness import peers_alike
from grono.portal.bindings.pages.words import way
from grono.portal.bindings.queries import BIND, arrival_of, indicator_of, latest_arrival, standing_binding
from grono.portal.core.display import Column, Link, Table
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.maps.queries import published_maps
from grono.portal.maps.results import results_of
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from grono.portal.bindings.forms.binding import BindForm
    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.strategy import ProgrammeIndicator

FORMS: dict[str, type[BindForm]] = {SourceKind.BDL: BdlBindForm, SourceKind.EUROSTAT: EurostatBindForm}


def bind_form(
    reader: Reader, source: str, indicator: ProgrammeIndicator, sent: QueryDict | None, map_public_id: str
) -> BindForm | None:
    """Return the form of a source; None where the map is still to be chosen."""
    if source != SourceKind.MAP:
        return FORMS[source](sent, indicator=indicator)
    if not map_public_id:
        return None
    return MapBindForm(sent, indicator=indicator, **map_context(reader, map_public_id))


def map_context(reader: Reader, public_id: str) -> dict[str, Any]:
    """Return what the form about a published map needs of it, or answer 404."""
    map_ = get_object_or_404(published_maps(reader), public_id=public_id)
    return {"results": results_of(map_), "map_public_id": map_.public_id, "language": get_language() or "en"}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(BIND)
def bind(request: UserRequest, public_id: str, key: str, source: str) -> HttpResponse:
    """Choose the figures of a source; they are read in the background and shown before anything is taken over."""
    strategy, indicator = indicator_of(request.user, public_id, key)
    sent = request.POST if request.method == "POST" else None
    form = bind_form(request.user, source, indicator, sent, request.GET.get("map", ""))
    if form is not None and form.is_bound and form.is_valid():
        try:
            _binding, run = bind_indicator(
                by=request.user, strategy=strategy, indicator=indicator, wanted=form.wanted()
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("core:run", run.public_id) if run else redirect("bindings:indicator", public_id, key)
    context: dict[str, Any] = {
        "form": form,
        "strategy": strategy,
        "indicator": indicator,
        "kind": SourceKind(source).label,
        "maps": [Link(one.title, f"?map={one.public_id}") for one in published_maps(request.user)]
        if form is None
        else [],
        "breadcrumbs": way(strategy, key, indicator.name_text),
    }
    return render(request, "bindings/bind.html", context, status=422 if form is not None and form.is_bound else 200)


@require_POST
@requires(BIND)
def refresh(request: UserRequest, public_id: str, key: str) -> HttpResponse:
    """Read the source again, in the background."""
    binding = standing_binding(request.user, strategy_visible_to(request.user, public_id), key)
    run = refresh_binding(by=request.user, binding=binding)
    return redirect("core:run", run.public_id) if run else redirect("bindings:indicator", public_id, key)


@require_POST
@requires(BIND)
def take(request: UserRequest, public_id: str, key: str, arrival: str) -> HttpResponse:
    """Take over what arrived."""
    binding = standing_binding(request.user, strategy_visible_to(request.user, public_id), key)
    try:
        count = take_over(by=request.user, binding=binding, arrival=arrival_of(request.user, binding, arrival))
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, taken_sentence(count))
    return redirect("bindings:indicator", public_id, key)


def taken_sentence(count: int) -> str:
    """Return how many values were taken over, in words."""
    words = ngettext("%(count)s value was taken over.", "%(count)s values were taken over.", count)
    return words % {"count": count}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(BIND)
def peers(request: UserRequest, public_id: str, key: str) -> HttpResponse:
    """Choose the regions with which the indicator is compared."""
    strategy, indicator = indicator_of(request.user, public_id, key)
    binding = standing_binding(request.user, strategy, key)
    compared = Compared(binding, latest_arrival(request.user, binding))
    places = compared.places()
    maps = [(one.public_id, one.title) for one in published_maps(request.user)]
    sent = request.POST if request.method == "POST" else None
    form = PeersForm(sent, places=places, maps=maps, initial={"places": ", ".join(binding.peers)})
    if form.is_bound and form.is_valid():
        try:
            found, rule = peers_of(request.user, compared, form)
            run = choose_peers(by=request.user, binding=binding, peers=found, rule=rule)
        except (RefusedError, GronoError) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("core:run", run.public_id) if run else redirect("bindings:indicator", public_id, key)
    language = get_language() or "en"
    columns = [Column(_("Code")), Column(_("Region"))]
    table = Table(
        _("Regions that the source has"),
        columns,
        [[place, compared.name(place, language)] for place in places],
        empty=_("Nothing has arrived from the source yet."),
    )
    context = {
        "form": form,
        "table": table,
        "strategy": strategy,
        "indicator": indicator,
        "breadcrumbs": way(strategy, key, indicator.name_text),
    }
    return render(request, "bindings/peers.html", context, status=422 if form.is_bound else 200)


def peers_of(reader: Reader, compared: Compared, form: PeersForm) -> tuple[list[str], dict[str, Any]]:
    """Return the peers that a form asks for, and the rule by which they were found."""
    given = form.cleaned_data
    if given["how"] != LIKENESS:
        return list(given["places"]), {}
    count = given["count"] or form.fields["count"].initial
    return peers_alike(reader, compared.binding, map_public_id=given["map"], count=count, places=compared.places())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(BIND)
def remove(request: UserRequest, public_id: str, key: str) -> HttpResponse:
    """Ask whether the binding is to go, then remove it; the values stay."""
    strategy, indicator = indicator_of(request.user, public_id, key)
    binding = standing_binding(request.user, strategy, key)
    if request.method == "POST":
        remove_binding(by=request.user, binding=binding)
        messages.success(request, _("The binding is removed. The values that came through it stay, marked."))
        return redirect("bindings:indicator", public_id, key)
    context = {
        "strategy": strategy,
        "indicator": indicator,
        "breadcrumbs": way(strategy, key, indicator.name_text),
    }
    return render(request, "bindings/remove.html", context)
