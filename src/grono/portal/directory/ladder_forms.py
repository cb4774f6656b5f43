"""The form of one rule of the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.directory.field_rules import allowed_rungs
from grono.portal.directory.kinds import Rung

if TYPE_CHECKING:
    from grono.portal.directory.visibility import Rule

NAMES = ("default", "least", "most")


class FieldRuleForm(forms.Form):
    """The default and the range of a field, and why."""

    default = forms.TypedChoiceField(label=_("Unless the organisation chooses, seen by"), choices=Rung, coerce=int)
    least = forms.TypedChoiceField(
        label=_("An organisation may restrict it as far as"), choices=Rung, coerce=int,
        help_text=_("Where an organisation has restricted it further, the field becomes visible to these."),
    )  # fmt: skip
    most = forms.TypedChoiceField(
        label=_("An organisation may open it as far as"), choices=Rung, coerce=int,
        help_text=_("Where an organisation has opened it further, the field is closed to the others."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It stands in the history of the rule and in the audit.")
    )

    def __init__(self, *args: Any, field: str, natural_person: bool, rule: Rule, **kwargs: Any) -> None:
        stored = {"default": int(rule.default), "least": int(rule.least), "most": int(rule.most)}
        kwargs["initial"] = stored | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        least, most = allowed_rungs(field, natural_person=natural_person)
        for name, allowed in (("default", most), ("least", least), ("most", most)):
            chosen: Any = self.fields[name]
            chosen.choices = [(rung.value, rung.label) for rung in allowed]

    def clean(self) -> dict[str, Any]:
        """Refuse a default outside the range."""
        data = super().clean() or {}
        if all(name in data for name in NAMES) and not data["least"] <= data["default"] <= data["most"]:
            self.add_error("default", gettext("The default has to lie inside the allowed range."))
        return data

    @property
    def rungs(self) -> dict[str, int]:
        """Return the checked rungs."""
        return {name: self.cleaned_data[name] for name in NAMES}
