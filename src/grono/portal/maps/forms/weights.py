"""Which weights of the criteria the shortlist may draw: every set of them, an order of importance, or ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KIND = "weights"
EVERY, ORDER, RANGES = "every", "order", "ranges"
PER_CENT = 100.0

Weights = dict[str, Any]


@dataclass(frozen=True)
class WeightRow:
    """One criterion with its three fields."""

    title: str
    fields: list[forms.BoundField]


def weight_fields() -> dict[str, forms.Field]:
    """Return the fields: which kind of rule, and for each criterion its place in the order and its range."""
    found: dict[str, forms.Field] = {
        KIND: forms.ChoiceField(
            label=_("Which weights count"),
            choices=[
                (EVERY, _("every set of weights: nobody has to agree on them")),
                (ORDER, _("those that keep an order of importance")),
                (RANGES, _("those within ranges")),
            ],
            widget=forms.RadioSelect,
            required=False,
        )
    }
    for name, title in _titles().items():
        found[f"place_{name}"] = _whole(_("%(criterion)s: place in the order") % {"criterion": title}, least=1)
        found[f"low_{name}"] = _whole(_("%(criterion)s: at least, per cent") % {"criterion": title})
        found[f"high_{name}"] = _whole(_("%(criterion)s: at most, per cent") % {"criterion": title})
    return found


def weight_rows(form: forms.Form) -> Iterator[WeightRow]:
    """Return the criteria with their fields, for the page."""
    for name, title in _titles().items():
        yield WeightRow(title, [form[f"{part}_{name}"] for part in ("place", "low", "high")])


def initial_weights(weights: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields begin with, from the weights of a specification."""
    intervals, orders = weights.get("intervals", {}), weights.get("orders", ())
    found: dict[str, Any] = {KIND: RANGES if intervals else ORDER if orders else EVERY}
    for name, (low, high) in intervals.items():
        found |= {f"low_{name}": round(low * PER_CENT), f"high_{name}": round(high * PER_CENT)}
    for order in orders:
        found |= {f"place_{name}": place for place, name in enumerate(order, start=1)}
    return found


def weights_asked(given: Mapping[str, Any]) -> Weights:
    """Return the weights of a specification, from what the fields say; nothing where every set of weights counts."""
    if given.get(KIND) == ORDER:
        placed = {name: place for name in _titles() if (place := given.get(f"place_{name}")) is not None}
        return {"intervals": {}, "orders": [sorted(placed, key=lambda name: placed[name])]} if placed else {}
    if given.get(KIND) != RANGES:
        return {}
    ends = {name: (given.get(f"low_{name}"), given.get(f"high_{name}")) for name in _titles()}
    intervals = {
        name: [(low or 0) / PER_CENT, (PER_CENT if high is None else high) / PER_CENT]
        for name, (low, high) in ends.items()
        if (low, high) != (None, None)
    }
    return {"intervals": intervals, "orders": []} if intervals else {}


def problem_of_weights(given: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return which field is wrong, and how; None where some weights meet everything that is asked."""
    from grono.clustermap.specification import CRITERION_NAMES
    from grono.measures.choice import WeightRule, WeightsError, check_weights

    weights = weights_asked(given)
    if given.get(KIND) in {ORDER, RANGES} and not weights:
        return KIND, str(_("Say it for at least one criterion, or let every set of weights count."))
    if given.get(KIND) == ORDER and (twice := _twice(given)):
        return twice, str(_("Two criteria have this place. Give each a place of its own."))
    try:
        rule = WeightRule(
            {name: (low, high) for name, (low, high) in weights.get("intervals", {}).items()}, weights.get("orders", ())
        )
        check_weights(CRITERION_NAMES, rule)
    except WeightsError as error:
        return KIND, error.in_language(get_language() or "en")
    return None


def _twice(given: Mapping[str, Any]) -> str:
    """Return the field of the second criterion that has a place twice."""
    seen = set()
    for name in _titles():
        place = given.get(f"place_{name}")
        if place is not None and place in seen:
            return f"place_{name}"
        seen.add(place)
    return ""


def _titles() -> dict[str, str]:
    from grono.clustermap.selection.choice_words import criterion_title
    from grono.clustermap.specification import CRITERION_NAMES

    language = get_language() or "en"
    return {name: criterion_title(name).in_language(language) for name in CRITERION_NAMES}


def words_of_weights(weights: Mapping[str, Any]) -> str:
    """Return which weights a map has drawn, for the page of its method."""
    titles = _titles()
    if intervals := weights.get("intervals"):
        between = pgettext_lazy("range of a weight", "%(criterion)s from %(low)s%% to %(high)s%%")
        return "; ".join(
            between % {"criterion": titles.get(name, name), "low": round(low * 100), "high": round(high * 100)}
            for name, (low, high) in intervals.items()
        )
    if orders := weights.get("orders"):
        named = "; ".join(", ".join(titles.get(name, name) for name in order) for order in orders)
        return str(_("in this order of importance: %(criteria)s") % {"criteria": named})
    return str(_("every set of weights counts alike"))


def _whole(label: str, *, least: int = 0) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": "4"})
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=100, widget=widget)
