"""What an applicant for de minimis aid states, filled in as far as the ledger and the directory know it (Dz.U. 2024 poz. 40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.aid.applicants import applicant_in_directory
from grono.portal.aid.forms.fields import language
from grono.portal.aid.queries import (
    declarations_of,
    grants_visible_to,
    ledger_around,
    links_of,
    reorganisations_of,
    settings_now,
)
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.kinds import SizeBand
from grono.portal.directory.legal_forms import legal_form_label
from grono.stateaid import QUESTIONS, head_room
from grono.stateaid.caveats import missing_in
from grono.stateaid.days import window_start
from grono.stateaid.money import from_cents

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from decimal import Decimal

    from grono.portal.aid.applicants import Applicant
    from grono.portal.aid.models import Grant, Undertaking
    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class Line:
    """One piece of information; without a value the applicant fills it in."""

    label: str
    value: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Part:
    """Information that one provision asks for."""

    title: str
    provision: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Received:
    """De minimis aid of the last three years, by the ledger or by the applicant's own declaration."""

    day: datetime.date
    amount_eur: Decimal
    holder: str
    regulation: str
    declared: bool = False


@dataclass(frozen=True)
class Application:
    """Everything the applicant states, as far as it is known today."""

    undertaking: Undertaking
    start: datetime.date
    end: datetime.date
    parts: tuple[Part, ...]
    received: tuple[Received, ...]


def not_compared() -> str:
    """Return what must be known of the provisions that the form names."""
    return _(
        "The numbers of paragraphs and articles on this form come from secondary texts and were not compared with the published ones; look at "
        "the text in force before you rely on them."
    )


def application_of(reader: Reader, undertaking: Undertaking) -> Application:
    """Return the applicant's form, filled in as far as the reader may see what the register knows."""
    today = timezone.localdate()
    newest = grants_visible_to(reader).filter(beneficiary=undertaking).last()
    known = applicant_in_directory(reader, undertaking)
    parts = (
        Part(_("The applicant"), _("§ 2(1)(1)"), _applicant(reader, undertaking, known, newest)),
        Part(_("Economic situation"), _("§ 2(1)(2)"), _situation()),
        Part(_("Activity for which aid is asked"), _("§ 2(1)(3); 2023/2831 art. 1(1)"), _activity()),
        Part(_("State aid for the same eligible costs"), _("§ 2(1)(4); Act, art. 37(1)(2)"), _same_costs()),
    )
    return Application(undertaking, window_start(today), today, parts, _received(reader, undertaking, today))


def _applicant(reader: Reader, undertaking: Undertaking, known: Applicant, newest: Grant | None) -> tuple[Line, ...]:
    directory, ledger = _("directory"), _("ledger of state aid")

    def first(label: str, of_directory: str, of_ledger: str) -> Line:
        if of_directory:
            return Line(label, of_directory, directory)
        return Line(label, of_ledger, ledger if of_ledger else "")

    size = str(SizeBand(known.size_band).label) if known.size_band else ""
    return (
        Line(_("Name"), undertaking.name, ledger),
        first(_("Address"), known.address, newest.beneficiary_address if newest else ""),
        first(_("TERYT code of the commune"), known.teryt, newest.teryt if newest else ""),
        Line(_("Tax number (NIP)"), undertaking.number, ledger),
        first(_("Legal form"), legal_form_label(known.legal_form), newest.legal_form if newest else ""),
        first(_("Size"), size, _size(newest)),
        first(_("PKD class of the activity that is aided"), known.activity, newest.pkd if newest else ""),
        first(_("Date of creation"), str(known.founded or ""), ""),
        _linked(reader, undertaking),
        _reorganised(reader, undertaking),
    )


def _size(newest: Grant | None) -> str:
    return str(newest.get_size_display()) if newest and newest.size else ""


def _linked(reader: Reader, undertaking: Undertaking) -> Line:
    """Return who is linked with the applicant today, with the tax number and the letter of art. 2(2)."""
    today = timezone.localdate()
    found = [
        f"{other.name} ({other.number}), {link.get_kind_display()}"
        for link in links_of(reader, [undertaking.number])
        if (link.valid_from or today) <= today <= (link.valid_to or today)
        for other in (link.parent, link.child)
        if other != undertaking
    ]
    return Line(_("Links with other enterprises"), "; ".join(found), _("ledger of state aid") if found else "")


def _reorganised(reader: Reader, undertaking: Undertaking) -> Line:
    found = [
        f"{event.get_kind_display()}, {day(event.effective_date)}: {', '.join(event.parties)}"
        for event in reorganisations_of(reader, undertaking.number)
    ]
    label = _("Creation by merger, acquisition or split")
    return Line(label, "; ".join(found), _("ledger of state aid") if found else "")


def _situation() -> tuple[Line, ...]:
    return (
        Line(_("Financial statements of the last three fiscal years (attached, where a reference rate is needed)")),
        Line(_("Criteria for collective insolvency proceedings are met: yes or no")),
        Line(_("Of other than small and medium-sized: situation comparable to a rating of at least B−: yes or no")),
    )


def _activity() -> tuple[Line, ...]:
    """Return the questions of scope, to be answered with yes or no, and whether accounts are kept apart."""
    asked = [Line(question.question.in_language(language())) for question in QUESTIONS]
    return (*asked, Line(_("Accounts are kept apart, so that the aid serves no excluded activity: yes or no")))


def _same_costs() -> tuple[Line, ...]:
    return (
        Line(_("Eligible costs of the project")),
        Line(_("Day, authority, legal basis, form, purpose and value of each aid for them; or none")),
        Line(_("Highest intensity or amount that its act allows")),
    )


def _received(reader: Reader, undertaking: Undertaking, today: datetime.date) -> tuple[Received, ...]:
    """Return what counts today; of other members of the single undertaking only to who sees the ledger."""
    ledger = ledger_around(undertaking.number)
    room = head_room(ledger, undertaking.number, today, settings=settings_now())
    everyone = reader.can("aid.see_ledger")
    counted = [
        Received(piece.grant.granting_date, from_cents(piece.cents), piece.holder, piece.grant.regulation)
        for piece in room.counted
        if everyone or piece.holder == undertaking.number
    ]
    listed = [grant for one in declarations_of([undertaking.number]) for grant in one.listed_aid]
    declared = [
        Received(grant.granting_date, grant.gge_eur, undertaking.number, grant.regulation, declared=True)
        for grant in missing_in(ledger, listed)
        if window_start(today) <= grant.granting_date <= today
    ]
    return tuple(sorted((*counted, *declared), key=lambda one: (one.day, one.holder)))


def total_of(received: Sequence[Received]) -> Decimal:
    """Return the sum of what was received, in euro."""
    return sum((one.amount_eur for one in received), from_cents(0))
