"""Forms of the further parts of a strategy, by the names of the parts in addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grono.portal.strategies.kinds import (
    HandColour,
    Precision,
    Presence,
    PromotionKind,
    ResultRole,
    Role,
    SelectionStage,
)
from grono.portal.strategies.quantity_fields import OneQuantity
from grono.portal.strategies.values import as_quantity, encoded
from grono.quantities import Quantity, display
from grono.strategy import RECOMMENDATIONS, REQUIREMENTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.messages import Message
    from grono.portal.strategies.models import FurtherPart

    Rows = Mapping[str, tuple[Any, str]]


def _language() -> str:
    return "pl" if (get_language() or "en").startswith("pl") else "en"


def _date(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def _text(label: Any, *, required: bool = False, rows: int = 2, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class PartForm(forms.Form):
    """What all further parts have."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source_text = forms.CharField(label=_("Source"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "source_text"])

    def values(self) -> dict[str, Any]:
        """Return the values as they are stored."""
        return {
            name: encoded(value)
            if isinstance(value, Quantity)
            else ""
            if value is None and name in _STORED_TEXTS
            else value
            for name, value in self.cleaned_data.items()
            if name != "seen"
        }


_STORED_TEXTS = frozenset({"own", "comparator", "quantity"})
"""Quantities are stored as texts; none is an empty one."""


class SectorForm(PartForm):
    """A sector with its role."""

    sector = forms.CharField(label=pgettext_lazy("of an economy", "Sector"), max_length=300)
    role = forms.ChoiceField(label=pgettext_lazy("of a sector", "Role"), choices=Role.choices)


