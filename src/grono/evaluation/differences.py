"""Difference-in-differences: two groups and two times, two-way fixed effects, first differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.regression import Coefficient, coefficient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray


def two_by_two(
    outcome: ArrayLike, treated: ArrayLike, after: ArrayLike, *, clusters: ArrayLike | None = None
) -> Coefficient:
    r"""Return the difference of two differences: what the treated changed by, less what the others changed by.

    .. math:: \hat\tau = (\bar y_{11} - \bar y_{10}) - (\bar y_{01} - \bar y_{00})

    It is the coefficient of *treated × after* in a regression on both and a constant.

    Parameters
    ----------
    outcome : array_like, shape (observations,)
        What is measured, for each unit and time; the same units need not come back.
    treated, after : array_like of 0 and 1, shape (observations,)
        Group and time of the observation.
    clusters : array_like, shape (observations,), optional
        Which observations belong together; errors are classical without it.

    Returns
    -------
    Coefficient
        Without a standard error where each of the four cells has one observation.

    Raises
    ------
    ValueError
        When a cell is empty or an outcome is missing.

    References
    ----------
    STR-39; Wooldridge, Introductory Econometrics, 7th edition, chapter 13.

    Examples
    --------
    >>> round(two_by_two([10, 16, 9, 11], [1, 1, 0, 0], [0, 1, 0, 1]).estimate, 6)
    4.0
    """
    values, group, time = (np.asarray(part, dtype=np.float64) for part in (outcome, treated, after))
    if not np.isfinite(values).all():
        sentence = "outcomes must be finite numbers; leave out what is missing"
        raise ValueError(sentence)
    cells = {(a, b) for a, b in zip(group.tolist(), time.tolist(), strict=True)}
    if cells != {(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)}:
        sentence = "each of the four cells of treated (0, 1) and after (0, 1) needs an observation, and no other value may occur"
        raise ValueError(sentence)
    design = np.column_stack([group * time, group, time, np.ones(len(values))])
    return coefficient(design, values, 0, clusters=clusters)


def two_way_fixed_effects(outcome: ArrayLike, treatment: ArrayLike, *, clustered: bool = True) -> Coefficient:
    r"""Return the effect of a treatment in a regression with a constant for each unit and for each period.

    .. math:: y_{it} = \alpha_i + \lambda_t + \tau D_{it} + \varepsilon_{it}

    With units that begin at different times the coefficient mixes effects with weights that may be negative; use
    :func:`grono.evaluation.staggered.group_time_effects` there.

    Parameters
    ----------
    outcome : array_like, shape (units, periods)
        A balanced panel without gaps.
    treatment : array_like, shape (units, periods)
        D, usually 0 and 1.
    clustered : bool
        Whether errors are robust to any correlation within a unit; classical otherwise.

    Raises
    ------
    ValueError
        When the panel has gaps, or units and periods alone tell the treatment.

    References
    ----------
    STR-39; Wooldridge, Introductory Econometrics, 7th edition, chapter 14.
    """
    values, given = _panel(outcome), _panel(treatment)
    units, periods = values.shape
    design = _twice_centred(given).reshape(-1, 1)
    if np.abs(design).max() <= 1e-12 * max(float(np.abs(given).max()), 1e-300):
        sentence = "units and periods alone tell the treatment, so its effect is not identified"
        raise ValueError(sentence)
    members = np.repeat(np.arange(units), periods) if clustered else None
    return coefficient(design, _twice_centred(values).ravel(), 0, clusters=members, absorbed=units + periods - 1)


def first_differences(outcome: ArrayLike, treatment: ArrayLike, *, clustered: bool = True) -> Coefficient:
    r"""Return the effect of a treatment from the changes between neighbouring periods.

    .. math:: \Delta y_{it} = \lambda_t + \tau\,\Delta D_{it} + \Delta\varepsilon_{it}

    Parameters
    ----------
    outcome, treatment : array_like, shape (units, periods)
        As for :func:`two_way_fixed_effects`.
    clustered : bool
        Whether errors are robust to any correlation within a unit; classical otherwise.

    Raises
    ------
    ValueError
        When the panel has gaps, or the treatment never changes in a way that periods do not tell.

    References
    ----------
    STR-39; Wooldridge, Introductory Econometrics, 7th edition, chapter 13.
    """
    change, given = np.diff(_panel(outcome), axis=1), np.diff(_panel(treatment), axis=1)
    units, periods = change.shape
    years = np.tile(np.eye(periods), (units, 1))
    members = np.repeat(np.arange(units), periods) if clustered else None
    design = np.column_stack([given.ravel(), years])
    return coefficient(design, change.ravel(), 0, clusters=members)


def _panel(values: ArrayLike) -> FloatArray:
    panel = np.asarray(values, dtype=np.float64)
    if panel.ndim != 2 or panel.shape[0] < 2 or panel.shape[1] < 2 or not np.isfinite(panel).all():
        sentence = f"a balanced panel of at least two units and two periods without gaps is needed, not {panel.shape}"
        raise ValueError(sentence)
    return panel


def _twice_centred(panel: FloatArray) -> FloatArray:
    """Take out the means of units and of periods; exact, as the panel is balanced."""
    return np.asarray(panel - panel.mean(axis=1, keepdims=True) - panel.mean(axis=0, keepdims=True) + panel.mean())
