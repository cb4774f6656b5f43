"""What a method answers: one number, how sure it is, and the series it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class Placebo:
    """One stand-in for the treated.

    Parameters
    ----------
    units : tuple of str
        The donors that stood in.
    estimate : float
        What was found.
    gap : numpy.ndarray, shape (periods,)
        Their outcome less their counterfactual.
    ratio : float or None
        RMSPE after divided by RMSPE before; None where the fit before was exact.
    """

    units: tuple[str, ...]
    estimate: float
    gap: FloatArray
    ratio: float | None


@dataclass(frozen=True)
class Estimate:
    """The answer of one method.

    Parameters
    ----------
    effect : float
        Mean effect on the treated, in units of the outcome.
    standard_error : float or None
        None where the method has none.
    interval : tuple of float or None
        Confidence interval at 1 − α; None where none can be given.
    p_value : float or None
        None where none can be given.
    p_by : {"t", "normal", "placebos"}
        How p was found.
    treated, counterfactual, gap : numpy.ndarray, shape (periods,)
        Mean of the treated, what it would have been, and the difference.
    placebos : tuple of Placebo
        What the method finds where nothing was done.
    ratio : float or None
        RMSPE after divided by RMSPE before.
    unit_weights : dict of str to float
        Weights of donors, the largest first; empty where all count alike.
    period_weights : dict of str to float
        Weights of periods before.
    parts : tuple of dict
        Effects by group and time, or by time since the beginning.
    """

    effect: float
    standard_error: float | None
    interval: tuple[float, float] | None
    p_value: float | None
    p_by: str
    treated: FloatArray
    counterfactual: FloatArray
    gap: FloatArray
    placebos: tuple[Placebo, ...] = ()
    ratio: float | None = None
    unit_weights: Mapping[str, float] = field(default_factory=dict)
    period_weights: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[Mapping[str, object], ...] = ()
