"""What became of an industry between two maps, in words, and the form that asks for some of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from collections.abc import Iterable

CLASSES = ("new", "stronger", "weaker", "gone", "unchanged", "not_comparable")
CHANGED = CLASSES[:4]


def class_titles() -> dict[str, str]:
    """Return what each class is called."""
    return {
        "new": pgettext("change of an industry", "new candidate"),
        "stronger": pgettext("change of an industry", "stronger"),
        "weaker": pgettext("change of an industry", "weaker"),
        "gone": pgettext("change of an industry", "no candidate any more"),
        "unchanged": pgettext("change of an industry", "within noise"),
        "not_comparable": pgettext("change of an industry", "not comparable"),
    }


def reason_titles() -> dict[str, str]:
    """Return why a line cannot be compared."""
    return {
        "few_plants": _("the sizes of plants are not known on both maps"),
        "depends_on_split": _("depends on how a divided code is split"),
        "only_before": _("only on the earlier map"),
        "only_after": _("only on the later map"),
    }


class ChangeFilterForm(forms.Form):
    """Which lines of a comparison to show."""

    change = forms.ChoiceField(label=lazy("Change"), required=False)
    region = forms.ChoiceField(label=lazy("Region"), required=False)

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"].choices = [("", _("all lines")), *class_titles().items()]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", _("all regions")), *regions]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """Return what is given and valid."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
