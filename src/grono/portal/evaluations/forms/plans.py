from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from grono.evaluation import METHODS, plan_from_data
from grono.evaluation.plan_checks import AGGREGATIONS, CONTROLS, DONOR_RULES
from grono.evaluation.plan_words import aggregation_title, control_title, donor_rule_title
from grono.messages import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grono.evaluation import Plan
    from grono.messages import Message
    from grono.portal.strategies.goal_queries import Goal


def _in_reader_language(names: tuple[str, ...], title: Callable[[str], Message]) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [(name, title(name).in_language(get_language() or "en")) for name in names]


class PlanForm(forms.Form):
    """A plan of an evaluation; what is wrong stands at its field.

    ``goals`` are the goals of the strategies that the writer sees.
    """

    question = forms.CharField(
        label=_("Question"),
        max_length=300,
        help_text=_(
            "What you want to know, as you would ask it: did the cluster programme raise employment in Leszno?"
        ),
    )
    goal = forms.ChoiceField(
        label=_("Goal of a strategy that it judges"),
        required=False,
        help_text=_("The plan is locked together with its goal; the page of the goal then shows the verdict."),
    )
    outcome = forms.CharField(
        label=_("Outcome"),
        max_length=200,
        help_text=_("What is measured, with its unit: employees in the industry, persons."),
    )
    treated = forms.CharField(
        label=_("Where the policy took place, and since when"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One place a line, with its first year, quarter or month: Leszno: 2011. Write it as the table will."
        ),
    )
    method = forms.ChoiceField(
        label=_("Method"),
        choices=_in_reader_language(tuple(METHODS), METHODS.__getitem__),
        help_text=_("Synthetic control suits one place; group-time effects suit places that began at different times."),
    )
    donor_rule = forms.ChoiceField(
        label=_("Compared with whom"), choices=_in_reader_language(DONOR_RULES, donor_rule_title)
    )
    donors = forms.CharField(
        label=_("Listed places"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for a list: one place a line."),
    )
    ring = forms.CharField(
        label=_("Spill-over ring"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Places so near that the policy may have touched them too, one a line."),
    )
    first_period = forms.CharField(
        label=_("Compare since"), required=False, help_text=_("Empty: since the table begins.")
    )
    last_period = forms.CharField(label=_("Compare until"), required=False, help_text=_("Empty: until the table ends."))
    control = forms.ChoiceField(
        label=_("Group-time effects: compared with"), choices=_in_reader_language(CONTROLS, control_title)
    )
    aggregation = forms.ChoiceField(
        label=_("Group-time effects: mean over"), choices=_in_reader_language(AGGREGATIONS, aggregation_title)
    )
    covariates = forms.CharField(
        label=_("Further columns to be met"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for the synthetic control: names of columns, one a line."),
    )
    alpha = forms.FloatField(
        label=_("Accepted chance of an error, α"),
        initial=0.05,
        help_text=_("0.05 needs at least 19 placebos, 0.1 at least 9."),
        localize=True,
    )
    seed = forms.IntegerField(label=_("Seed of what is drawn by chance"), initial=1, min_value=0)
    draws = forms.IntegerField(label=_("Draws"), initial=999)

    plan: Plan | None = None

    def __init__(self, *args: Any, goals: Sequence[Goal] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices: dict[str, list[tuple[str, str]]] = {}
        for goal in goals:
            address = f"{goal.strategy.public_id}/{goal.key}"
            choices.setdefault(goal.strategy.title, []).append((address, goal.name))
        self.fields["goal"].choices = [("", gettext("none")), *choices.items()]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, plan: Plan, goals: Sequence[Goal] = ()) -> PlanForm:
        """Return the form filled in with a plan."""
        values: dict[str, Any] = plan.data()
        values["treated"] = "\n".join(f"{unit}: {period}" for unit, period in plan.treated)
        for name in ("donors", "ring", "covariates"):
            values[name] = "\n".join(values[name])
        return cls(initial=values, goals=goals)

    def clean(self) -> dict[str, Any]:
        """Let the library judge the plan; its sentences go to the fields they are about."""
        values = super().clean() or {}
        if self.errors:
            return values
        plain = dict(values)
        treated = self._treated(values["treated"])
        if self.errors:
            return values
        for name in ("donors", "ring", "covariates"):
            plain[name] = [line.strip() for line in values[name].splitlines() if line.strip()]
        try:
            self.plan = plan_from_data(plain | {"treated": treated})
        except InputError as error:
            for problem in error.problems:
                field = problem.column if problem.column in self.fields else None
                self.add_error(field, problem.message.in_language(get_language() or "en"))
        return values

    def _treated(self, text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            unit, sign, period = (part.strip() for part in line.rpartition(":"))
            if not line.strip():
                continue
            if not sign or not unit or not period:
                self.add_error(
                    "treated",
                    gettext(
                        'Line %(number)s, "%(line)s": write the place, a colon and its first period, such as Leszno: 2011.'
                    )
                    % {"number": number, "line": line.strip()},
                )
            elif unit in found:
                self.add_error(
                    "treated",
                    gettext('Line %(number)s: "%(unit)s" stands there a second time. Keep one line for each place.')
                    % {"number": number, "unit": unit},
                )
            else:
                found[unit] = period
        return found
