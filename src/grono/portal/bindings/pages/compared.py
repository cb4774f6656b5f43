"""An indicator beside its peers and the nation: picture, table, words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from grono.messages import Message
from grono.portal.bindings.pages.words import digits, flag_text, published_text, quantity, rule_text
from grono.portal.core.display import Cell, Column, Figure, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.strategies.pages.wording import reader_language, said
from grono.quantities import Range
from grono.strategy.peers import FEWEST_PEERS

if TYPE_CHECKING:
    from grono.portal.bindings.comparing import Compared
    from grono.portal.bindings.models import Arrival
    from grono.strategy import ProgrammeIndicator


def figure_of(newest: Arrival, compared: Compared) -> Figure | None:
    """Return the picture of an arrival with its table; nothing until it is drawn."""
    kept = newest.pictures.get(reader_language())
    if kept is None:
        return None
    both = f'<div class="on-wide">{kept["svg"]}</div><div class="on-narrow">{kept["narrow"]}</div>'
    return Figure(
        kept["title"],
        mark_safe(both),  # noqa: S308 - drawn and cleaned by grono.charts.for_page
        kept["alternative"],
        f"{newest.source_text}; {published_text(newest)}",
        _series(compared),
    )


def _series(compared: Compared) -> Table:
    rows: list[list[object]] = [
        [
            str(one.period), Cell(digits(one.own), detail=flag_text(compared.flags.get(one.period, ""))),
            *(digits(value) for value in (one.lower_quartile, one.median, one.upper_quartile)), one.n, digits(one.nation),
        ]
        for one in compared.years
    ]  # fmt: skip
    heads = (
        _("Own value"),
        _("Lower quartile"),
        _("Median of the peers"),
        _("Upper quartile"),
        _("Peers"),
        _("Nation"),
    )
    columns = [Column(_("Year")), *(Column(head, numeric=True) for head in heads)]
    note = _("A median and quartiles need at least %(fewest)s peers with a figure.") % {"fewest": FEWEST_PEERS}
    return Table(_("The indicator beside its peers and the nation"), columns, rows, note=note)


def sentences_of(compared: Compared, indicator: ProgrammeIndicator) -> list[str]:
    """Return what the change beyond the peers' change is, in words; nothing without peers."""
    if not compared.binding.peers:
        return []
    found = compared.beyond(indicator)
    return [said(found)] if isinstance(found, Message) else [said(one) for one in found.sentences]


def peer_table(compared: Compared) -> Table:
    """Return each peer with its last value; of peers found by likeness also how far they are."""
    language, differences = reader_language(), compared.binding.peer_rule.get("differences", {})
    rows: list[list[object]] = []
    for place, values in compared.peers.items():
        known = [one for one in values.values() if isinstance(one.quantity, Range)]
        last = known[-1] if known else None
        far = number(float(differences[place]), 3) if place in differences else None
        value = Cell(quantity(last.quantity), detail=str(last.period)) if last else None
        rows.append([Cell(compared.name(place, language), detail=place), value, far])
    columns = [
        Column(_("Peer region")),
        Column(_("Last value"), numeric=True),
        Column(_("Difference of structure"), numeric=True),
    ]
    return Table(_("Peer regions"), columns, rows, note=rule_text(compared.binding))
