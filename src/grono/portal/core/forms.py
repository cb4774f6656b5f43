"""Forms of the core's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import all_verbs
from grono.portal.core.models import TokenScope, User
from grono.portal.core.queries import AuditFilter
from grono.portal.core.roles import ROLES
from grono.portal.core.second_factor_queries import FactorState


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles that can be given, each with its title."""
    return [(role.name, role.title) for role in ROLES.values() if role.given]


class RolesForm(forms.Form):
    """Which roles a person is to have."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class InvitationForm(RolesForm):
    """Whom to invite."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
    field_order = ("email", "full_name", "language", "roles")


class AccountForm(forms.ModelForm):
    """One's own account."""

    class Meta:  # noqa: D106
        model = User
        fields = ("full_name", "language")


class TokenForm(forms.Form):
    """A new token of the API."""

    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("For example: the nightly export to our register.")
    )
    scope = forms.ChoiceField(
        label=_("What the program may do"), choices=TokenScope, help_text=_("Never more than you may do yourself.")
    )


class ReasonForm(forms.Form):
    """Why somebody wants to see private data."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: request of Ms Nowak by letter of 3 May. Whoever owns the data reads it."),
    )


class SearchForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False)
    second_factor = forms.ChoiceField(
        label=_("Second factor"), choices=[("", _("all")), *FactorState.choices], required=False
    )

    def wanted(self) -> tuple[str, str]:
        """Return the text and the state of the second factor; what is not valid does not narrow."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        return given.get("q", ""), given.get("second_factor", "")


class DateInput(forms.DateInput):
    """A date as every browser sends it."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class AuditFilterForm(forms.Form):
    """What to look for in the audit chain."""

    person = forms.CharField(label=_("Person"), required=False, help_text=_("part of a name or e-mail address"))
    verb = forms.ChoiceField(label=_("Act"), required=False)
    object = forms.CharField(label=_("Object"), required=False, help_text=_("part of a name, or an identifier"))
    since = forms.DateField(label=_("From"), required=False, widget=DateInput())
    until = forms.DateField(label=_("To"), required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(verb, str(sentence) % _Dots()) for verb, sentence in all_verbs().items()]
        self.fields["verb"].choices = [("", _("all")), *sorted(words, key=lambda pair: pair[1])]  # type: ignore[attr-defined]

    def wanted(self) -> AuditFilter:
        """Return the filter; what is not valid does not narrow."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        return AuditFilter(**{name: value for name, value in given.items() if value})


class _Dots(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def as_typed(field: forms.Field, value: Any) -> Any:
    """Return a value of JSON as a form takes what is typed; numbers become texts, null the empty text.

    Raises
    ------
    TypeError
        When the field takes no such value: a list where one is asked for, true or false where a text is.
    """
    if isinstance(field, forms.MultipleChoiceField):
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [str(one) for one in values]
    if value is None:
        return ""
    if isinstance(field, forms.BooleanField) or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(type(value).__name__)
    return str(value)
