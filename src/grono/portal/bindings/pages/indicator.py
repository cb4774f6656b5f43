"""The page of an indicator that takes its values from a source: where from, what came, what would change, beside whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from grono.messages import Message
from grono.portal.bindings.actions.arriving import TAKEN_KINDS
from grono.portal.bindings.comparing import Compared, aim_of, forecast_of
from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.pages.words import (
    cell_of,
    choice_text,
    flag_text,
    published_text,
    quantity,
    transformation_text,
    way,
)
from grono.portal.bindings.queries import BIND, as_figures, binding_of, latest_arrival, taken_values
from grono.portal.bindings.stored import figures_of
from grono.portal.core.display import Cell, Column, Download, Fact, Figure, Link, Provenance, Table
from grono.portal.core.queries import latest_run
from grono.portal.core.templatetags.grono import day, number
from grono.portal.monitoring.executed import executed_of
from grono.portal.monitoring.measured import TakenFromSource
from grono.portal.strategies.pages.wording import reader_language, said
from grono.quantities import Range, missing
from grono.strategy.peers import FEWEST_PEERS
from grono.strategy.series import changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.bindings.models import Arrival, Binding, TakenValue
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy import Forecast, ProgrammeIndicator

READ_SOURCE = "bindings.read_source"


def indicator_page(reader: Reader, strategy: Strategy, indicator: ProgrammeIndicator) -> dict[str, Any]:
    """Return everything that the page of an indicator shows."""
    binding = binding_of(reader, strategy, indicator.key)
    values = taken_values(strategy).get(indicator.key, {})
    common = {
        "strategy": strategy,
        "indicator": indicator,
        "breadcrumbs": way(strategy),
        "binding": binding,
        "may_bind": reader.can(BIND),
        "sources": _sources(strategy, indicator),
        "values": _values(strategy, indicator, values),
        "forecast": _forecast(indicator, as_figures(values.values())) if values else None,
        "downloads": _downloads(strategy, indicator) if values else [],
        "status_href": reverse("monitoring:indicator", args=[strategy.public_id, indicator.key]),
    }
    return common | (_of_binding(reader, binding, indicator) if binding is not None else {})


def _sources(strategy: Strategy, indicator: ProgrammeIndicator) -> list[Link]:
    return [
        Link(kind.label, reverse("bindings:bind", args=[strategy.public_id, indicator.key, kind.value]))
        for kind in SourceKind
    ]


def _downloads(strategy: Strategy, indicator: ProgrammeIndicator) -> list[Download]:
    return [
        Download(_("All values as a table"), reverse("bindings:file", args=[strategy.public_id, indicator.key]), "CSV")
    ]


def _of_binding(reader: Reader, binding: Binding, indicator: ProgrammeIndicator) -> dict[str, Any]:
    newest = latest_arrival(reader, binding)
    waiting = newest if newest is not None and newest.taken_at is None else None
    run = latest_run(reader, kind=READ_SOURCE, subject_public_id=binding.public_id) if reader.can(BIND) else None
    compared = Compared(binding, newest)
    return {
        "facts": _facts(binding, compared, newest),
        "provenance": _provenance(newest) if newest is not None else None,
        "arrival": newest,
        "waiting": waiting,
        "preview": _preview(binding, waiting) if waiting is not None else None,
        "news": _count_of_news(binding, waiting) if waiting is not None else 0,
        "run": run if run is not None and not run.finished else None,
        "failed": run if run is not None and run.state == "failed" else None,
        "figure": _figure(newest, compared) if newest is not None else None,
        "sentences": sentences_of(compared, indicator) if newest is not None else [],
        "peer_table": _peers(compared) if binding.peers and newest is not None else None,
    }


def _facts(binding: Binding, compared: Compared, newest: Arrival | None) -> list[Fact]:
    language = reader_language()
    source = newest.source_text if newest is not None else ""
    return [
        Fact(
            _("Source"), source or str(SourceKind(binding.source).label), detail=str(SourceKind(binding.source).label)
        ),
        Fact(_("Region"), compared.name(binding.place, language), detail=binding.place),
        Fact(_("What is taken"), choice_text(binding)),
        Fact(_("What is done to it"), transformation_text(binding)),
        Fact(_("Unit of the source"), newest.unit if newest is not None and newest.unit else None),
        Fact(_("Peer regions"), len(binding.peers) or None, detail=_rule_text(binding)),
    ]


def _rule_text(binding: Binding) -> str:
    if not binding.peers:
        return ""
    if "differences" not in binding.peer_rule:
        return _("chosen by hand")
    return _("the nearest by their mix of industries: half of Krugman's index, on the map %(map)s") % {
        "map": binding.peer_rule["map"]
    }


def _provenance(newest: Arrival) -> Provenance:
    sure = _("Values as the source publishes them, with its flags; what is missing there is missing here.")
    return Provenance(sure, published_text(newest), newest.source_text)


def _preview(binding: Binding, waiting: Arrival) -> Table:
    """Return what taking over would change, year by year; gaps are shown too."""
    before = as_figures(taken_values(binding.strategy).get(binding.indicator_key, {}).values())
    rows = [
        [one.period, cell_of(one.before), cell_of(one.after), said(one.kind.label)]
        for one in changes(before, figures_of(waiting, binding.place))
    ]
    columns = [
        Column(_("Year")), Column(_("Taken over before"), numeric=True), Column(_("In the source now"), numeric=True),
        Column(_("What would change")),
    ]  # fmt: skip
    return Table(
        _("What would be taken over"), columns, [[str(row[0]), *row[1:]] for row in rows], note=published_text(waiting)
    )


def _count_of_news(binding: Binding, waiting: Arrival) -> int:
    before = as_figures(taken_values(binding.strategy).get(binding.indicator_key, {}).values())
    return sum(one.kind in TAKEN_KINDS for one in changes(before, figures_of(waiting, binding.place)))


def _values(strategy: Strategy, indicator: ProgrammeIndicator, values: Mapping[int, TakenValue]) -> Table:
    """Return the values taken over beside those that were reported: both stand, and where they differ it is said."""
    reported = {
        one.year: one
        for one in executed_of(strategy).measured.get(indicator.key, ())
        if not isinstance(one.value, TakenFromSource)
    }
    rows: list[list[object]] = []
    for year in sorted({*values, *reported}):
        taken = as_figures([values[year]])[year] if year in values else None
        typed = reported.get(year)
        difference = (
            typed.value.quantity - taken.quantity
            if typed is not None and taken is not None and isinstance(taken.quantity, Range)
            else missing()
        )
        rows.append(
            [
                str(year), cell_of(taken), _source_cell(values.get(year)),
                Cell(quantity(typed.value.quantity), typed.href, typed.value.source_text) if typed is not None else None,
                quantity(difference) if isinstance(difference, Range) else None,
            ]
        )  # fmt: skip
    columns = [
        Column(_("Year")), Column(_("From the source"), numeric=True), Column(_("Source and its date")),
        Column(_("Reported"), numeric=True), Column(_("Reported − source"), numeric=True),
    ]  # fmt: skip
    note = _(
        "Where both stand, the reported value counts for the status, because somebody approved it; nothing is overwritten."
    )
    empty = _("Nothing has been taken over and nothing was reported yet.")
    return Table(_("Values"), columns, rows, note=note, empty=empty)


def _source_cell(value: TakenValue | None) -> Cell | None:
    if value is None:
        return None
    arrival = value.arrival
    detail = day(arrival.source_date) if arrival.source_date else _("no date of its own")
    removed = arrival.binding.removed_at
    if removed is not None:
        detail = _("%(date)s; this binding was removed on %(day)s") % {"date": detail, "day": day(removed)}
    return Cell(arrival.source_text, detail=detail)


def _figure(newest: Arrival, compared: Compared) -> Figure | None:
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
            str(one.period), Cell(_digits(one.own), detail=flag_text(compared.flags.get(one.period, ""))),
            *(_digits(value) for value in (one.lower_quartile, one.median, one.upper_quartile)), one.n, _digits(one.nation),
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


def _digits(value: Any) -> str | None:
    """Return a number with the digits that its size deserves."""
    if value is None:
        return None
    whole = abs(value) >= 1000 or value.denominator == 1
    return number(float(value), 0 if whole else 2)


def sentences_of(compared: Compared, indicator: ProgrammeIndicator) -> list[str]:
    """Return what the change beyond the peers' change is, in words; nothing without peers."""
    if not compared.binding.peers:
        return []
    found = compared.beyond(indicator)
    return [said(found)] if isinstance(found, Message) else [said(one) for one in found.sentences]


