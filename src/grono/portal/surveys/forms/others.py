"""Small forms around the answering of a questionnaire and its running."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grono.portal.surveys.kinds import ON_BEHALF, QUESTION_LANGUAGES, AnswerSource


class HandOverForm(forms.Form):
    """Nothing to fill in: the link is shown once, and the person passes it on themselves."""


class RefusalForm(forms.Form):
    """Why an organisation does not take part."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You need not give one; it helps us to ask better next time."),
    )


class OnBehalfForm(forms.Form):
    """How answers that a coordinator enters have come in."""

    source = forms.ChoiceField(
        label=_("How did the answers come in?"),
        choices=[(source.value, source.label) for source in AnswerSource if source in ON_BEHALF],
        widget=forms.RadioSelect,
    )


class ReasonForm(forms.Form):
    """Why something is noted."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of questionnaires by name."""
    from django.utils.translation import get_language

    names = dict(settings.LANGUAGES)
    here = get_language() or "pl"
    return [(code, str(names.get(code) or _name(code, here))) for code in QUESTION_LANGUAGES]


def _name(code: str, here: str) -> str:
    from babel import Locale

    return Locale.parse(code).get_display_name(here) or code


class AddressForm(forms.Form):
    """Where and in which language an organisation is written to."""

    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    language = forms.ChoiceField(label=_("Language of the letters"), choices=language_choices)
