"""The form of what is said about a strategy as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.strategies.forms import code_of_teryt, language_choices
from grono.portal.strategies.kinds import Level
from grono.portal.strategies.merging import seen_of

if TYPE_CHECKING:
    from grono.portal.strategies.models import Strategy


class StrategyForm(forms.Form):
    """What is said about a strategy as a whole."""

    title = forms.CharField(label=_("Title"), max_length=500)
    source = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("Who issued the document, when, and where it can be found.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.PROGRAMME)
    horizon_from = forms.IntegerField(label=_("From the year"), required=False, min_value=1900, max_value=2200)
    horizon_to = forms.IntegerField(label=_("To the year"), required=False, min_value=1900, max_value=2200)
    jst_teryt = forms.CharField(label=_("TERYT code of the local government"), max_length=7, required=False)
    language = forms.ChoiceField(label=_("Language of the texts"), choices=language_choices, initial="pl")
    legal_basis = forms.CharField(label=_("Legal basis"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    consistent_with = forms.CharField(
        label=_("Consistent with"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Other strategies and programmes, one a line."),
    )
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField(
        label=_("What was seen of it, as JSON: only what differs from that is changed."),
        widget=forms.HiddenInput,
        required=False,
    )

    def values(self) -> dict[str, Any]:
        """Return what is said about the strategy."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def shown(self) -> dict[str, Any]:
        """Return what was said when the person opened the form."""
        return seen_of(self.cleaned_data["seen"])

    def clean_jst_teryt(self) -> str | None:
        """Refuse what is no code of TERYT."""
        return code_of_teryt(self.cleaned_data["jst_teryt"])

    def clean_consistent_with(self) -> list[str]:
        """Return one entry for each line."""
        return [line.strip() for line in self.cleaned_data["consistent_with"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Refuse years that run backwards."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("horizon_from"), given.get("horizon_to")
        if first and last and last < first:
            self.add_error("horizon_to", gettext("The last year comes before the first. Check both."))
        return given


def strategy_initial(strategy: Strategy) -> dict[str, Any]:
    """Return a strategy as its form shows it."""
    names = (
        "title",
        "source",
        "level",
        "horizon_from",
        "horizon_to",
        "jst_teryt",
        "language",
        "legal_basis",
        "summary",
        "consistent_with",
    )
    said = {name: getattr(strategy, name) for name in names}
    return {**said, "consistent_with": "\n".join(strategy.consistent_with), "seen": json.dumps(said)}
