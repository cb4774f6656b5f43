"""Effects where units begin at different times, after Callaway and Sant'Anna: each group against units not touched yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import stats

from grono.measures.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray

    IntArray = NDArray[np.int64]

Control = Literal["never", "not_yet"]
Aggregation = Literal["simple", "group", "dynamic", "calendar"]


@dataclass(frozen=True)
class GroupTimeEffect:
    """The mean effect on the units that began in one period, in one period.

    Parameters
    ----------
    group, period : int
        When the units began; when the effect is measured (places of periods).
    estimate, standard_error : float
        In units of the outcome.
    """

    group: int
    period: int
    estimate: float
    standard_error: float

    @property
    def before(self) -> bool:
        """Whether the period lies before the beginning: then the estimate is a check, not an effect."""
        return self.period < self.group


@dataclass(frozen=True)
class GroupTimeEffects:
    """All effects by group and time with what each unit adds to them.

    Parameters
    ----------
    effects : tuple of GroupTimeEffect
        By group, then by period.
    influence : numpy.ndarray, shape (units, effects)
        Influence function: the covariance of the estimates is its second moment divided by the number of units.
    first : numpy.ndarray of int, shape (units,)
        When each unit began; the number of periods for never.
    """

    effects: tuple[GroupTimeEffect, ...]
    influence: FloatArray
    first: IntArray


@dataclass(frozen=True)
class Aggregate:
    """Effects put together into one number.

    Parameters
    ----------
    estimate, standard_error : float
        The number and its error by the influence function.
    parts : tuple of (int, float, float)
        What it is the mean of: group, length of exposure or period, with estimate and standard error.
    influence : numpy.ndarray, shape (units,)
        Influence function of ``estimate``.
    part_influence : numpy.ndarray, shape (units, parts)
        Influence function of the parts.
    """

    estimate: float
    standard_error: float
    parts: tuple[tuple[int, float, float], ...]
    influence: FloatArray
    part_influence: FloatArray

    @property
    def p_value(self) -> float:
        """Two-sided p by the normal distribution."""
        if self.standard_error == 0:
            return 0.0 if self.estimate else 1.0
        return float(2 * stats.norm.sf(abs(self.estimate) / self.standard_error))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the confidence interval by the normal distribution."""
        half = float(stats.norm.ppf(0.5 + level / 2)) * self.standard_error
        return self.estimate - half, self.estimate + half


def group_time_effects(outcome: ArrayLike, first: ArrayLike, *, control: Control = "never") -> GroupTimeEffects:
    r"""Return the mean effect for each group of units that began together and each period.

    .. math:: ATT(g,t) = E[Y_t - Y_{b} \mid G = g] - E[Y_t - Y_{b} \mid C],\qquad b = g-1 \;(t \ge g),\; t-1 \;(t < g)

    Parameters
    ----------
    outcome : array_like, shape (units, periods)
        A balanced panel without gaps.
    first : array_like of int, shape (units,)
        Place of the first treated period; the number of periods, or more, for a unit that is never treated. Units treated from
        the first period on have no time before and are left out.
    control : {"never", "not_yet"}
        Whether a group is compared with units never treated, or with all that are not treated by then.

    Raises
    ------
    ValueError
        When the panel has gaps, or nothing is left to compare with.

    References
    ----------
    Callaway and Sant'Anna, doi:10.1016/j.jeconom.2020.12.001, without covariates (STR-39).
    """
    values = np.asarray(outcome, dtype=np.float64)
    if values.ndim != 2 or not np.isfinite(values).all():
        sentence = "a balanced panel without gaps is needed"
        raise ValueError(sentence)
    periods = values.shape[1]
    begins = np.minimum(np.asarray(first, dtype=np.int64), periods)
    kept = begins > 0
    values, begins = values[kept], begins[kept]
    found: list[tuple[int, int, float, FloatArray]] = []
    for group in sorted(set(begins.tolist()) - {periods}):
        for period in range(1, periods):
            base = group - 1 if period >= group else period - 1
            compared = _control(begins, group, max(period, base), periods, control)
            if compared.any():
                change = values[:, period] - values[:, base]
                found.append((group, period, *_difference(change, begins == group, compared)))
    if not found:
        sentence = "no unit is left to compare with: every unit is treated when the others begin"
        raise ValueError(sentence)
    influence = np.column_stack([row[3] for row in found])
    errors = _standard_errors(influence)
    effects = tuple(
        GroupTimeEffect(group, period, estimate, float(error))
        for (group, period, estimate, _), error in zip(found, errors, strict=True)
    )
    return GroupTimeEffects(effects, influence, begins)


def _control(begins: IntArray, group: int, period: int, periods: int, control: Control) -> BoolArray:
    never = begins >= periods
    if control == "never":
        return np.asarray(never)
    return np.asarray(never | ((begins > period) & (begins != group)))


