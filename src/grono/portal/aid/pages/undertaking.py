"""The page of one undertaking: its head-room, its aid, who is one with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.aid.drawing import calendar_figure
from grono.portal.aid.pages.common import judgement_of, ledger_provenance, state_of, way
from grono.portal.aid.queries import (
    declarations_of,
    grants_visible_to,
    invented_organisation_of,
    ledger_around,
    links_of,
    names_of,
    organisation_of,
    reorganisations_of,
    settings_now,
)
from grono.portal.core.display import Cell, Column, Fact, Link, Table, Tile
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid import calendar, head_room, recheck_undertaking
from grono.stateaid.days import years_before

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from grono.portal.aid.models import Undertaking
    from grono.portal.core.visitor import Reader
    from grono.stateaid import HeadRoom


def one(reader: Reader, undertaking: Undertaking) -> dict[str, Any]:
    """Return the page of an undertaking."""
    today = timezone.localdate()
    ledger, settings = ledger_around(undertaking.number), settings_now()
    room = head_room(ledger, undertaking.number, today, settings=settings)
    judged = {one.grant.identifier: one.judgement for one in recheck_undertaking(ledger, undertaking.number, settings)}
    figure = None
    if room.ceiling is not None:
        until = min(years_before(today, -4), today.replace(year=2030, month=12, day=31))
        stretches = calendar(ledger, undertaking.number, (today, max(until, today)), settings=settings)
        figure = calendar_figure(stretches, room.ceiling)
    return {
        "undertaking": undertaking,
        "tiles": _tiles(room, today),
        "facts": _facts(reader, undertaking, room, judged),
        "figure": figure,
        "grants": _grants(reader, undertaking, judged),
        "links": _links(reader, room) if reader.can("aid.see_ledger") else None,
        "events": _events(reader, undertaking),
        "declared": _declared(reader, undertaking),
        "actions": _actions(reader, undertaking),
        "breadcrumbs": way(reader),
        "provenance": ledger_provenance(undertaking.is_invented),
    }


def _tiles(room: HeadRoom, today: datetime.date) -> list[Tile]:
    absent = _("no parameters are recorded for this day")
    return [
        Tile(_("Free today"), room.free, "EUR", today, absent=absent),
        Tile(_("Used in the window"), room.used, "EUR", today, absent=absent),
        Tile(_("Ceiling"), room.ceiling, "EUR", today, absent=absent),
    ]


def _facts(reader: Reader, undertaking: Undertaking, room: HeadRoom, judged: Mapping[str, str]) -> list[Fact]:
    organisation = organisation_of(reader, undertaking.number) or invented_organisation_of(reader, undertaking)
    names = names_of(room.members)
    shown = room.members if reader.can("aid.see_ledger") else (undertaking.number,)
    facts = [
        Fact(_("Tax number (NIP)"), undertaking.number),
        Fact(
            _("In the directory"),
            str(organisation) if organisation else _("not there"),
            href=reverse("directory:organisation", args=[organisation.public_id]) if organisation else "",
        ),
        Fact(_("Single undertaking today"), ", ".join(names.get(one, one) for one in shown)),
    ]
    if len(shown) < len(room.members):
        facts.append(Fact(_("Further enterprises of it"), str(len(room.members) - len(shown))))
    if room.window:
        span = {"start": day(room.window[0]), "end": day(room.window[1])}
        facts.append(Fact(_("Window"), _("%(start)s to %(end)s, both days included") % span))
    if room.excess:
        lawful = _("old aid stays lawful, nothing new fits")  # a merger puts lawful aid together (AID-10)
        failing = _("a grant recorded is above its ceiling; it counts until it is repaid or withdrawn")
        detail = failing if "fails" in judged.values() else lawful
        facts.append(Fact(_("Above the ceiling"), f"{number(room.excess)} EUR", detail))
    return facts


def _grants(reader: Reader, undertaking: Undertaking, judged: Mapping[str, str]) -> Table:
    rows: list[list[object]] = []
    for grant in grants_visible_to(reader).filter(beneficiary=undertaking):
        now = judgement_of(judged.get(grant.public_id, ""))
        then = judgement_of(grant.verdict.get("judgement", ""))
        rows.append(
            [
                Cell(str(day(grant.granting_date)), reverse("aid:grant", args=[grant.public_id])),
                grant.gge_eur,
                grant.regulation,
                Cell(grant.get_form_display()),
                Cell("", status=state_of(grant)),
                Cell("" if now else None, status=now),
                Cell("" if then else None, status=then),
            ]
        )
    columns = [
        Column(_("Day of granting")),
        Column(_("EUR"), numeric=True),
        Column(_("Regulation")),
        Column(_("Form of the aid")),
        Column(_("State")),
        Column(_("Verdict now")),
        Column(_("Verdict when recorded")),
    ]
    return Table(_("Aid to this undertaking"), columns, rows, empty=_("No aid has been recorded."), stacked=True)


def _links(reader: Reader, room: HeadRoom) -> Table:
    rows: list[list[object]] = [
        [
            Cell(str(link.parent), reverse("aid:undertaking", args=[link.parent.public_id])),
            Cell(str(link.child), reverse("aid:undertaking", args=[link.child.public_id])),
            link.get_kind_display(),
            _span(link.valid_from, link.valid_to),
            _through(via_public_body=link.via_public_body, via_person=link.via_natural_person),
            Cell(_("End it"), reverse("aid:end_link", args=[link.public_id]))
            if link.valid_to is None and reader.can("aid.keep_ledger")
            else None,
        ]
        for link in links_of(reader, room.members)
    ]
    columns = [
        Column(_("Who controls")),
        Column(_("Who is controlled")),
        Column(_("Kind of control")),
        Column(_("Period")),
        Column(_("Counts")),
        Column(_("Act")),
    ]
    return Table(_("Control links"), columns, rows, empty=_("No control links are recorded."))


def _through(*, via_public_body: bool, via_person: bool) -> str:
    if via_public_body:
        return _("no: only through a public body")
    return _("only by setting: through a person") if via_person else _("yes")


def _span(start: datetime.date | None, end: datetime.date | None) -> str:
    if start and end:
        return _("%(start)s to %(end)s") % {"start": day(start), "end": day(end)}
    if start:
        return _("since %(start)s") % {"start": day(start)}
    return _("until %(end)s") % {"end": day(end)} if end else _("always")


def _events(reader: Reader, undertaking: Undertaking) -> Table | None:
    events = reorganisations_of(reader, undertaking.number)
    if not events:
        return None
    names = names_of(one for event in events for one in event.parties)
    rows: list[list[object]] = [
        [
            event.get_kind_display(),
            str(day(event.effective_date)),
            ", ".join(names.get(one, one) for one in event.parties),
            ", ".join(event.equity) or None,
        ]
        for event in events
    ]
    columns = [
        Column(_("What happened")),
        Column(_("Effective date")),
        Column(_("Parties")),
        Column(_("Book value of equity")),
    ]
    return Table(_("Mergers and splits"), columns, rows, stacked=True)


def _declared(reader: Reader, undertaking: Undertaking) -> Table | None:
    declarations = declarations_of([undertaking.number]) if reader.can("aid.see_ledger") else ()
    if not declarations:
        return None
    newest = declarations[0]
    rows: list[list[object]] = [
        [str(day(grant.granting_date)), grant.gge_eur, grant.regulation] for grant in newest.listed_aid
    ]
    columns = [Column(_("Day of granting")), Column(_("EUR"), numeric=True), Column(_("Regulation"))]
    caption = _("Aid declared on %(day)s") % {"day": day(newest.day)}
    return Table(caption, columns, rows, empty=_("It declared that it received no aid elsewhere."))


def _actions(reader: Reader, undertaking: Undertaking) -> list[Link]:
    form = Link(_("The applicant’s form"), reverse("aid:application", args=[undertaking.public_id]), "secondary")
    if not reader.can("aid.see_ledger"):
        return [form]
    query = f"?number={undertaking.number}"
    links = [Link(_("May we grant it?"), reverse("aid:check") + query), form]
    if reader.can("aid.keep_ledger"):
        links += [
            Link(_("Record a grant"), reverse("aid:record") + query, "secondary"),
            Link(_("Record a declaration"), reverse("aid:declare", args=[undertaking.public_id]), "secondary"),
            Link(_("Record a control link"), reverse("aid:add_link") + query, "secondary"),
        ]
    return links
