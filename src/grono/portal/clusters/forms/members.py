from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters.kinds import ActivityKind, MembershipKind, Standing, StepKind
from grono.portal.clusters.queries import Moment
from grono.portal.core.forms import DateInput

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable


def past_day(day: datetime.date | None) -> datetime.date | None:
    """Refuse a day that has not come."""
    if day is not None and day > timezone.localdate():
        raise ValidationError(gettext("The date lies in the future. Record it when it has happened."))
    return day


class MomentForm(forms.Form):
    """Which members are to be shown, on what day, as known when."""

    standing = forms.ChoiceField(label=_("Standing"), required=False)
    kind = forms.ChoiceField(label=_("Kind of membership"), required=False)
    as_of = forms.DateField(label=_("As of"), required=False, widget=DateInput())
    known_on = forms.DateField(
        label=_("As known on"), required=False, widget=DateInput(), help_text=_("empty: as known now")
    )

    def __init__(self, *args: Any, standings: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one, Standing(one).label) for one in standings]
        self.fields["standing"].choices = [("", gettext("all")), *shown]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", gettext("all")), *MembershipKind.choices]  # type: ignore[attr-defined]
        self.fields["as_of"].initial = timezone.localdate()

    def moment(self) -> Moment:
        """Return the two times; what cannot be read does not narrow."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        return Moment(given.get("as_of") or timezone.localdate(), given.get("known_on"))

    def chosen(self, name: str) -> str:
        """Return a chosen value, or nothing."""
        self.is_valid()
        return (self.cleaned_data.get(name) or "") if self.is_bound else ""


class _Documented(forms.Form):
    valid_on = forms.DateField(label=_("Date of the step"), widget=DateInput())
    membership_kind = forms.ChoiceField(
        label=_("Kind of membership"),
        choices=MembershipKind.choices,
        required=False,
        initial=MembershipKind.FULL,
    )
    evidence = forms.CharField(
        label=_("Document"),
        max_length=300,
        help_text=_("What it rests on, as in: letter of intent no. 12, minutes of the general meeting."),
    )

    def clean_valid_on(self) -> datetime.date | None:
        """Refuse a day that has not come."""
        return past_day(self.cleaned_data["valid_on"])


class StepForm(_Documented):
    """One step of one member."""

    kind = forms.ChoiceField(label=_("Step"))
    file = forms.FileField(
        label=_("File of the document"), required=False, help_text=_("PDF, PNG, JPEG, DOCX, XLSX or ODT, up to 20 MB.")
    )
    field_order = ("kind", "valid_on", "membership_kind", "evidence", "file")

    def __init__(self, *args: Any, allowed: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed_kinds = set(allowed)
        kinds = [(kind.value, kind.label) for kind in StepKind if kind.value in allowed_kinds]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class BringForm(_Documented):
    """The letters of intent of many organisations at once."""


class SignForm(forms.Form):
    """Who of those that declared is signing."""

    members = forms.MultipleChoiceField(label=_("Organisations"), widget=forms.CheckboxSelectMultiple)
    valid_on = forms.DateField(label=_("Date of the signature"), widget=DateInput())
    evidence = forms.CharField(label=_("Document"), max_length=300, help_text=_("As in: agreement no. 3 of 2026."))

    def __init__(self, *args: Any, declared: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = list(declared)  # type: ignore[attr-defined]

    def clean_valid_on(self) -> datetime.date | None:
        """Refuse a day that has not come."""
        return past_day(self.cleaned_data["valid_on"])


class ActivityForm(forms.Form):
    """What a member did or used."""

    kind = forms.ChoiceField(label=_("Kind of activity"), choices=ActivityKind.choices)
    on = forms.DateField(
        label=_("Date"), widget=DateInput(), help_text=_("For a fee: a day of the year it is paid for.")
    )
    what = forms.CharField(
        label=_("What it was"),
        max_length=200,
        required=False,
        help_text=_("For an initiative its name: members of the same one are counted together."),
    )
    evidence = forms.CharField(label=_("Document"), max_length=300, required=False)

    def clean_on(self) -> datetime.date | None:
        """Refuse a day that has not come."""
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        """Ask for the name of an initiative."""
        data = super().clean() or {}
        if data.get("kind") == ActivityKind.INITIATIVE and not data.get("what"):
            self.add_error("what", gettext("Give the name of the initiative."))
        return data
