"""Which regions an indicator is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.forms.binding import codes_of
from grono.strategy.peers import FEWEST_PEERS

if TYPE_CHECKING:
    from collections.abc import Sequence

HAND, LIKENESS = "hand", "likeness"
MOST_PEERS, USUAL_PEERS = 50, 5


class PeersForm(forms.Form):
    """Peers by hand, or those whose mix of industries is nearest on a published map."""

    how = forms.ChoiceField(
        label=_("Choose the peers"),
        choices=[(HAND, _("by hand")), (LIKENESS, _("by likeness of their mix of industries"))],
        initial=HAND,
        widget=forms.RadioSelect,
    )
    places = forms.CharField(
        label=_("Codes of the peer regions"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line or by commas; the table below names them."),
    )
    map = forms.ChoiceField(label=_("Published map that tells the mix of industries"), required=False)
    count = forms.IntegerField(
        label=_("How many of the nearest"),
        required=False,
        initial=USUAL_PEERS,
        min_value=FEWEST_PEERS,
        max_value=MOST_PEERS,
    )

    def __init__(self, *args: Any, places: Sequence[str], maps: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self._places = set(places)
        self.fields["map"].choices = maps  # type: ignore[attr-defined]

    def clean_places(self) -> tuple[str, ...]:
        """Know only places that the source has."""
        codes = codes_of(self.cleaned_data["places"])
        unknown = [one for one in codes if one not in self._places]
        if unknown:
            sentence = gettext("The source has no other region “%(code)s”. Its codes stand in the table below.")
            raise ValidationError(sentence % {"code": unknown[0]})
        return codes

    def clean(self) -> dict[str, Any]:
        """Ask for enough peers, or for a map."""
        given = super().clean() or {}
        if given.get("how") == HAND and "places" in given and 0 < len(given["places"]) < FEWEST_PEERS:
            sentence = gettext("Name at least %(fewest)s peers, or none: fewer have no median worth the name.")
            self.add_error("places", sentence % {"fewest": FEWEST_PEERS})
        if given.get("how") == LIKENESS and not given.get("map") and "map" not in self.errors:
            self.add_error("map", gettext("Choose the map by which the regions are found alike."))
        return given
