"""What can be asked and filled in about state aid."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grono.messages import LANGUAGES, GronoError
from grono.portal.aid.kinds import AidForm, Change, Control, GrantState
from grono.portal.core.forms import DateInput
from grono.stateaid import QUESTIONS, euro, regulations
from grono.stateaid.files import read_amount, undertaking_number
from grono.stateaid.regulations import codes

if TYPE_CHECKING:
    from collections.abc import Callable


def regulation_choices() -> list[tuple[str, str]]:
    """Return the regulations, each with its ceiling's field."""
    words = {
        "general": _("general"),
        "sgei": _("services of general economic interest"),
        "agriculture": _("agriculture"),
        "fishery": _("fishery"),
    }
    families = {entry.code: entry.family for entry in regulations()}
    return [(code, f"{code} – {words[families[code]]}") for code in codes()]


def language() -> str:
    """Return the language of the page, of those that the library speaks."""
    code = (get_language() or "en")[:2]
    return code if code in LANGUAGES else "en"


def scope_choices() -> list[tuple[str, str]]:
    """Return the questions of scope in the language of the page."""
    return [(question.name, question.question.in_language(language())) for question in QUESTIONS]


def amount_field(**options: Any) -> forms.DecimalField:
    """Return a field for a sum of money, zero or more with at most two decimals."""
    return forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, localize=True, **options)


def tax_number(text: str) -> str:
    """Return a tax number without its marks, or say what is wrong with it."""
    try:
        return undertaking_number(text)
    except GronoError as error:
        sentence = gettext("“%(value)s” is not a tax number (NIP): it needs ten digits and a right check digit.")
        raise ValidationError(sentence % {"value": text}) from error


class NumberField(forms.CharField):
    """A tax number as people write it."""

    def clean(self, value: Any) -> str:
        """Return it bare."""
        text: str = super().clean(value)
        return tax_number(text) if text else ""


