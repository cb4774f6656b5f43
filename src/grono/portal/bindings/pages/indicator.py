"""The page of an indicator that takes its values from a source: where from, what came, what would change, beside whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.bindings.actions import READ_SOURCE
from grono.portal.bindings.actions.arriving import TAKEN_KINDS
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.pages.compared import figure_of, peer_table, sentences_of
from grono.portal.bindings.pages.forecast import forecast_of_page
from grono.portal.bindings.pages.values import preview_of, values_table
from grono.portal.bindings.pages.words import choice_text, published_text, rule_text, transformation_text, way
from grono.portal.bindings.queries import (
    BIND,
    as_figures,
    binding_of,
    changes_by,
    latest_arrival,
    source_is_public,
    taken_values,
)
from grono.portal.core.display import Download, Fact, Link, Provenance
from grono.portal.core.queries import latest_run
from grono.portal.strategies.pages.wording import reader_language

if TYPE_CHECKING:
    from grono.portal.bindings.models import Arrival, Binding
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy import ProgrammeIndicator


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
        "values": values_table(strategy, indicator, values),
        "forecast": forecast_of_page(indicator, as_figures(values.values())) if values else None,
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
        **_of_waiting(binding, waiting),
        "is_withdrawn": newest is None if not reader.can(BIND) else not source_is_public(reader, binding),
        "facts": _facts(binding, compared, newest),
        "provenance": _provenance(newest) if newest is not None else None,
        "arrival": newest,
        "run": run if run is not None and not run.finished else None,
        "failed": run if run is not None and run.state == "failed" else None,
        "figure": figure_of(newest, compared) if newest is not None else None,
        "sentences": sentences_of(compared, indicator) if newest is not None else [],
        "peer_table": peer_table(compared) if binding.peers and newest is not None else None,
    }


def _of_waiting(binding: Binding, waiting: Arrival | None) -> dict[str, Any]:
    if waiting is None:
        return {}
    changed = changes_by(binding, waiting)
    news = sum(one.kind in TAKEN_KINDS for one in changed)
    return {"waiting": waiting, "news": news, "preview": preview_of(waiting, changed)}


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
        Fact(_("Peer regions"), len(binding.peers) or None, detail=rule_text(binding)),
    ]


def _provenance(newest: Arrival) -> Provenance:
    sure = _("Values as the source publishes them, with its flags; what is missing there is missing here.")
    return Provenance(sure, published_text(newest), newest.source_text)
