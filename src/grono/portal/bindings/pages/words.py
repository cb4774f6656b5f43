"""Words that the pages of the bindings share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.stored import transformation_of
from grono.portal.core.display import Cell, Link
from grono.portal.core.templatetags.grono import day, number
from grono.portal.strategies.pages.wording import foreign, reader_language, said
from grono.quantities import display, exact
from grono.strategy.flags import flag_words
from grono.strategy.measure_series import EMPLOYEES
from grono.strategy.series import Combine

if TYPE_CHECKING:
    from fractions import Fraction

    from grono.portal.bindings.models import Arrival, Binding
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity
    from grono.strategy.series import Figure


def quantity(value: Quantity) -> str:
    """Return a quantity in the reader's form, with its absence in words."""
    return display(value, reader_language())


def flag_text(flag: str) -> str:
    """Return a flag as the source wrote it, with its meaning."""
    if not flag:
        return ""
    return f"{flag}: {', '.join(said(word) for word in flag_words(flag))}"


def digits(value: Fraction | None) -> str | None:
    """Return a number with the digits that its size deserves."""
    if value is None:
        return None
    small = 2 if abs(value) >= 1 else 4
    return number(float(value), 0 if abs(value) >= 1000 or value.denominator == 1 else small)


def rule_text(binding: Binding) -> str:
    """Return how the peers were chosen."""
    if not binding.peers:
        return ""
    if "differences" not in binding.peer_rule:
        return _("chosen by hand")
    return _("the nearest by their mix of industries: half of Krugman's index, on the map %(map)s") % {
        "map": binding.peer_rule.get("title", binding.peer_rule["map"])
    }


def cell_of(figure: Figure | None) -> Cell:
    """Return a value with its flag below it."""
    if figure is None:
        return Cell(None)
    return Cell(quantity(figure.quantity), detail=flag_text(figure.flag))


def way(strategy: Strategy, key: str = "", name: str = "") -> list[Link]:
    """Return the way to a page."""
    steps = [
        Link(_("Strategies"), reverse("strategies:list")),
        Link(foreign(strategy.title, strategy.language), reverse("strategies:strategy", args=[strategy.public_id])),
        Link(_("Indicators from statistics"), reverse("bindings:list", args=[strategy.public_id])),
    ]
    if key:
        steps.append(
            Link(foreign(name, strategy.language), reverse("bindings:indicator", args=[strategy.public_id, key]))
        )
    return steps


def published_text(arrival: Arrival) -> str:
    """Return the source's own date in words, and that of the reading."""
    read = _("read on %(day)s") % {"day": day(arrival.arrived_at)}
    if arrival.source_date is None:
        return _("the source gives no date of its own; %(read)s") % {"read": read}
    return _("published on %(day)s; %(read)s") % {"day": day(arrival.source_date), "read": read}


def choice_text(binding: Binding) -> str:
    """Return what is taken from the source, in its own codes."""
    choice = binding.choice
    if binding.source == SourceKind.MAP:
        measure = _("employees") if choice["measure"] == EMPLOYEES else choice["measure"]
        return f"{measure}, {binding.place}"
    if binding.source == SourceKind.BDL:
        return f"{', '.join(str(one) for one in choice['variables'])}, {binding.place}"
    filters = "; ".join(f"{name}={','.join(codes)}" for name, codes in sorted(choice["filters"].items()))
    return f"{choice['dataset']}, {filters}, {binding.place}"


def transformation_text(binding: Binding) -> str:
    """Return what is done to the figures on their way."""
    done = transformation_of(binding.transformation)
    parts = []
    if len(done.parts) > 1 or done.combine is not Combine.SUM:
        parts.append(f"{said(done.combine.label)}: {', '.join(done.parts) or _('all')}")
    elif done.parts:
        parts.append(done.parts[0])
    if done.multiplier != 1:
        parts.append(f"× {display(exact(done.multiplier), reader_language())}")
    later = _("counts %(years)s years later") % {"years": done.years_later} if done.years_later else ""
    return "; ".join(part for part in (*parts, later) if part) or _("as the source has them")
