from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from grono.portal.core.amounts import AmountField
from grono.portal.core.forms import DateInput
from grono.portal.monitoring.actions import Content, Entered
from grono.portal.monitoring.basis import NOTHING, NUMBERS, RATIO, as_text, asked_of, from_stored
from grono.portal.monitoring.forms.computed import field_beside, settle
from grono.portal.monitoring.kinds import Role, SubjectKind
from grono.portal.monitoring.lawfulness import Contract, contract_of, is_relevant
from grono.portal.monitoring.typed import SHARE_SIGN, as_typed
from grono.quantities import QuantityError, Range, display, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms import BoundField

    from grono.portal.monitoring.models import Report, Value
    from grono.portal.monitoring.owning import Part
    from grono.quantities import Quantity

MEASURED = (Role.ACTUAL, Role.ESTIMATE, Role.EXPECTED)
"""What the value of an indicator may be; expected is never counted as achieved."""
LONGEST_SENTENCE = 2000
LONGEST_FIGURE = 200
REPORT = "report"
"""Id of the form of a report on its page."""


class FigureField(forms.Field):
    """A quantity as people write it: 12, „ponad 150”, „ok. 25 tys.”, 18 271–18 921; empty is no figure."""

    def __init__(self, *, exact_only: bool = False, planned: Quantity | None = None, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.exact_only, self.planned = exact_only, planned

    def to_python(self, value: Any) -> Entered | None:
        """Return the quantity with the words in which it was typed."""
        typed = str(value or "").strip()
        if not typed:
            return None
        if len(typed) > LONGEST_FIGURE:
            raise forms.ValidationError(
                _("A figure is not longer than 200 characters. Put words into the sentence below.")
            )
        is_share = self.exact_only and typed.endswith(SHARE_SIGN)
        try:
            quantity = parse(typed.removesuffix(SHARE_SIGN).strip() if is_share else typed, get_language() or "en")
        except QuantityError as error:
            raise forms.ValidationError(error.message.in_language(get_language() or "en")) from error
        if is_share:
            quantity = self._points(quantity)
        if self.exact_only and not (isinstance(quantity, Range) and quantity.is_exact and (quantity.lower or 0) >= 0):
            sentence = _("“%(text)s” is not a number of points. Write one number of zero or more, such as 10 or 4,5.")
            raise forms.ValidationError(sentence % {"text": typed})
        if isinstance(quantity, Range) and quantity.lower is not None and quantity.lower < 0:
            raise forms.ValidationError(_("“%(text)s” is below zero.") % {"text": typed})
        return Entered(quantity, typed)

    def _points(self, share: Quantity) -> Quantity:
        """Return the points of a share in per cent of what is planned in the period (STR-13)."""
        if not isinstance(self.planned, Range) or not self.planned.is_exact or not self.planned.lower:
            raise forms.ValidationError(
                _("Nothing is planned here in this period, so there is nothing to be a share of. Write points.")
            )
        return share * self.planned / 100

    def prepare_value(self, value: Any) -> Any:
        """Show a stored value in the words in which it was typed."""
        return (value.typed or display(value.quantity, get_language() or "en")) if isinstance(value, Entered) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is shown."""
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class ReportForm(forms.Form):
    """One report on one page: points, values, money, a sentence, a statement."""

    sentence = forms.CharField(
        label=gettext_lazy("What happened, in a sentence"),
        max_length=LONGEST_SENTENCE, required=False, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    statement = forms.CharField(
        label=gettext_lazy("Statement instead of evidence"),
        help_text=gettext_lazy("For example: I state that the figures agree with the records of the department."),
        max_length=LONGEST_SENTENCE, required=False, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, part: Part, year: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.part, self.year = part, year
        self.places: dict[str, tuple[str, str, str]] = {}
        for stage in part.stages_of(year):
            planned = stage.points.get(str(year))
            self._figure(
                SubjectKind.STAGE,
                stage.key,
                Role.DONE,
                f"{stage.number_text}. {stage.title}",
                exact_only=True,
                planned=planned,
            )
            hint = display(planned, get_language() or "en") if planned is not None else _("nothing in this period")
            self.fields[f"stage-{stage.key}-done"].help_text = _("Planned: %(points)s") % {"points": hint}
        for indicator in part.indicators:
            unit = f" ({indicator.unit})" if indicator.unit else ""
            self._figure(SubjectKind.INDICATOR, indicator.key, Role.ACTUAL, indicator.name_text + unit)
            for field in asked_of(indicator):
                self.fields[f"{field}-{indicator.key}"] = field_beside(indicator, field, FigureField)
            self.fields[f"role-{indicator.key}"] = forms.ChoiceField(
                label=_("The value of “%(name)s” is") % {"name": indicator.name_text},
                choices=[(str(role), role.label) for role in MEASURED], initial=str(Role.ACTUAL), required=False,
            )  # fmt: skip
        for line in part.funding:
            for role, words in (
                (Role.CONTRACTED, _("%(source)s: contracted in the period, złoty")),
                (Role.PAID, _("%(source)s: paid in the period, złoty")),
            ):
                self._figure(SubjectKind.FUNDING, line.key, role, words % {"source": line.source_text})

        for line in part.funding:
            if is_relevant(part, line):
                self._contract(line.key, line.source_text)

    def _contract(self, key: str, source: str) -> None:
        said = {"source": source}
        self.fields[f"number-{key}"] = forms.CharField(
            label=_("%(source)s: number (NIP) of the beneficiary of aid") % said, max_length=20, required=False
        )
        self.fields[f"aid-{key}"] = AmountField(label=_("%(source)s: aid in euro") % said, required=False)
        self.fields[f"day-{key}"] = forms.DateField(
            label=_("%(source)s: day of the contract") % said, required=False, widget=DateInput()
        )

    def _contracts(self) -> dict[str, Contract]:
        found = {}
        for line in self.part.funding:
            number, aid, on = (self.cleaned_data.get(f"{name}-{line.key}") for name in ("number", "aid", "day"))
            if number and aid is not None and on:
                found[line.key] = Contract(number, aid, on)
        return found

    def _figure(self, kind: str, key: str, role: str, label: str, **rules: Any) -> None:
        name = f"{kind}-{key}-{role}"
        attributes = {"inputmode": "decimal"} if rules.get("exact_only") else {}
        self.fields[name] = FigureField(label=label, widget=forms.TextInput(attrs=attributes), **rules)
        self.places[name] = (str(kind), key, str(role))

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the parts of the form with their headings."""
        headings = (
            (SubjectKind.STAGE, _("Points done in the period")),
            (SubjectKind.INDICATOR, _("Values of indicators")),
            (SubjectKind.FUNDING, _("Money")),
        )
        for kind, heading in headings:
            found: list[BoundField] = []
            for name, (of, key, role) in self.places.items():
                if of == kind:
                    found.append(self[name])
                    if kind == SubjectKind.INDICATOR:
                        found += [
                            self[f"{part}-{key}"] for part in (*RATIO, *NUMBERS) if f"{part}-{key}" in self.fields
                        ]
                        found.append(self[f"role-{key}"])
                    if role == Role.CONTRACTED and f"number-{key}" in self.fields:
                        found += [self[f"{part}-{key}"] for part in ("number", "aid", "day")]
            if found:
                yield heading, found
        yield _("In words"), [self["sentence"], self["statement"]]

    def clean(self) -> dict[str, Any]:
        """Compute the values that follow from something else, and say of each that does not why."""
        given: dict[str, Any] = super().clean() or {}
        for indicator in self.part.indicators:
            if asked_of(indicator):
                settle(self, given, indicator)
        return given

    def content(self) -> Content:
        """Return what was entered."""
        given = self.cleaned_data
        values = {}
        for name, (kind, key, role) in self.places.items():
            entered = given.get(name)
            if entered is not None:
                said = given.get(f"role-{key}") or role if kind == SubjectKind.INDICATOR else role
                values[kind, key, said] = entered
        return Content(values, given.get("sentence", ""), given.get("statement", ""), self._contracts())


def initial_of(report: Report, values: Sequence[Value], part: Part) -> Mapping[str, Any]:
    """Return a stored report as the form shows it."""
    computed = {one.key for one in part.indicators if asked_of(one)}
    found: dict[str, Any] = {"sentence": report.sentence, "statement": report.statement, "version": report.version}
    for value in values:
        role = Role.ACTUAL if value.kind == SubjectKind.INDICATOR else value.role
        entered = Entered(value.quantity, as_typed(value))
        if value.kind == SubjectKind.INDICATOR:
            found[f"role-{value.key}"] = value.role
        basis = from_stored(value.basis)
        if basis == NOTHING or value.key not in computed:
            found[f"{value.kind}-{value.key}-{role}"] = entered
        else:  # the value follows again from what stands beside it
            found |= {f"{part}-{value.key}": as_text(basis, part) for part in (*RATIO, *NUMBERS)}
        contract = contract_of(value.aid)
        if contract is not None:
            found |= {
                f"number-{value.key}": contract.number,
                f"aid-{value.key}": contract.amount_eur,
                f"day-{value.key}": contract.on,
            }
    return found


class EvidenceForm(forms.Form):
    """A document or a page that stands behind the figures."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, PNG, JPEG, DOCX, XLSX or ODT, up to 20 MB."),
    )
    address = forms.URLField(
        label=gettext_lazy("Or the address of a page"), max_length=500, required=False, assume_scheme="https"
    )
    issued_by = forms.CharField(label=gettext_lazy("Issued by"), max_length=300, required=False)
    issued_on = forms.DateField(label=gettext_lazy("Issued on"), required=False, widget=DateInput())
    personal_data = forms.BooleanField(label=gettext_lazy("It holds personal data"), required=False)
    publishable = forms.BooleanField(label=gettext_lazy("It may be published"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["form"] = REPORT  # sent with the report, so that nothing typed there is lost

    def clean(self) -> dict[str, Any]:
        """Ask for one of file and address, and keep personal data unpublished."""
        given = super().clean() or {}
        if bool(given.get("file")) == bool(given.get("address")) and not self.errors:
            self.add_error(None, _("Choose a file or write an address: exactly one of them."))
        if given.get("personal_data") and given.get("publishable"):
            self.add_error("publishable", _("A document with personal data is not published. Untick one of the two."))
        return given

    def described(self) -> dict[str, Any]:
        """Return the evidence as the action takes it."""
        given = dict(self.cleaned_data)
        return given | {"url": given.pop("address"), "upload": given.pop("file")}


class DecisionForm(forms.Form):
    """Why a report goes back."""

    reason = forms.CharField(
        label=pgettext_lazy("of a return", "Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to return the report: say what is to be mended."),
    )  # fmt: skip


class CorrectionForm(forms.Form):
    """Why a published report is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("What is corrected and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
