"""Forms about the choice: what was decided, why an entry is withdrawn, and with which map another is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grono.portal.maps.choices import WORDS, Decided, Said
from grono.portal.maps.models import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT = 4000


def _text(label: Any, help_text: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ChoiceForm(forms.Form):
    """What was decided of one industry of a region, by whom, and why."""

    region = forms.ChoiceField(label=_("Region"))
    industry = forms.CharField(
        label=_("Code of the industry"),
        required=False,
        max_length=40,
        help_text=_(
            "As it stands on the map. Leave it empty when the decision names something the map has no code for."
        ),
    )
    label = forms.CharField(
        label=_("Industry in the words of the decision"),
        required=False,
        max_length=200,
        help_text=_("Needed only without a code."),
    )
    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    decided_on = forms.DateField(
        label=_("Decided on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decided_by = forms.CharField(
        label=_("Who decided"), max_length=200, help_text=_("A person, an office or a meeting. Everyone can read it.")
    )
    reason = _text(_("Reason"), _("One sentence that others can check."), required=True)
    doubts = _text(_("Doubts"), _("Why it may be wrong."))
    data_missing = _text(_("Missing data"), _("What would settle it."))

    def __init__(
        self, *args: Any, regions: Sequence[tuple[str, str]], language: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]
        self.language = language or get_language() or "pl"
        self.further = [code for code, _title in settings.LANGUAGES if code != self.language]
        own = {name: self.fields[name] for name in WORDS}
        for code in self.further:
            for name, one in own.items():
                self.fields[f"{name}_{code}"] = _again(one, code)
        for one in own.values():
            one.label = _in(one.label, self.language)

    def decided(self) -> Decided:
        """Return what was decided, in every language in which it was said."""
        given = dict(self.cleaned_data)
        also = {code: Said(**{name: given.pop(f"{name}_{code}") for name in WORDS}) for code in self.further}
        return Decided(**given, language=self.language, also=also)


def _again(one: forms.Field, code: str) -> forms.CharField:
    """Return the same field for another language; nothing in it is required."""
    long = isinstance(one.widget, forms.Textarea)
    return forms.CharField(
        label=_in(one.label, code),
        help_text=_("Readers of that language read it; left empty, they read the other one."),
        required=False,
        max_length=LONGEST_TEXT if long else 200,
        widget=forms.Textarea(attrs={"rows": 4, "lang": code}) if long else forms.TextInput(attrs={"lang": code}),
    )


def _in(label: Any, code: str) -> str:
    names = {"pl": _("in Polish"), "en": _("in English")}
    return f"{label} – {names.get(code, code)}"


class WithdrawChoiceForm(forms.Form):
    """Why an entry is withdrawn."""

    because = _text(_("Why it is withdrawn"), _("One sentence; it stays in the history with the entry."), required=True)


class CompareForm(forms.Form):
    """The other map, and tables of what became of codes."""

    other = forms.ChoiceField(
        label=_("Compare with"), help_text=_("The map with the earlier figures is taken as the earlier one.")
    )
    industries = forms.FileField(
        label=_("What became of the industries"),
        required=False,
        help_text=_(
            "Only where the codes changed between the maps: a table with the columns from, to and, for a code that was divided, share."
        ),
    )
    regions = forms.FileField(
        label=_("What became of the regions"), required=False, help_text=_("The same for the regions.")
    )

    def __init__(self, *args: Any, maps: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = list(maps)  # type: ignore[attr-defined]
