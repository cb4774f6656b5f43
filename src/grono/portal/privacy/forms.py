from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grono.portal.core.forms import DateInput
from grono.portal.privacy.kinds import Proof

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.privacy.subjects import Subject


class AddressForm(forms.Form):
    """The address to which a letter goes."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The one that stands here, or under which you think that it does."),
    )


class FindForm(forms.Form):
    """Who wrote a letter."""

    q = forms.CharField(
        label=_("Name or e-mail address"),
        max_length=254,
        help_text=_("Of whoever asked by letter or in person: leads to what is kept about them and to the erasure."),
    )


class LetterForm(forms.Form):
    """The day of a letter in which somebody asks to be erased."""

    asked_on = forms.DateField(
        label=_("Day on which the letter came"), widget=DateInput(), help_text=_("The thirty days run from it.")
    )


NOBODY = "nobody"
"""What stands for the answer that nobody proved to ask; no identifier reads so, as each has twelve characters."""


class AccessForm(forms.Form):
    """Who asked from an address that proves nobody, how that is known, and where the link goes."""

    person = forms.CharField(
        label=_("Who asks"), widget=forms.RadioSelect, help_text=_("Those at whom the address stands, or nobody.")
    )
    proof = forms.ChoiceField(label=_("How you know it"), choices=[("", "–"), *Proof.choices], required=False)
    email = forms.EmailField(
        label=_("E-mail address for the link"),
        max_length=254,
        required=False,
        help_text=_("One whose letters only this person reads: whoever opens the link sees everything about them."),
    )

    def __init__(self, *args: Any, people: Iterable[Subject] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = (NOBODY, _("nobody has proved that they ask; the asker is told so"))
        self.fields["person"].widget.choices = [*((one.public_id, one.name) for one in people), nobody]

    def clean_person(self) -> str:
        """Return the identifier of a person; nothing for nobody."""
        person: str = self.cleaned_data["person"]
        return "" if person == NOBODY else person