class MilestoneForm(PartForm):
    """A milestone."""

    day = _date(_("Date"))
    until = _date(_("Last day"), required=False, help_text=_("If it took several days."))
    precision = forms.ChoiceField(label=_("Precision of the date"), choices=Precision.choices)
    year_inferred = forms.BooleanField(label=_("The source gives no year; it was inferred"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    decision = _text(_("What happened or was decided"), required=True)

    def clean(self) -> dict[str, Any]:
        """Refuse days that run backwards."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("day") and given.get("until") and given["until"] < given["day"]:
            self.add_error("until", gettext("The last day comes before the first. Check both."))
        return given


class SelectionForm(PartForm):
    """A step of the selection of industries."""

    candidate = forms.CharField(
        label=_("Industry"), max_length=300, required=False, help_text=_("Empty if the source does not name it.")
    )
    stage = forms.ChoiceField(label=_("How far it came"), choices=SelectionStage.choices)
    day = _date(_("Date"), required=False)
    map_public_id = forms.ChoiceField(label=_("Cluster map whose shortlist holds it"), required=False)
    region = forms.CharField(label=_("Code of the region on the map"), max_length=20, required=False)
    industry = forms.CharField(label=_("Code of the industry on the map"), max_length=20, required=False)
    note = _text(_("Note"))

    def __init__(self, *args: Any, maps: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["map_public_id"].choices = [("", _("none")), *maps]  # type: ignore[attr-defined]


class PromotionForm(PartForm):
    """An item of the promotion plan."""

    kind = forms.ChoiceField(label=_("Kind of promotion"), choices=PromotionKind.choices)
    audience = _text(_("Audience"), required=True)
    aim = _text(_("Aim"))
    tools = _text(_("Tools"), rows=4, help_text=_("One a line."))


class DiagnosisForm(PartForm):
    """A statement of the diagnosis."""

    statement_text = _text(pgettext_lazy("of a diagnosis", "Statement"), required=True)
    indicator_text = forms.CharField(label=_("Indicator"), max_length=300, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=100, required=False)
    own = OneQuantity(label=_("Own value"), required=False)
    comparator = OneQuantity(label=_("Value compared with"), required=False)
    comparator_text = forms.CharField(
        label=_("What it is compared with"),
        max_length=300,
        required=False,
        help_text=_("Such as: average of the country, 2023."),
    )
    comparator_source = forms.CharField(
        label=_("Source of the figure compared with"),
        max_length=500,
        required=False,
        help_text=_("Such as: Statistics Poland, Local Data Bank."),
    )
    comparator_day = _date(
        _("Date of the figure compared with"),
        required=False,
        help_text=_("The day, or the last day of the month or year, for which it holds."),
    )
    comparator_precision = forms.ChoiceField(
        label=_("Precision of the date"),
        choices=[("", "–"), *Precision.choices],
        required=False,
        initial=Precision.YEAR,
    )
    rank = forms.CharField(label=pgettext_lazy("place in an order", "Rank"), max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask where a figure of the country comes from, and of when it is."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("comparator") is not None:
            if not given.get("comparator_source"):
                self.add_error("comparator_source", gettext("Say where the figure compared with comes from."))
            if not given.get("comparator_day"):
                self.add_error("comparator_day", gettext("Say of what date the figure compared with is."))
        return given


class ResultForm(PartForm):
    """A result as a document states it."""

    name_text = forms.CharField(label=_("What was counted"), max_length=300)
    role = forms.ChoiceField(label=pgettext_lazy("of a value", "Role"), choices=ResultRole.choices)
    quantity = OneQuantity(label=_("Value"))
    unit = forms.CharField(label=_("Unit"), max_length=100, required=False)
    when_text = forms.CharField(label=_("When"), max_length=200, required=False)


class _Chosen(forms.ChoiceField):
    """A row of the plan, chosen by its key."""

    def offer(self, rows: Mapping[str, tuple[Any, str]]) -> None:
        """Let these rows be chosen: key → row and its name."""
        self.rows = {key: row for key, (row, _name) in rows.items()}
        self.choices = [("", _("choose")), *((key, name) for key, (_row, name) in rows.items())]

    def clean(self, value: Any) -> Any:
        """Return the row."""
        return self.rows[super().clean(value)]


class TheoryForm(PartForm):
    """What an output should bring about."""

    output = _Chosen(label=_("Output"))
    outcome = _Chosen(label=_("Outcome or impact it should bring about"))
    assumption = _text(
        _("Assumption"),
        required=True,
        help_text=_("Why the one should bring about the other, and what has to hold for it."),
    )

    def __init__(self, *args: Any, outputs: Rows | None = None, outcomes: Rows | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["output"].offer(outputs or {})  # type: ignore[attr-defined]
        self.fields["outcome"].offer(outcomes or {})  # type: ignore[attr-defined]


class StatusForm(PartForm):
    """A status set by hand."""

    task = _Chosen(label=_("Task"))
    year = forms.IntegerField(label=_("At the end of the year"), min_value=1900, max_value=2200)
    colour = forms.ChoiceField(label=_("Status set by hand"), choices=HandColour.choices)
    reason = _text(_("Reason"), required=True, help_text=_("The computed status stays beside it, with its own reason."))

    def __init__(self, *args: Any, tasks: Rows | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].offer(tasks or {})  # type: ignore[attr-defined]


def _numbered(sentences: Sequence[Message]) -> list[tuple[int, str]]:
    return [(number, f"{number}. {one.in_language(_language())}") for number, one in enumerate(sentences, 1)]


class RecommendationForm(PartForm):
    """Whether a recommendation is kept to."""

    number = forms.TypedChoiceField(label=_("Recommendation"), coerce=int, choices=lambda: _numbered(RECOMMENDATIONS))
    state = forms.ChoiceField(label=pgettext_lazy("of an item", "State"), choices=Presence.choices)
    evidence = _text(_("Evidence"))


class CompletenessForm(PartForm):
    """Whether the strategy has a part that the law asks for."""

    number = forms.TypedChoiceField(label=_("Requirement"), coerce=int, choices=lambda: _numbered(REQUIREMENTS))
    state = forms.ChoiceField(label=pgettext_lazy("of an item", "State"), choices=Presence.choices)
    section = forms.CharField(
        label=_("Where in the document"), max_length=300, required=False, help_text=_("Chapter, section or page.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask where a part stands that is there."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("state") in {Presence.PRESENT, Presence.PARTIAL} and not given.get("section"):
            self.add_error("section", gettext("Say where in the document it stands: chapter, section or page."))
        return given


FORMS: dict[str, type[PartForm]] = {
    "sectors": SectorForm,
    "milestones": MilestoneForm,
    "selection": SelectionForm,
    "promotion": PromotionForm,
    "diagnosis": DiagnosisForm,
    "results": ResultForm,
    "theory": TheoryForm,
    "statuses": StatusForm,
    "recommendations": RecommendationForm,
    "completeness": CompletenessForm,
}


def initial_of_part(part: FurtherPart, kind: str) -> dict[str, Any]:
    """Return a further part as its form shows it."""
    initial: dict[str, Any] = {name: getattr(part, name) for name in FORMS[kind].base_fields if hasattr(part, name)}
    for name, value in initial.items():
        initial[name] = value.public_id if isinstance(value, Model) else value  # type: ignore[attr-defined]  # a row of the plan
    for name in _STORED_TEXTS & set(initial):
        initial[name] = display(as_quantity(initial[name]), _language()) if initial[name] else ""
    return initial | {"seen": part.edition}
