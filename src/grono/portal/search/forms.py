from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from grono.portal.search.frequencies import Frequency


class AlertForm(forms.Form):
    """How often someone is told of what a saved view newly finds."""

    frequency = forms.ChoiceField(label=_("Tell me by mail"), choices=Frequency.choices)


class PauseForm(forms.Form):
    """Whether letters are paused; without it they go on."""

    paused = forms.BooleanField(label=_("Send nothing for the time being"), required=False)


class FeedForm(forms.Form):
    """Whether a view has a private feed; a new one takes the place of the one before, without it there is none."""

    wanted = forms.BooleanField(label=_("Make a private feed"), required=False)