def _difference(change: FloatArray, treated: BoolArray, compared: BoolArray) -> tuple[float, FloatArray]:
    """Return the difference of two means of changes, and what each unit adds to it."""
    units = len(change)
    mean, other = float(change[treated].mean()), float(change[compared].mean())
    influence = np.where(treated, (change - mean) * units / treated.sum(), 0.0)
    influence -= np.where(compared, (change - other) * units / compared.sum(), 0.0)
    return mean - other, influence


def _standard_errors(influence: FloatArray) -> FloatArray:
    return np.asarray(np.sqrt((influence**2).sum(axis=0)) / influence.shape[0])


def aggregate(found: GroupTimeEffects, kind: Aggregation = "simple") -> Aggregate:
    """Put the effects after the beginning together into one number.

    Parameters
    ----------
    found : GroupTimeEffects
        Effects by group and time.
    kind : {"simple", "group", "dynamic", "calendar"}
        *simple*: all effects after the beginning, weighted by the size of the group; *group*: first the mean of each group, then
        by size; *dynamic*: first by length of exposure, then plainly over lengths; *calendar*: first by period, then plainly.
    """
    after = [place for place, effect in enumerate(found.effects) if not effect.before]
    if kind == "simple":
        estimate, influence = _weighted(found, after)
        part = np.zeros((len(influence), 0))
        return Aggregate(estimate, float(_standard_errors(influence[:, None])[0]), (), influence, part)
    names = sorted({_key(found.effects[place], kind) for place in after})
    parts = [_weighted(found, [place for place in after if _key(found.effects[place], kind) == name]) for name in names]
    table = np.column_stack([influence for _, influence in parts])
    errors = _standard_errors(table)
    values = np.array([estimate for estimate, _ in parts])
    if kind == "group":
        shares, moved = _group_shares(found, names)
        estimate, influence = float(shares @ values), table @ shares + moved @ values
    else:
        estimate, influence = float(values.mean()), table.mean(axis=1)
    rows = tuple((name, float(value), float(error)) for name, value, error in zip(names, values, errors, strict=True))
    return Aggregate(estimate, float(_standard_errors(influence[:, None])[0]), rows, influence, table)


def _key(effect: GroupTimeEffect, kind: Aggregation) -> int:
    if kind == "group":
        return effect.group
    return effect.period - effect.group if kind == "dynamic" else effect.period


def _weighted(found: GroupTimeEffects, places: Sequence[int]) -> tuple[float, FloatArray]:
    """Return a mean of effects by the size of their groups; that sizes are estimates too is part of its error."""
    shares, moved = _group_shares(found, [found.effects[place].group for place in places])
    values = np.array([found.effects[place].estimate for place in places])
    return float(shares @ values), np.asarray(found.influence[:, list(places)] @ shares + moved @ values)


def _group_shares(found: GroupTimeEffects, groups: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """Return the weights of groups by size, and the influence of each unit on them."""
    inside = (found.first[:, None] == np.asarray(groups)[None, :]).astype(np.float64)
    sizes = inside.mean(axis=0)
    total = sizes.sum()
    centred = inside - sizes
    moved = centred / total - centred.sum(axis=1, keepdims=True) * sizes / total**2
    return sizes / total, moved


@dataclass(frozen=True)
class Bootstrapped:
    """Errors by the multiplier bootstrap.

    Parameters
    ----------
    standard_errors : numpy.ndarray, shape (estimates,)
        From the spread between the quartiles of the draws.
    critical : float
        So many standard errors to each side hold all estimates at once with the wanted probability.
    """

    standard_errors: FloatArray
    critical: float


_QUARTILES = float(stats.norm.ppf(0.75) - stats.norm.ppf(0.25))


def multiplier_bootstrap(influence: FloatArray, *, seed: int, draws: int = 999, level: float = 0.95) -> Bootstrapped:
    """Draw signs for the units again and again, and see how the estimates would move (all of them together).

    Parameters
    ----------
    influence : numpy.ndarray, shape (units, estimates)
        What each unit adds to each estimate.
    seed, draws : int
        Seed of the run and number of draws.
    level : float
        Probability with which the band holds all estimates.
    """
    units = influence.shape[0]
    generator = stream(seed, "multiplier_bootstrap")
    moved = np.stack([generator.choice((-1.0, 1.0), size=units) @ influence for _ in range(draws)]) / units
    quartiles = np.quantile(moved, [0.25, 0.75], axis=0)
    errors = (quartiles[1] - quartiles[0]) / _QUARTILES
    known = errors > 0
    largest = np.abs(moved[:, known] / errors[known]).max(axis=1) if known.any() else np.zeros(draws)
    critical = max(float(np.quantile(largest, level)), float(stats.norm.ppf(0.5 + level / 2)))
    return Bootstrapped(np.asarray(errors), critical)