def _peers(compared: Compared) -> Table:
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
    return Table(_("Peer regions"), columns, rows, note=_rule_text(compared.binding))


def _forecast(indicator: ProgrammeIndicator, values: Any) -> dict[str, Any] | None:
    """Return the three lines of the forecast, or why there are none."""
    aim, found = aim_of(indicator), forecast_of(indicator, values)
    if found is None or aim is None:
        return None
    head = _("The target is %(target)s by the end of %(year)s.") % {"target": quantity(aim[1]), "year": aim[0]}
    if isinstance(found, Message):
        return {"head": head, "reason": said(found), "table": None}
    return {"head": head, "reason": "", "table": _lines(found)}


def _lines(found: Forecast) -> Table:
    rows: list[list[object]] = [
        [name, _digits(line.pace), said(line.when)]
        for name, line in (
            (_("at the pace of the last year"), found.last_pace),
            (_("at the mean pace of all years"), found.mean_pace),
        )
    ]
    required = found.required
    rows.append(
        [_("needed to reach it in time"), _digits(required), None if required is not None else _("the term has passed")]
    )
    columns = [
        Column(_("Line")),
        Column(_("Change a year"), numeric=True),
        Column(_("When the target would be reached")),
    ]
    lacking = _("What is lacking: %(rest)s.") % {"rest": _digits(found.remaining)}
    note = f"{lacking} {said(found.reason).capitalize()}." if found.reason else lacking
    return Table(_("When the target would be reached"), columns, rows, note=note)
