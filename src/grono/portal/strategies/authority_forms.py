"""Forms of decisions: by what an adopted plan is changed, and the resolution that adopts one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.strategies.changes import Authority
from grono.portal.strategies.kinds import AuthorityKind, Precision


def date_input() -> forms.DateInput:
    """Return a field for a day as the browser offers it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuthorityForm(forms.Form):
    """By what an adopted plan is changed."""

    authority = forms.ChoiceField(label=_("Changed by"), choices=AuthorityKind.choices)
    reference = forms.CharField(
        label=_("Number of the resolution or order, or the note"), max_length=200, help_text=_("XII/123/2023")
    )
    decided_on = forms.DateField(
        label=_("Date of the decision"),
        widget=date_input(),
        error_messages={"required": _("Give the date of the decision.")},
        help_text=_("The correction of an error needs none."),
    )
    valid_from = forms.DateField(
        label=_("In force from"), required=False, widget=date_input(), help_text=_("Empty: from its own date.")
    )
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].required = self.data.get(self.add_prefix("authority")) != AuthorityKind.CORRECTION

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a correction."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("authority") == AuthorityKind.CORRECTION and not given.get("reason"):
            self.add_error("reason", gettext("Say what was wrong: a correction needs a reason."))
        return given

    def given(self) -> Authority:
        """Return the authority."""
        data = self.cleaned_data
        decided = data["decided_on"]
        return Authority(
            AuthorityKind(data["authority"]),
            data["reference"],
            decided,
            data["valid_from"] or decided,
            data["reason"],
            data.get("precision") or Precision.DAY,
        )


class ResolutionForm(AuthorityForm):
    """A resolution that adopts the plan, or what was entered since the last one."""

    precision = forms.ChoiceField(
        label=_("Precision of the date"),
        choices=Precision.choices,
        help_text=_("If only the month or the year is known, give its first day and say so here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [(AuthorityKind.RESOLUTION, AuthorityKind.RESOLUTION.label)]  # type: ignore[attr-defined]
        self.fields["authority"].widget = forms.HiddenInput()
        self.fields["authority"].initial = AuthorityKind.RESOLUTION.value
        self.fields["decided_on"].help_text = ""
        self.fields["reference"].label = _("Number of the resolution")
        self.order_fields(["authority", "reference", "decided_on", "precision", "valid_from", "reason"])
