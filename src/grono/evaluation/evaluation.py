"""A plan carried out on a table: the whole way from the plan to the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.evaluation.estimating import estimate
from grono.evaluation.panel import read_panel
from grono.evaluation.pretrends import pretrend
from grono.evaluation.sample import sample
from grono.evaluation.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from grono.evaluation.estimate import Estimate
    from grono.evaluation.plan import Plan
    from grono.evaluation.pretrends import Pretrend
    from grono.evaluation.sample import Sample
    from grono.evaluation.verdict import Verdict


@dataclass(frozen=True)
class Evaluation:
    """What came out.

    Parameters
    ----------
    plan : Plan
        What was to be done.
    sample : Sample
        The units and periods that were compared.
    estimate : Estimate
        The number with its placebos.
    pretrend : Pretrend
        The test of the time before.
    verdict : Verdict
        What may be said.
    """

    plan: Plan
    sample: Sample
    estimate: Estimate
    pretrend: Pretrend
    verdict: Verdict

    def data(self) -> dict[str, Any]:
        """Return everything as plain data for JSON: no NaN, no infinity; sentences in English and Polish."""
        found, cut = self.estimate, self.sample
        return {
            "plan": self.plan.data(),
            "plan_sha256": self.plan.sha256,
            "verdict": {
                "name": self.verdict.name.value,
                "codes": list(self.verdict.codes),
                "reasons": {
                    language: [reason.in_language(language) for reason in self.verdict.reasons]
                    for language in ("en", "pl")
                },
            },
            "effect": found.effect,
            "standard_error": found.standard_error,
            "interval": None if found.interval is None else list(found.interval),
            "p_value": found.p_value,
            "p_by": found.p_by,
            "pretrend": {
                "p_value": self.pretrend.p_value,
                "by": self.pretrend.by,
                "statistic": self.pretrend.statistic,
            },
            "ratio": found.ratio,
            "error_before": _root_mean_square(found.gap[: cut.periods_before]),
            "error_after": _root_mean_square(found.gap[cut.periods_before :]),
            "periods_before": cut.periods_before,
            "treated_units": list(cut.treated_units),
            "donor_units": list(cut.donor_units),
            "ring_donors": list(cut.ring_donors),
            "series": self.series(),
            "placebos": [
                {
                    "units": list(placebo.units),
                    "estimate": placebo.estimate,
                    "ratio": placebo.ratio,
                    "gap": placebo.gap.tolist(),
                }
                for placebo in found.placebos
            ],
            "unit_weights": dict(found.unit_weights),
            "period_weights": dict(found.period_weights),
            "parts": [dict(part) for part in found.parts],
        }

    def series(self) -> list[dict[str, Any]]:
        """Return period by period: the treated, the counterfactual, the gap."""
        found = self.estimate
        return [
            {"period": period, "treated": own, "counterfactual": other, "gap": gap}
            for period, own, other, gap in zip(
                self.sample.panel.periods,
                found.treated.tolist(),
                found.counterfactual.tolist(),
                found.gap.tolist(),
                strict=True,
            )
        ]


def evaluate(plan: Plan, table: pa.Table, progress: Callable[[int, int], None] | None = None) -> Evaluation:
    """Carry out a plan on a tidy table.

    Parameters
    ----------
    plan : Plan
        What to do; see :func:`grono.evaluation.plan_from_data`.
    table : pyarrow.Table
        Columns *unit*, *period*, *outcome*, perhaps *treated_from* and covariates; see :func:`grono.evaluation.read_panel`.
    progress : callable, optional
        Called with the number of placebos done and their total.

    Raises
    ------
    InputError
        With everything in the table that does not fit, or does not fit the plan.
    """
    panel = read_panel(table, treated_from=dict(plan.treated), covariates=plan.covariates)
    cut = sample(plan, panel)
    found = estimate(plan, cut, progress)
    before = pretrend(plan, cut, found)
    return Evaluation(plan, cut, found, before, verdict(plan, cut, found, before))


def _root_mean_square(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return float(np.sqrt((values**2).mean()))
