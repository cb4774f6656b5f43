"""The page of one grant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.aid.actions import PARTICULARS
from grono.portal.aid.pages.base_rates import origin
from grono.portal.aid.pages.common import judgement_of, ledger_provenance, state_of, way
from grono.portal.aid.queries import base_rate_on, ledger_around, schedule_of, settings_now
from grono.portal.core.display import Cell, Column, Download, Fact, Link, Table
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid import deadlines_of, new_certificate_due, recheck, recheck_undertaking
from grono.stateaid.days import years_before
from grono.stateaid.register import REGISTER_FROM

if TYPE_CHECKING:
    from grono.portal.aid.models import Grant
    from grono.portal.core.visitor import Reader
    from grono.stateaid import Schedule, Verdict


def one(reader: Reader, grant: Grant) -> dict[str, Any]:
    """Return the page of a grant."""
    ledger = ledger_around(grant.beneficiary.number)
    verdicts = recheck_undertaking(ledger, grant.beneficiary.number, settings_now())
    now = next((verdict for verdict in verdicts if verdict.grant.identifier == grant.public_id), None)
    return {
        "grant": grant,
        "title": titled(grant),
        "status": state_of(grant),
        "now": judgement_of(now.judgement) if now else None,
        "then": judgement_of(grant.verdict.get("judgement", "")),
        "why": _why(now),
        "facts": _facts(grant),
        "instalments": _instalments(grant),
        "deadlines": _deadlines(grant),
        "certificates": _certificates(grant),
        "actions": _actions(reader, grant),
        "downloads": _downloads(grant) if reader.can("aid.see_ledger") else [],
        "breadcrumbs": way(reader, grant.beneficiary),
        "provenance": ledger_provenance(grant.beneficiary.is_invented),
    }


def titled(grant: Grant) -> str:
    """Return what a grant is called above its pages: to whom, how much, on which day."""
    words = _("%(name)s: %(amount)s EUR of %(day)s")
    return words % {"name": grant.beneficiary.name, "amount": number(grant.gge_eur), "day": day(grant.granting_date)}


def _why(verdict: Verdict | None) -> str:
    if verdict is None or verdict.used is None or verdict.ceiling is None:
        return ""
    return _("With it %(used)s EUR of %(ceiling)s EUR are used in its window %(article)s") % {
        "used": number(verdict.used),
        "ceiling": number(verdict.ceiling),
        "article": f"({verdict.article})" if verdict.article else "",
    }


def _money(amount: object, currency: str) -> str:
    return "" if amount is None else f"{number(amount)} {currency}"


def _facts(grant: Grant) -> list[Fact]:
    rate = ""
    if grant.rate:
        rate = f"{number(grant.rate, 4)} {grant.rate_table}".strip()
    facts = [
        Fact(_("Beneficiary"), grant.beneficiary.name, grant.beneficiary.number),
        Fact(_("Day of granting"), str(day(grant.granting_date)), _order(grant)),
        Fact(_("Gross grant equivalent, EUR"), _money(grant.gge_eur, "EUR")),
        Fact(_("Gross grant equivalent, PLN"), _money(grant.gge_pln, "PLN")),
        Fact(_("Nominal value, PLN"), _money(grant.nominal_pln, "PLN")),
        Fact(_("Eligible costs, PLN"), _money(grant.eligible_costs, "PLN")),
        Fact(_("Rate of the euro"), rate, str(day(grant.rate_date)) if grant.rate_date else ""),
        Fact(_("Regulation"), grant.regulation),
        Fact(_("Form of the aid"), grant.get_form_display()),
        Fact(_("Legal basis"), grant.legal_basis),
        Fact(_("Purpose"), grant.purpose),
        Fact(_("PKD class"), grant.pkd),
        Fact(_("Measure number"), grant.measure_no),
        Fact(_("Granting authority"), grant.grantor, grant.grantor_number),
        Fact(_("Identifier"), grant.public_id),
        Fact(_("Reason"), grant.state_reason),
        *_paper_facts(grant),
    ]
    return [fact for fact in facts if fact.value]


def _paper_facts(grant: Grant) -> list[Fact]:
    """Return what only the papers need."""
    act = ", ".join(part for part in (grant.act_description, grant.act_symbol) if part)
    return [
        Fact(_("Act of granting"), act, str(day(grant.act_date)) if grant.act_date else ""),
        Fact(_("Act that it amends"), grant.amended_act),
        Fact(_("Legal form of the beneficiary"), grant.legal_form),
        Fact(_("Size of the beneficiary"), grant.get_size_display()),
        Fact(_("TERYT code of the commune"), grant.teryt),
        Fact(_("Address of the beneficiary"), grant.beneficiary_address),
        Fact(_("Address of the granting authority"), grant.grantor_address),
        Fact(_("Origin of the funds"), grant.funds_origin),
        Fact(_("Service of general economic interest"), grant.service),
    ]


def _order(grant: Grant) -> str:
    return _("number %(seq)s on that day") % {"seq": grant.seq} if grant.seq else ""


def _instalments(grant: Grant) -> Table | None:
    """Return when how much is paid, and what it is worth on the day of granting."""
    schedule = schedule_of(grant)
    if schedule is None:
        return None
    found = schedule.equivalent()
    rows: list[list[object]] = [
        [str(day(years_before(grant.granting_date, -years))), years, amount, worth]
        for (years, amount), worth in zip(schedule.parts, found.parts, strict=True)
    ]
    columns = [
        Column(_("Paid on")),
        Column(_("Whole years after the day of granting"), numeric=True),
        Column(_("PLN"), numeric=True),
        Column(_("Discounted to the day of granting, PLN"), numeric=True),
    ]
    caption = _("Instalments, discounted at %(rate)s per cent a year") % {"rate": number(schedule.discount_percent)}
    return Table(caption, columns, rows, note=_origin_of_rate(grant, schedule))


def _origin_of_rate(grant: Grant, schedule: Schedule) -> str:
    """Return where the discount rate comes from, as far as the table of base rates says so."""
    found = base_rate_on(grant.granting_date)
    if found is None:
        return _("No base rate is recorded for the day of granting; the discount rate was typed.")
    if found.discount_percent != schedule.discount_percent:
        return _("The discount rate was typed; it is not the one that follows. %(origin)s") % {"origin": origin(found)}
    return origin(found)


def _deadlines(grant: Grant) -> list[Fact]:
    due = deadlines_of(grant.granting_date)
    facts = [Fact(_("SHRIMP report"), str(day(due.report)), _("within 7 days"))]
    if grant.granting_date >= REGISTER_FROM:
        facts.append(Fact(_("Central register"), str(day(due.register)), _("within 20 working days, from 2026 on")))
    facts += _new_certificate(grant)
    return [*facts, Fact(_("Records kept until"), str(day(due.keep_until)), _("10 years"))]


def _new_certificate(grant: Grant) -> list[Fact]:
    """Say until when a certificate must be replaced because the amount was corrected (AID-22)."""
    newest = grant.certificates.filter(replaced_by__isnull=True).first()
    if newest is None or grant.corrected_on is None or newest.gge_eur == grant.gge_eur:
        return []
    due = new_certificate_due(grant.corrected_on)
    return [Fact(_("New certificate"), str(day(due)), _("within 14 days of the correction (Act, art. 5(3a))"))]


def _certificates(grant: Grant) -> Table:
    rows: list[list[object]] = []
    for certificate in grant.certificates.select_related("replaces", "replaced_by"):
        newer = getattr(certificate, "replaced_by", None)
        links = reverse("aid:certificate", args=[certificate.public_id, "pdf"])
        rows.append(
            [
                Cell(certificate.number, links, "PDF"),
                str(day(certificate.issued_on)),
                certificate.gge_eur,
                str(certificate.replaces) if certificate.replaces else None,
                str(newer) if newer else None,
                Cell("DOCX", reverse("aid:certificate", args=[certificate.public_id, "docx"])),
            ]
        )
    columns = [
        Column(pgettext("state aid", "Number of the certificate")),
        Column(pgettext("state aid", "Issued on")),
        Column(_("EUR"), numeric=True),
        Column(_("Replaces")),
        Column(_("Replaced by")),
        Column(_("Another format")),
    ]
    return Table(pgettext("state aid", "Certificates"), columns, rows, empty=_("No certificate has been issued."))


def _downloads(grant: Grant) -> list[Download]:
    return [
        Download(_("Fields of the SHRIMP report"), reverse("aid:shrimp", args=[grant.public_id, "xlsx"]), "XLSX"),
        Download(_("Fields of the SHRIMP report"), reverse("aid:shrimp", args=[grant.public_id, "pdf"]), "PDF"),
    ]


def _actions(reader: Reader, grant: Grant) -> list[Link]:
    if not reader.can("aid.keep_ledger"):
        return []
    links = [Link(_("Issue a certificate"), reverse("aid:certify", args=[grant.public_id]))]
    if grant.state == "recorded":
        if any(getattr(grant, name) in (None, "") for name in PARTICULARS):
            links.append(Link(_("Add particulars"), reverse("aid:complete", args=[grant.public_id]), "secondary"))
        links += [
            Link(_("Correct the amount"), reverse("aid:correct", args=[grant.public_id]), "secondary"),
            Link(_("Repaid or withdrawn"), reverse("aid:end", args=[grant.public_id]), "secondary"),
        ]
    return links


def failing_sentence(verdicts: tuple[Verdict, ...]) -> str:
    """Say which grants are above their ceiling after a write, or nothing."""
    if not verdicts:
        return ""
    days = ", ".join(str(day(verdict.grant.granting_date)) for verdict in verdicts)
    return _("Every later grant was checked again. Above the ceiling: %(days)s.") % {"days": days}


def failing_around(*numbers: str) -> str:
    """Say which grants around undertakings are above their ceiling after a link or a reorganisation was recorded, or nothing (AID-7)."""
    verdicts = recheck(ledger_around(*numbers), settings_now())
    return failing_sentence(tuple(verdict for verdict in verdicts if verdict.judgement == "fails"))
