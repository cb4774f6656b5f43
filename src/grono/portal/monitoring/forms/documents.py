"""Which document to make; for the page for citizens also what it shows and says, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.monitoring.forms.keeping import KnownForm
from grono.portal.monitoring.kinds import DocumentKind
from grono.reports.strategy import INDICATORS, SENTENCES, abbreviations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import BoundField

LONGEST_NAME, LONGEST_SENTENCE = 120, 300
"""One side of A4 holds no more; what is still too long the making of the page says."""


class DocumentForm(KnownForm):
    """Which document to make."""

    kind = forms.ChoiceField(label=gettext_lazy("Document"), choices=DocumentKind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    evaluations = forms.MultipleChoiceField(
        label=gettext_lazy("Evaluations that it cites"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Locked plans, with the verdict where one was published."),
    )
    field_order = ("kind", "language", "period", "known_on", "evaluations")

    def __init__(
        self, *args: Any, plans: Sequence[tuple[str, str]] = (), indicators: Sequence[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if plans:
            self.fields["evaluations"].choices = list(plans)  # type: ignore[attr-defined]
        else:
            del self.fields["evaluations"]
        for number in range(1, INDICATORS + 1):
            self.fields[f"indicator_{number}"] = forms.ChoiceField(
                label=_("Indicator %(number)s") % {"number": number},
                choices=[("", "–"), *((name, name) for name in indicators)],
                required=False,
            )
            self.fields[f"plain_{number}"] = forms.CharField(
                label=_("Indicator %(number)s with its unit in plain words") % {"number": number},
                max_length=LONGEST_NAME,
                required=False,
            )
        for number in range(1, SENTENCES + 1):
            self.fields[f"sentence_{number}"] = forms.CharField(
                label=_("Sentence %(number)s") % {"number": number},
                max_length=LONGEST_SENTENCE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what the page for citizens would refuse, at the field where it stands."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == DocumentKind.CITIZEN:
            self._check_indicators(given)
            self._check_sentences(given)
        return given

    def _check_indicators(self, given: Mapping[str, Any]) -> None:
        seen: set[str] = set()
        for number in range(1, INDICATORS + 1):
            name, plain = given.get(f"indicator_{number}", ""), given.get(f"plain_{number}", "")
            if name and name in seen:
                self.add_error(
                    f"indicator_{number}", _("This indicator was chosen above. Choose another one, or none.")
                )
            if plain and not name:
                self.add_error(f"indicator_{number}", _("Choose the indicator that these words are for."))
            if name:
                self._refuse_short(f"plain_{number}", plain or name)
            seen.add(name)

    def _check_sentences(self, given: Mapping[str, Any]) -> None:
        names = [f"sentence_{number}" for number in range(1, SENTENCES + 1)]
        empty = [name for name in names if not given.get(name)]
        if empty and len(empty) < SENTENCES:
            self.add_error(empty[0], _("Write all three sentences, or none: then Grono writes them from the figures."))
        for name in names:
            self._refuse_short(name, given.get(name, ""))

    def _refuse_short(self, field: str, text: str) -> None:
        found = abbreviations(text)
        if found:
            sentence = _("Write it in full, without an abbreviation: %(words)s.")
            self.add_error(field, sentence % {"words": ", ".join(found)})

    def general(self) -> list[BoundField]:
        """Return the fields of every document."""
        return [field for field in self if field.name in self.field_order]

    def of_citizens(self) -> list[BoundField]:
        """Return the fields of the page for citizens alone."""
        return [field for field in self if field.name not in self.field_order]

    @property
    def says_something_to_citizens(self) -> bool:
        """Say whether one of these fields is filled in or wrong, so that they are not folded away."""
        return any(field.errors or field.value() for field in self.of_citizens())

    def wishes(self) -> dict[str, Any]:
        """Return what the document is to hold beside its figures."""
        chosen = self.cleaned_data.get("evaluations", [])
        wished: dict[str, Any] = {"evaluations": chosen} if chosen else {}
        if self.cleaned_data["kind"] != DocumentKind.CITIZEN:
            return wished
        pairs = [
            (self.cleaned_data[f"indicator_{one}"], self.cleaned_data[f"plain_{one}"])
            for one in range(1, INDICATORS + 1)
        ]
        indicators = [{"name": name, "plain": plain} for name, plain in pairs if name]
        sentences = [text for one in range(1, SENTENCES + 1) if (text := self.cleaned_data[f"sentence_{one}"])]
        return (
            wished
            | ({"indicators": indicators} if indicators else {})
            | ({"sentences": sentences} if sentences else {})
        )


def chosen_before(wishes: Mapping[str, Any]) -> dict[str, str]:
    """Return the indicators of an earlier page for citizens as the form shows them; its sentences were about another period."""
    found: dict[str, str] = {}
    for number, one in enumerate(wishes.get("indicators", ()), 1):
        found |= {f"indicator_{number}": one["name"], f"plain_{number}": one["plain"]}
    return found
