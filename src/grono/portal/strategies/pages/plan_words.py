"""Words and small forms that the pages of a plan share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Link, Provenance
from grono.portal.core.templatetags.grono import day, month
from grono.portal.strategies.kinds import Precision
from grono.portal.strategies.pages.wording import foreign, reader_language
from grono.portal.strategies.values import decoded
from grono.quantities import Quantity, display, not_planned, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from grono.portal.strategies.models import Strategy, StrategyVersion
    from grono.quantities.showing import Style
    from grono.strategy import ProgrammeNode


def way(strategy: Strategy, *, plan: bool = True) -> list[Link]:
    """Return the way to a page below a plan."""
    links = [
        Link(_("Strategies"), reverse("strategies:list")),
        Link(strategy.title, reverse("strategies:strategy", args=[strategy.public_id])),
    ]
    return [*links, Link(_("Plan"), reverse("strategies:plan", args=[strategy.public_id]))] if plan else links


def shown(value: Quantity) -> str:
    """Return a quantity in the reader's form."""
    return display(value, reader_language())


def shown_stored(stored: str) -> str:
    """Return a stored value, text or quantity, in the reader's form."""
    value = decoded(stored)
    return shown(value) if isinstance(value, Quantity) else value


def dated(value: date, precision: str) -> str:
    """Return a date as exactly as its source gives it."""
    if precision == Precision.YEAR:
        return str(value.year)
    return month(value) if precision == Precision.MONTH else day(value)


def named(one: ProgrammeNode, parents: Mapping[str, ProgrammeNode]) -> str:
    """Return title with the numbers of the parts above, as in „I.3.1 Współpraca”."""
    numbers, at = [one.number_text], one.parent
    while at is not None and at in parents:
        numbers.append(parents[at].number_text)
        at = parents[at].parent
    number = ".".join(number for number in reversed(numbers) if number)
    return f"{number} {one.title}".strip()


def points_of(values: Iterable[Quantity]) -> Quantity:
    """Return all points together; not planned where there are none."""
    every = list(values)
    return total(every, non_negative_flow=True).value if every else not_planned()


def by_year(values: Mapping[str, Quantity], style: Style = "plain") -> str:
    """Return values with their years in one line."""
    texts = ((year, display(value, reader_language(), style=style)) for year, value in sorted(values.items()))
    return "; ".join(f"{year}: {text}" if year else text for year, text in texts) or "–"


def provenance_of(strategy: Strategy, versions: Sequence[StrategyVersion]) -> Provenance:
    """Return how sure a plan is, how old, and where from."""
    sure = (
        _("As the strategy says it; every change names its authority.")
        if versions
        else _("As entered; not adopted by a resolution here.")
    )
    recorded = max((one.recorded_at for one in versions), default=strategy.created_at)
    return Provenance(sure, _("Entered %(day)s") % {"day": day(recorded)}, foreign(strategy.source, strategy.language))
