"""What can be asked about state aid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.forms.fields import OwnNumberField, family_words, regulation_choices, scope_choices
from grono.portal.core.amounts import AmountField
from grono.portal.core.forms import DateInput
from grono.stateaid import QUESTIONS


class CheckForm(forms.Form):
    """Who is to get how much on which day."""

    number = OwnNumberField(label=_("Tax number (NIP) of the undertaking"), max_length=40)
    amount = AmountField(
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
    not_separated = forms.MultipleChoiceField(
        label=_("Activities that the undertaking does not keep apart in its accounts"),
        choices=lambda: [one for one in family_words().items() if one[0] != "general"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The lowest of their ceilings then holds for everything."),
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
