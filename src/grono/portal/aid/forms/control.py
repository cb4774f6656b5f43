"""Who controls whom, and what became of undertakings as a whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.forms.fields import NumberField, tax_number
from grono.portal.aid.kinds import Change, Control
from grono.portal.aid.queries import grant_identifiers
from grono.portal.core.forms import DateInput
from grono.stateaid.cells import read_amount


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
    taken_over = forms.CharField(
        label=_("Who took over the aided activities"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_(
            "Only of a split: one grant a line, its identifier, then the tax number, such as a1b2c3d4e5f6; 5260000005. Grants "
            "without a line follow the equity."
        ),
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

    def clean_taken_over(self) -> dict[str, str]:
        """Return identifier → tax number."""
        found = {}
        for line in (self.cleaned_data["taken_over"] or "").splitlines():
            if line.strip():
                grant, separator, taker = (part.strip() for part in line.partition(";"))
                if not separator or grant not in grant_identifiers():
                    sentence = gettext("“%(line)s” is not the identifier of a grant, a semicolon and a tax number.")
                    raise ValidationError(sentence % {"line": line.strip()})
                found[grant] = tax_number(taker)
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
        strangers = set((data.get("taken_over") or {}).values()) - set(parties[1:])
        if strangers and parties:
            sentence = gettext("%(numbers)s does not come out of this split. Write one of those that do.")
            self.add_error("taken_over", sentence % {"numbers": ", ".join(sorted(strangers))})
        return data
