"""The form of a wave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.forms import DateInput
from grono.portal.surveys.actions.waves import Plan
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.forms.designing import language_name
from grono.portal.surveys.kinds import REMINDER_DAYS, WaveState
from grono.portal.surveys.populations import choices_for
from grono.portal.surveys.queries import waves_to_precede

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Version, Wave

LAST_DAY_OF_REMINDERS = 365


class WaveForm(forms.Form):
    """Title in each language, period, population, last day, reminders, and the wave to compare with."""

    def __init__(self, *args: Any, reader: Reader, version: Version, wave: Wave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wave, self.languages = wave, version.definition.languages
        self.is_fixed = wave is not None and wave.state != WaveState.DRAFT
        for code in self.languages:
            title, found = text_in(version.definition.title, code)
            self.fields[f"title_{code}"] = forms.CharField(
                label=f"{_('Title')} ({language_name(code)})",
                max_length=200,
                initial=wave.titles.get(code, "") if wave else title if found == code else "",
            )
        if not self.is_fixed:
            self._add_fixed(reader, version)
        self.fields["closes_on"] = forms.DateField(
            label=_("Last day for answers"), widget=DateInput(), initial=wave.closes_on if wave else None
        )
        days = wave.days_of_reminders if wave else REMINDER_DAYS
        self.fields["days_of_reminders"] = forms.CharField(
            label=_("Days of reminders"),
            required=False,
            initial=", ".join(map(str, days)),
            help_text=_("Days after the invitation, with commas between them. Whoever has handed in gets none."),
        )

    def _add_fixed(self, reader: Reader, version: Version) -> None:
        """Add what stays as it is once the wave is open."""
        wave = self.wave
        self.fields["period"] = forms.CharField(
            label=_("Reference period"),
            max_length=40,
            initial=wave.period if wave else "",
            help_text=_("What the answers are about, for example 2025. Begin with the year."),
        )
        self.fields["population"] = forms.ChoiceField(
            label=_("Who is asked"), choices=choices_for(reader), initial=wave.population if wave else None
        )
        before = [("", _("none"))]
        self.waves_before = {one.public_id: one for one in waves_to_precede(version, without=wave)}
        before += [(public_id, f"{one} ({one.period})") for public_id, one in self.waves_before.items()]
        self.fields["previous"] = forms.ChoiceField(
            label=_("Compared with the wave"),
            choices=before,
            required=False,
            initial=wave.previous.public_id if wave and wave.previous else "",
        )

    def clean_days_of_reminders(self) -> list[int]:
        """Read the days."""
        parts = [part for part in re.split(r"[,;\s]+", self.cleaned_data["days_of_reminders"]) if part]
        if not all(part.isdecimal() and 0 < int(part[:6]) <= LAST_DAY_OF_REMINDERS for part in parts):
            raise forms.ValidationError(_("Write whole numbers of days, for example 7, 14, 21."))
        return sorted({int(part) for part in parts})

    def plan(self) -> Plan:
        """Return the wave that was written down."""
        cleaned = self.cleaned_data
        wave = self.wave
        titles = {code: cleaned[f"title_{code}"] for code in self.languages}
        if self.is_fixed and wave is not None:
            return Plan(
                titles, wave.period, wave.population, cleaned["closes_on"], wave.previous, cleaned["days_of_reminders"]
            )
        names = dict(self.fields["population"].choices)  # type: ignore[attr-defined]
        return Plan(
            titles,
            cleaned["period"],
            cleaned["population"],
            cleaned["closes_on"],
            self.waves_before.get(cleaned["previous"]),
            cleaned["days_of_reminders"],
            {get_language() or "pl": str(names[cleaned["population"]])},
        )
