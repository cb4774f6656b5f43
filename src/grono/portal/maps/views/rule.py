"""The third step: the rule is chosen and the drawing started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.maps.actions import start_drawing
from grono.portal.maps.forms import RuleForm
from grono.portal.maps.forms.rule import OfferedAnalysis
from grono.portal.maps.forms.weights import initial_weights
from grono.portal.maps.pages.addresses import address, breadcrumbs, steps
from grono.portal.maps.queries import is_going_on
from grono.portal.maps.specifications import with_rule
from grono.portal.maps.table_words import title_of_table
from grono.portal.maps.views.access import draft_of, of_a_draft

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.maps.models import ClusterMap


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.draw_map")
@of_a_draft
def rule(request: UserRequest, public_id: str) -> HttpResponse:
    """Choose years and rule, then start the drawing; twice starts it once."""
    map_ = draft_of(request.user, public_id)
    if map_.run is not None and is_going_on(map_.run):
        return redirect("core:run", map_.run.public_id)
    if not map_.understanding.get("ok"):
        return redirect(address(map_, "understood"))
    form = _form(request, map_)
    if request.method != "POST" or not form.is_valid():
        context = {
            "map": map_,
            "form": form,
            "steps": steps(2, failed=bool(form.errors)),
            "breadcrumbs": breadcrumbs(),
            "back": address(map_, "understood"),
            "without_plants": not _knows_plants(map_.understanding["facts"]),
        }
        return render(request, "maps/rule.html", context)
    specification = with_rule(map_.specification, form, map_.understanding)
    try:
        run = start_drawing(by=request.user, map_=map_, specification=specification)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(map_))
    return redirect("core:run", run.public_id)


def _knows_plants(facts: dict[str, Any]) -> bool:
    return facts["size_band_years"] is not None or facts["plants_counted"]


def _form(request: UserRequest, map_: ClusterMap) -> RuleForm:
    from grono.clustermap.parameters import Parameters, parameter_texts

    facts, chosen = map_.understanding["facts"], map_.specification
    years = facts["years"]
    parameters = {**Parameters().as_record(), **chosen["parameters"]}  # a map of an earlier version knows fewer
    initial = {
        **{name: int(value) if value == int(value) else value for name, value in parameters.items()},
        "period": chosen["period"] or max(years, default=None),
        "base_period": chosen["base_period"] or min(years, default=None),
        "seed": chosen.get("seed", 1),
        **initial_weights(chosen.get("weights", {})),
    }
    data = request.POST if request.method == "POST" else None
    return RuleForm(
        data, initial=initial, years=years, texts=parameter_texts(), analyses=_offered(facts, chosen),
        traded_known="cluster_members" in facts.get("further", {}),
    )  # fmt: skip


def _offered(facts: dict[str, Any], chosen: dict[str, Any]) -> list[OfferedAnalysis]:
    """Return the analyses in the order in which they run; without a choice so far, all that are possible are ticked."""
    from grono.clustermap.analyses import analysis_texts

    language = get_language() or "en"
    present = {"", *facts.get("further", {})}
    if facts.get("outlines"):
        present.add("neighbours")
    wanted = chosen.get("analyses")
    return [
        OfferedAnalysis(
            name=name,
            title=text.titles.get(language, text.titles["en"]),
            sentence=text.descriptions.get(language, text.descriptions["en"]),
            possible=text.needs in present,
            needs=title_of_table(text.needs) if text.needs else "",
            chosen=text.needs in present and (wanted is None or name in wanted),
        )
        for name, text in analysis_texts().items()
    ]
