from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.maps.forms.weights import KIND, problem_of_weights, weight_fields, weight_rows, weights_asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grono.portal.maps.forms.weights import WeightRow, Weights

CANDIDATE_RULE, TRADED_RULE = "MAP-16", "MAP-23"
PLACES = "shortlist_places"
"""The parameter that says how many candidates can be chosen: people decide it as they decide the rule."""
WHOLE_CHOICES = {
    "presence_rule": 3,
    "coagglomeration_mean_reference": 2,
    "search_clusters": 2,
    "distance_by_employees": 2,
}
"""Parameters that are one of the first whole numbers; their description says what each number stands for."""
ANALYSIS_OF_RULE = {
    "MAP-21": "coagglomeration",
    "MAP-24": "relatedness",
    "MAP-33": "distance",
    "MAP-38": "clusters",
    "MAP-41": "competitiveness",
    "MAP-44": "acceptability",
}
"""Rule of the specification → the analysis whose parameters stand under it."""
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class OfferedAnalysis:
    """An analysis as the form offers it; one without its table cannot be chosen."""

    name: str
    title: str
    sentence: str
    possible: bool
    needs: str
    chosen: bool


@dataclass(frozen=True)
class ParameterGroup:
    """Parameters of one analysis under its title."""

    title: str
    fields: list[forms.BoundField]


class RuleForm(forms.Form):
    """What to draw: the years, the rule by which an industry becomes a candidate, and what else is computed."""

    analysis = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,
        years: Sequence[int],
        texts: Mapping[str, Any],
        analyses: Sequence[OfferedAnalysis] = (),
        traded_known: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if years:
            self._add_years(years)
        self._texts = texts
        self._traded_known = traded_known
        self.offered = self._as_sent(analyses)
        self.fields["analysis"].choices = [(one.name, one.title) for one in analyses if one.possible]  # type: ignore[attr-defined]
        for name, text in texts.items():
            self.fields[name] = _parameter(name, text, required=name in self._first_names())
        self.fields["seed"] = _seed()
        self.fields.update(weight_fields())

    def _add_years(self, years: Sequence[int]) -> None:
        newest_first = [(str(year), str(year)) for year in sorted(years, reverse=True)]
        self.fields["period"] = forms.ChoiceField(label=_("Year of the map"), choices=newest_first)
        self.fields["base_period"] = forms.ChoiceField(
            label=_("Compared with"),
            choices=newest_first,
            help_text=_("Growth and shift-share are computed between these two years."),
        )

    def _as_sent(self, analyses: Iterable[OfferedAnalysis]) -> list[OfferedAnalysis]:
        """Return the analyses ticked as they were sent, where the form was."""
        if not self.is_bound:
            return list(analyses)
        sent = (
            set(self.data.getlist("analysis")) if hasattr(self.data, "getlist") else set(self.data.get("analysis", ()))
        )
        return [
            OfferedAnalysis(
                one.name, one.title, one.sentence, one.possible, one.needs, one.possible and one.name in sent
            )
            for one in analyses
        ]

    def _first_names(self) -> list[str]:
        rules = {CANDIDATE_RULE, TRADED_RULE} if self._traded_known else {CANDIDATE_RULE}
        return [name for name, text in self._texts.items() if text.rule in rules or name == PLACES]

    def year_fields(self) -> list[forms.BoundField]:
        """Return the two years, or nothing where the table has none."""
        return [self[name] for name in ("period", "base_period") if name in self.fields]

    def rule_fields(self) -> list[forms.BoundField]:
        """Return the limits of the candidate rule, and how many candidates can be chosen."""
        return [self[name] for name in self._first_names()]

    def groups(self) -> list[ParameterGroup]:
        """Return all other parameters, each under its analysis; the seed last."""
        titles = {one.name: one.title for one in self.offered}
        found: dict[str, list[forms.BoundField]] = {}
        for name, text in self._texts.items():
            if name not in self._first_names():
                title = titles.get(ANALYSIS_OF_RULE.get(text.rule, ""), gettext("Other limits"))
                found.setdefault(title, []).append(self[name])
        found[gettext("Chance")] = [self["seed"]]
        return [ParameterGroup(title, fields) for title, fields in found.items()]

    def folded_wrong(self) -> bool:
        """Say whether a parameter of the disclosure has a problem, so that it must be open."""
        folded = [field for group in self.groups() for field in group.fields]
        return any(field.errors for field in [*folded, self[KIND], *self._weight_boxes()])

    def weight_rows(self) -> list[WeightRow]:
        """Return the criteria with their places and ranges."""
        return list(weight_rows(self))

    def _weight_boxes(self) -> list[forms.BoundField]:
        return [field for row in self.weight_rows() for field in row.fields]

    def weights(self) -> Weights:
        """Return which weights of the criteria the shortlist may draw; nothing where every set of them counts."""
        return weights_asked(self.cleaned_data)

    def parameters(self) -> dict[str, float]:
        """Return all parameters; what was left empty keeps the value the map had."""
        return {
            name: float(self.initial[name] if self.cleaned_data.get(name) in {None, ""} else self.cleaned_data[name])
            for name in self._texts
            if name in self.initial or self.cleaned_data.get(name) not in {None, ""}
        }

    def analyses(self) -> list[str]:
        """Return the analyses to run, in the order in which they run."""
        return [one.name for one in self.offered if one.name in self.cleaned_data["analysis"]]

    def seed(self) -> int:
        """Return the seed of everything random."""
        given = self.cleaned_data["seed"]
        return int(self.initial.get("seed", 1) if given is None else given)

    def clean(self) -> dict[str, Any]:
        """Refuse a comparison backwards."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("period") and given.get("base_period") and int(given["base_period"]) > int(given["period"]):
            self.add_error("base_period", gettext("The year compared with must not be later than the year of the map."))
        least, most = given.get("fewest_clusters"), given.get("most_clusters")
        if least is not None and most is not None and least > most:
            self.add_error("most_clusters", gettext("The largest number of clusters must not be below the smallest."))
        if not self.errors and (wrong := problem_of_weights(given)):
            self.add_error(*wrong)
        return given


def _parameter(name: str, text: Any, *, required: bool) -> forms.Field:
    language = get_language() or "en"
    words = {
        "label": text.titles.get(language, text.titles["en"]),
        "help_text": text.descriptions.get(language, text.descriptions["en"]),
        "required": required,
    }
    if name in WHOLE_CHOICES:
        return forms.ChoiceField(choices=[(str(number), str(number)) for number in range(WHOLE_CHOICES[name])], **words)
    return forms.FloatField(
        min_value=text.minimum,
        max_value=text.maximum,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "10"}),
        **words,
    )


def _seed() -> forms.Field:
    return forms.IntegerField(
        label=_("Seed of everything random"),
        help_text=_(
            "The same seed draws the same map again, number by number; any other whole number checks that chance decides nothing."
        ),
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "10"}),
    )
