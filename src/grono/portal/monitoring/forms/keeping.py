from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.core.forms import DateInput
from grono.portal.core.queries import user_with_address

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Period

NOT_YET = gettext_lazy("This day has not come yet. Choose today or an earlier day.")


class PeriodForm(forms.Form):
    """A new reporting period."""

    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DateInput())
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DateInput())
    deadline = forms.DateField(label=gettext_lazy("Report by"), widget=DateInput())


class HolderForm(forms.Form):
    """Who holds a post from what day on."""

    post = forms.ChoiceField(label=gettext_lazy("Post"))
    email = forms.EmailField(label=gettext_lazy("E-mail address of the person's account"), max_length=254)
    since = forms.DateField(label=gettext_lazy("Since"), widget=DateInput(), initial=timezone.localdate)

    def __init__(self, *args: Any, posts: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["post"].choices = [(post, post) for post in posts]  # type: ignore[attr-defined]

    def clean_email(self) -> User:
        """Find the person."""
        found = user_with_address(self.cleaned_data["email"])
        if found is None:
            raise forms.ValidationError(
                _("Nobody with this address has an account. Ask the administrator to invite the person.")
            )
        return found


class KnownForm(forms.Form):
    """Which period, as known on which day."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    known_on = forms.DateField(label=gettext_lazy("As known on"), required=False, widget=DateInput())

    def __init__(self, *args: Any, periods: Sequence[Period], **options: Any) -> None:
        super().__init__(*args, **options)
        self.periods = periods
        choices = [("", _("the last one due")), *((period.public_id, str(period)) for period in reversed(periods))]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    def clean_known_on(self) -> datetime.date | None:
        """Refuse a day on which nothing is known yet."""
        day: datetime.date | None = self.cleaned_data["known_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(NOT_YET)
        return day

    def wanted(self) -> dict[str, Any]:
        """Return what was asked for; what is not valid does not count."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        chosen = next((period for period in self.periods if period.public_id == given.get("period")), None)
        return {"period": chosen, "known_on": given.get("known_on")}


class BringForm(forms.Form):
    """A workbook that was filled in."""

    file = forms.FileField(
        label=gettext_lazy("Workbook"), help_text=gettext_lazy("The file you took from this page, filled in, as XLSX.")
    )
