from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from grono.portal.core.forms import DateInput


class AddressForm(forms.Form):
    """The address to which a letter goes."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The one that stands here, or under which you think that it does."),
    )


class LetterForm(forms.Form):
    """The day of a letter in which somebody asks to be erased."""

    asked_on = forms.DateField(
        label=_("Day on which the letter came"), widget=DateInput(), help_text=_("The thirty days run from it.")
    )
