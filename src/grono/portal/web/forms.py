"""The form of the gallery: one field of each kind."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind, each with a hint where one helps."""

    KINDS: ClassVar = [
        ("", _("choose one")),
        ("firm", _("Firm")),
        ("research_teaching", _("Research and teaching")),
        ("local_government", _("Local government")),
    ]
    HELIX: ClassVar = [("business", _("business")), ("science", _("science")), ("government", _("government"))]

    name = forms.CharField(
        label=_("Name of the organisation"), help_text=_("As it stands in the register."), max_length=200
    )
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    employees = forms.IntegerField(
        label=_("Employees"), min_value=0, help_text=_("People on 31 December. Leave it empty if you do not know.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    helix = forms.ChoiceField(label=_("Side of the triple helix"), choices=HELIX, widget=forms.RadioSelect)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=[("pl", _("Polish")), ("en", _("English")), ("de", _("German"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose all that apply."),
    )
    founded = forms.DateField(
        label=_("Day of foundation"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    statute = forms.FileField(label=_("Statute"), required=False, help_text=_("PDF, at most 20 MB."))
    about = forms.CharField(label=_("What you do"), widget=forms.Textarea, required=False)
    locked = forms.CharField(label=_("Number in the directory"), disabled=True, required=False, initial="K7Q2-M4XD")
    consent = forms.BooleanField(
        label=_("The organisation agrees that this is public"), help_text=_("You can take this back at any time.")
    )