class CheckForm(forms.Form):
    """Who is to get how much on which day."""

    number = NumberField(label=_("Tax number (NIP) of the undertaking"), max_length=40)
    amount = amount_field(
        label=_("Gross grant equivalent, EUR"),
        help_text=_("For loans, guarantees and instalments use the calculators first."),
    )
    day = forms.DateField(
        label=_("Day of granting"),
        widget=DateInput(),
        help_text=_("The day on which the right to the aid is conferred, not that of payment."),
    )
    regulation = forms.ChoiceField(label=_("Regulation"), choices=regulation_choices)
    asked = forms.BooleanField(label=_("The questions of scope below have been asked"), required=False)
    scope = forms.MultipleChoiceField(
        label=_("Questions of scope answered “yes”"),
        choices=scope_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    road_freight = forms.BooleanField(
        label=_("Road freight for hire or reward"),
        required=False,
        help_text=_("Matters only under Regulation 1407/2013."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate

    def answers(self) -> dict[str, bool]:
        """Return the answers to the questions of scope; those not asked have none."""
        chosen = set(self.cleaned_data["scope"])
        if self.cleaned_data["asked"]:
            return {question.name: question.name in chosen for question in QUESTIONS}
        return dict.fromkeys(chosen, True)


class FindForm(forms.Form):
    """Which undertakings to show."""

    q = forms.CharField(label=_("Name or tax number"), required=False)
    regulation = forms.ChoiceField(label=_("Aid under"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regulation"].choices = [("", gettext("all")), *regulation_choices()]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """Return what was chosen, or nothing."""
        self.is_valid()
        return (self.cleaned_data.get(name) or "") if self.is_bound else ""


class _Named(forms.Form):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("rate") and data.get("gge_pln") is not None and data.get("gge_eur") is None:
            data["gge_eur"] = euro(data["gge_pln"], data["rate"])
        if data.get("gge_eur") is None and "gge_eur" not in self.errors:
            self.add_error(
                "gge_eur",
                gettext("Write the amount in euro, or the amount in zlotys with the rate of the granting day."),
            )
        return data


class GrantForm(_Named):
    """One grant to be recorded."""

    number = NumberField(label=_("Tax number (NIP) of the beneficiary"), max_length=40)
    name = forms.CharField(
        label=_("Name of the beneficiary"),
        max_length=300,
        required=False,
        help_text=_("Needed only when neither the ledger nor the directory knows the number."),
    )
    granting_date = forms.DateField(label=_("Day of granting"), widget=DateInput())
    regulation = forms.ChoiceField(label=_("Regulation"), choices=regulation_choices)
    form = forms.ChoiceField(label=_("Form of the aid"), choices=AidForm.choices)
    nominal_pln = amount_field(label=_("Nominal value, PLN"), required=False)
    gge_pln = amount_field(label=_("Gross grant equivalent, PLN"), required=False)
    rate = forms.DecimalField(
        label=_("Rate of the euro"),
        required=False,
        min_value=Decimal("0.0001"),
        max_digits=10,
        decimal_places=4,
        localize=True,
        help_text=_("Mean rate of the NBP of the granting day; the amount in euro is then computed, once."),
    )
    rate_table = forms.CharField(label=_("Number of the NBP table"), max_length=40, required=False)
    rate_date = forms.DateField(label=_("Day of the rate"), required=False, widget=DateInput())
    gge_eur = amount_field(label=_("Gross grant equivalent, EUR"), required=False)
    seq = forms.IntegerField(
        label=_("Order on that day"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Needed when several grants of one day do not all fit."),
    )
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=300, required=False)
    pkd = forms.CharField(label=_("PKD class"), max_length=10, required=False)
    measure_no = forms.CharField(label=_("Measure number"), max_length=40, required=False)
    grantor = forms.CharField(label=_("Granting authority"), max_length=300, required=False)
    road_freight = forms.BooleanField(label=_("Road freight for hire or reward"), required=False)

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("number", "name")}


class CorrectForm(_Named):
    """Another amount for a grant."""

    gge_pln = amount_field(label=_("Gross grant equivalent, PLN"), required=False)
    gge_eur = amount_field(label=_("Gross grant equivalent, EUR"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class EndForm(forms.Form):
    """That aid no longer counts."""

    state = forms.ChoiceField(
        label=_("What happened"),
        choices=[(state.value, state.label) for state in (GrantState.REPAID, GrantState.WITHDRAWN)],
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision or letter behind it."))


class LinkForm(forms.Form):
    """Who controls whom."""

    parent = NumberField(label=_("Who controls: tax number or name"), max_length=40)
    parent_name = forms.CharField(label=_("Name, if the ledger does not know it yet"), max_length=300, required=False)
    parent_country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country of who controls"),
        initial="PL",
        help_text=_("Two letters, such as PL or DE."),
    )
    child = NumberField(label=_("Who is controlled: tax number"), max_length=40)
    child_name = forms.CharField(label=_("Name, if the ledger does not know it yet"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind of control"), choices=Control.choices)
    valid_from = forms.DateField(label=_("From"), widget=DateInput(), required=False)
    valid_to = forms.DateField(
        label=_("To"),
        widget=DateInput(),
        required=False,
        help_text=_("empty: it lasts; the day itself still belongs to it"),
    )
    via_public_body = forms.BooleanField(
        label=_("Only through a public body"),
        required=False,
        help_text=_("Companies of one city or of the State are not one undertaking for that alone."),
    )
    via_natural_person = forms.BooleanField(label=_("Through a person who is not an undertaking"), required=False)
    evidence = forms.CharField(label=_("Evidence"), max_length=300, help_text=_("KRS extract, articles, declaration."))

    def clean(self) -> dict[str, Any]:
        """Refuse a link that ends before it begins."""
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", gettext("The last day is before the first. Write a later day."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        names = ("kind", "valid_from", "valid_to", "via_public_body", "via_natural_person", "evidence")
        return {name: self.cleaned_data[name] for name in names}


class EndLinkForm(forms.Form):
    """The last day of a control link."""

    valid_to = forms.DateField(label=_("Last day"), widget=DateInput())


class ReorganisationForm(forms.Form):
    """A merger, an acquisition or a split."""

    kind = forms.ChoiceField(label=_("What happened"), choices=Change.choices)
    effective_date = forms.DateField(label=_("Effective date"), widget=DateInput())
    parties = forms.CharField(
        label=_("Tax numbers of the parties"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. Of a split: the divided undertaking first, then those that come out of it."),
    )
    equity = forms.CharField(
        label=_("Book value of equity"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Only of a split: one value a line, in the order of those that come out of it."),
    )
    evidence = forms.CharField(label=_("Evidence"), max_length=300)

    def clean_parties(self) -> list[str]:
        """Return the numbers, at least two."""
        numbers = [tax_number(line.strip()) for line in self.cleaned_data["parties"].splitlines() if line.strip()]
        if len(numbers) < 2:
            raise ValidationError(gettext("Write at least two tax numbers, one a line."))
        return numbers

    def clean_equity(self) -> list[str]:
        """Return the values as exact decimals in text."""
        found = []
        for line in (self.cleaned_data["equity"] or "").splitlines():
            if line.strip():
                try:
                    found.append(str(read_amount(line)))
                except ValueError as error:
                    sentence = gettext("“%(value)s” is not a sum of money. Write 12500 or 12500.50, zero or more.")
                    raise ValidationError(sentence % {"value": line.strip()}) from error
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for one value of equity for each undertaking that comes out of a split, or none."""
        data = super().clean() or {}
        equity, parties = data.get("equity") or [], data.get("parties") or []
        wrong = equity and (data.get("kind") != Change.SPLIT or len(equity) != len(parties) - 1)
        if parties and (wrong or (equity and not any(Decimal(value) for value in equity))):
            self.add_error(
                "equity",
                gettext("Give one value for each undertaking that comes out of a split, not all of them zero."),
            )
        return data


class CertificateForm(forms.Form):
    """What stands on a certificate beside the grant."""

    number = forms.CharField(label=pgettext_lazy("state aid", "Number of the certificate"), max_length=60)
    issued_on = forms.DateField(label=pgettext_lazy("state aid", "Issued on"), widget=DateInput())
    signatory = forms.CharField(label=_("Who signs, with the post"), max_length=200)


def _yes_no(value: str) -> bool:
    return value == "yes"


def _fiscal_year(value: str) -> list[int]:
    """Return month and day of a day written as 1.07; 29 February is not the first day of any year."""
    day, month = (int(part) for part in value.strip().rstrip(".").split("."))
    probe = datetime.date(2023, month, day)  # a year without 29 February
    return [probe.month, probe.day]


class SettingForm(forms.Form):
    """An answer to one open question."""

    value = forms.CharField(label=_("Answer"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, setting: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        if setting == "nbp_table":
            choices = [
                ("same_day", gettext("rate of the same day, else the last one before")),
                ("day_before", gettext("rate of the working day before")),
            ]
            self.fields["value"] = forms.ChoiceField(label=gettext("Answer"), choices=choices)
        elif setting == "fiscal_year":
            hint = gettext("Day and month, such as 1.07.")
            self.fields["value"] = forms.CharField(label=gettext("First day of the fiscal year"), help_text=hint)
        else:
            choices = [("yes", gettext("yes")), ("no", gettext("no"))]
            self.fields["value"] = forms.ChoiceField(label=gettext("Answer"), choices=choices)

    def clean_value(self) -> Any:
        """Return the answer as it is stored."""
        value = self.cleaned_data["value"]
        if self.setting == "nbp_table":
            return value
        read: Callable[[str], Any] = _fiscal_year if self.setting == "fiscal_year" else _yes_no
        try:
            return read(value)
        except ValueError as error:
            raise ValidationError(gettext("Write day and month, such as 1.07.")) from error
