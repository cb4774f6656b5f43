"""Forms of the plan: values by year are written one a line, „2010: ok. 25 000”."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.strategies.authority_forms import date_input
from grono.portal.strategies.changes import Change
from grono.portal.strategies.kinds import (
    FIELDS_OF,
    AcrossTime,
    AcrossTree,
    Basis,
    Better,
    MeasureKind,
    PartKind,
    PlanView,
    Refers,
)
from grono.portal.strategies.merging import seen_of
from grono.portal.strategies.models import Indicator, Node
from grono.portal.strategies.plan_cells import kind_of
from grono.portal.strategies.quantity_fields import Codes, OneQuantity, Yearly, reader_language
from grono.portal.strategies.values import decoded
from grono.quantities import Quantity, display

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.strategies.changes import SubjectKind
    from grono.portal.strategies.models import PlanCell, PlanRow


class ViewForm(forms.Form):
    """Which of its plans a strategy is shown by."""

    view = forms.ChoiceField(label=_("Show the plan"), choices=PlanView.choices, required=False)
    on = forms.DateField(label=_("in force on"), required=False, widget=date_input())
    known_on = forms.DateField(label=_("as known on"), required=False, widget=date_input())

    def chosen(self) -> dict[str, Any]:
        """Return view, day in force and day of knowledge; what is wrong is left out and stands as an error at its field."""
        given = self._read()
        return {
            "view": given.get("view") or PlanView.AS_REVISED,
            "on": given.get("on"),
            "known_on": given.get("known_on"),
        }

    def _read(self) -> dict[str, Any]:
        if not self.is_bound:
            return {}
        self.full_clean()
        return self.cleaned_data


SAID = "said"
"""Under which name the properties of a row stand among the versions that a person saw."""
_YEARLY_HELP = _("One a line: “2015: 40 000”, also “about 25 000”, “18 271–18 921”, “more than 150”.")


class RowForm(forms.Form):
    """What the plan says about one part, indicator or source of money, with the versions that the person saw."""

    title = forms.CharField(label=_("Title"), widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: SubjectKind, part: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, field in _fields(kind, part).items():
            self.fields[name] = field

    def properties(self) -> dict[str, Any]:
        """Return what is said about the row beside its values."""
        names = PROPERTIES[self.kind]
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def seen_properties(self) -> dict[str, Any]:
        """Return what was said about the row when the person saw it; nothing where that was not sent along."""
        said = self._seen().get(SAID)
        return said if isinstance(said, dict) else {}

    def _seen(self) -> dict[str, Any]:
        return seen_of(self.cleaned_data["seen"])

    def values(self) -> dict[tuple[str, str], Quantity | str]:
        """Return the values by field and period; what was left empty is not there."""
        found: dict[tuple[str, str], Quantity | str] = {}
        for name in FIELDS_OF[self.kind]:
            given: Any = self.cleaned_data.get(str(name))
            if isinstance(given, dict):
                found |= {(str(name), period): value for period, value in given.items()}
            elif given not in (None, ""):
                found[str(name), ""] = given
        return found

    def changes(self, row: PlanRow, cells: Mapping[tuple[str, str], PlanCell]) -> list[Change]:
        """Return what differs from what stood in the cells when the person saw them."""
        seen, wanted = self._seen(), self.values()
        places = {*wanted, *(place for place in cells if place[0] in self.fields)}
        changes: list[Change] = []
        for field, period in sorted(places):
            value, cell = wanted.get((field, period)), cells.get((field, period))
            if (decoded(cell.value) if cell else None) != value:
                changes.append(
                    Change(self.kind, row.public_id, field, value, period, _version(seen.get(f"{field}|{period}")))
                )
        return changes


def _version(given: Any) -> int:
    return given if isinstance(given, int) else 0


def initial_of(row: PlanRow, cells: Mapping[tuple[str, str], PlanCell]) -> dict[str, Any]:
    """Return a row as its form shows it."""
    versions = {f"{field}|{period}": cell.version for (field, period), cell in cells.items()}
    said = {name: getattr(row, name) for name in PROPERTIES[kind_of(row)]}
    initial: dict[str, Any] = {"seen": json.dumps({**versions, SAID: said})}
    lines: dict[str, list[str]] = {}
    for (field, period), cell in sorted(cells.items()):
        value = decoded(cell.value)
        shown = display(value, reader_language()) if isinstance(value, Quantity) else value
        lines.setdefault(field, []).append(f"{period}: {shown}" if period else shown)
    initial |= {field: "\n".join(of_one) for field, of_one in lines.items()}
    initial |= said
    if isinstance(row, Indicator):
        initial["standard_codes"] = ", ".join(row.standard_codes)
    return initial


PROPERTIES: dict[str, tuple[str, ...]] = {
    "node": ("number_text", "text", "weight_basis", "aid_relevant"),
    "indicator": (
        "kind",
        "unit",
        "direction",
        "temporal",
        "over_time",
        "over_tree",
        "source_text",
        "owner_post",
        "frequency",
        "publication_lag_days",
        "standard_codes",
    ),
    "funding": ("group_text", "aid_relevant"),
}
"""What the rows say beside the values of the plan."""


def _fields(kind: SubjectKind, part: str) -> dict[str, forms.Field]:
    return {"node": _node_fields(part), "indicator": _indicator_fields(), "funding": _funding_fields()}[kind]


def _node_fields(part: str) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "number_text": forms.CharField(label=_("Number as written"), max_length=50, required=False),
        "lead": forms.CharField(
            label=pgettext_lazy("post", "Lead"),
            required=False,
            help_text=_("A post, not a person: Secretary of the City."),
        ),
        "weight": OneQuantity(label=_("Weight"), required=False),
    }
    if part == PartKind.STAGE:
        fields["points"] = Yearly(
            label=_("Planned points"),
            help_text=_("Percentage points of the whole task, one year a line: “2011: 10”."),
        )
    else:
        fields["weight_basis"] = forms.ChoiceField(
            label=_("Weights of the parts below rest on"), choices=Basis.choices, initial=Basis.NONE
        )
        fields["text"] = forms.CharField(
            label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4})
        )
        fields["aid_relevant"] = forms.BooleanField(
            label=_("Money may go to firms: check state aid first"), required=False
        )
    return fields


def _choices(kind: type[Any]) -> list[tuple[str, Any]]:
    return [("", _("not said")), *kind.choices]


def _indicator_fields() -> dict[str, forms.Field]:
    return {
        "kind": forms.ChoiceField(label=_("Kind of indicator"), choices=MeasureKind.choices),
        "unit": forms.CharField(label=_("Unit"), max_length=100, required=False),
        "direction": forms.ChoiceField(label=_("Direction"), choices=_choices(Better), required=False),
        "baseline": Yearly(label=_("Baseline"), help_text=_YEARLY_HELP),
        "target": Yearly(label=_("Targets"), help_text=_YEARLY_HELP),
        "path": Yearly(label=_("Path to the target"), help_text=_("Only where it is not a straight line.")),
        "temporal": forms.ChoiceField(label=_("What a value refers to"), choices=_choices(Refers), required=False),
        "over_time": forms.ChoiceField(label=_("Over time"), choices=_choices(AcrossTime), required=False),
        "over_tree": forms.ChoiceField(label=_("Over the parts"), choices=_choices(AcrossTree), required=False),
        "source_text": forms.CharField(label=_("Data source"), required=False),
        "owner_post": forms.CharField(label=_("Post that reports"), max_length=300, required=False),
        "frequency": forms.CharField(label=_("Frequency"), max_length=100, required=False),
        "publication_lag_days": forms.IntegerField(
            label=_("Days until publication"), required=False, min_value=0, max_value=3000
        ),
        "standard_codes": Codes(label=_("Standard codes"), required=False, help_text=_("RCO01, RCR02; with commas.")),
    }


def _funding_fields() -> dict[str, forms.Field]:
    return {
        "group_text": forms.CharField(label=_("Budget"), required=False),
        "share": OneQuantity(label=_("Share in per cent"), required=False),
        "amount": Yearly(
            label=_("Planned amount in złoty"),
            with_year=False,
            help_text=_("One a line: “2011: 50 000”; without a year for all years together."),
        ),
        "aid_relevant": forms.BooleanField(label=_("Money may go to firms: check state aid first"), required=False),
    }


def fingerprint(changes: list[Change]) -> str:
    """Return what tells changes that were looked at from others."""
    plain = [[one.subject, one.field, one.period, str(one.value), one.seen] for one in changes]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def kind_of_node(row: PlanRow) -> str:
    """Return what part of a strategy a row is; nothing for an indicator or a source of money."""
    return row.kind if isinstance(row, Node) else ""
