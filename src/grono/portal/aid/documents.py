"""Certificates and SHRIMP fields as PDF/UA, DOCX and XLSX, from one list of fields; the ledger as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from grono.portal.aid.application import not_compared, total_of
from grono.portal.aid.queries import grants_visible_to, schedule_of
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid.days import years_before
from grono.stateaid.files import GRANT_COLUMNS
from grono.stateaid.schedules import in_one_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.portal.aid.application import Application
    from grono.portal.aid.models import Certificate, Grant
    from grono.portal.core.visitor import Reader

    Fields = tuple[tuple[str, str], ...]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def certificate_fields(certificate: Certificate) -> Fields:
    """Return the fields of a certificate (regulation of 20 March 2007, as amended); two of them only where they apply."""
    grant = certificate.grant
    fields = [
        (pgettext("state aid", "Number of the certificate"), certificate.number),
        (pgettext("state aid", "Issued on"), str(day(certificate.issued_on))),
        *_if_given((_("Replaces"), str(certificate.replaces) if certificate.replaces else "")),
        (_("Granting authority"), grant.grantor),
        (_("Tax number (NIP) of the granting authority"), grant.grantor_number),
        (_("Address of the granting authority"), grant.grantor_address),
        (_("Beneficiary"), grant.beneficiary.name),
        (_("Tax number (NIP)"), grant.beneficiary.number),
        (_("Address of the beneficiary"), grant.beneficiary_address),
        (_("Day of granting"), str(day(grant.granting_date))),
        (_("Gross value, PLN"), _amount(certificate.gge_pln)),
        (_("Gross value, EUR"), _amount(certificate.gge_eur)),
        *instalment_fields(grant),
        (_("Legal basis"), grant.legal_basis),
        (_("Regulation of the European Union"), grant.regulation),
        (_("Purpose"), grant.purpose),
        *_if_given((_("Partners or shareholders (§ 3a)"), certificate.partners)),
        *_if_given((_("Service of general economic interest"), grant.service)),
    ]
    return _complete(fields)


def shrimp_fields(grant: Grant) -> Fields:
    """Return the fields of a SHRIMP report; their order and numbering are not checked against the official form."""
    fields = [
        (_("Granting authority"), grant.grantor),
        (_("Tax number (NIP) of the granting authority"), grant.grantor_number),
        (_("Legal basis"), grant.legal_basis),
        (_("Day of the act of granting"), str(day(grant.act_date)) if grant.act_date else ""),
        (_("Symbol of the act of granting"), grant.act_symbol),
        (_("What the act of granting is"), grant.act_description),
        *_if_given((_("Act that it amends"), grant.amended_act)),
        (_("Day of granting"), str(day(grant.granting_date))),
        (_("Beneficiary"), grant.beneficiary.name),
        (_("Tax number (NIP)"), grant.beneficiary.number),
        (_("Legal form of the beneficiary"), grant.legal_form),
        (_("Size of the beneficiary"), str(grant.get_size_display())),
        (_("TERYT code of the commune"), grant.teryt),
        (_("PKD class"), grant.pkd),
        (_("Measure number"), grant.measure_no),
        (_("Nominal value, PLN"), _amount(grant.nominal_pln)),
        (_("Gross grant equivalent, PLN"), _amount(grant.gge_pln)),
        (_("Gross grant equivalent, EUR"), _amount(grant.gge_eur)),
        *instalment_fields(grant),
        (_("Form of the aid"), str(grant.get_form_display())),
        (_("Purpose"), grant.purpose),
        (_("Origin of the funds"), grant.funds_origin),
        (_("Regulation of the European Union"), grant.regulation),
    ]
    return _complete(fields)


def _if_given(field: tuple[str, str]) -> list[tuple[str, str]]:
    return [field] if field[1] else []


def _complete(fields: Iterable[tuple[str, str]]) -> Fields:
    """Return the fields; what the ledger does not know is said, not left out."""
    return tuple((label, value or _("not given")) for label, value in fields)


def certificate_paragraphs(certificate: Certificate) -> tuple[str, ...]:
    """Return what the certificate says beside its fields."""
    return (
        _(
            "It is certified that the aid described above is de minimis aid within the meaning of Regulation %(code)s of the "
            "European Union."
        )
        % {"code": certificate.grant.regulation},
    )


def printed(title: str, subtitle: str, fields: Fields, *, signatory: str = "", **more: Any) -> bytes:
    """Return a document as PDF/UA."""
    from grono.reports.letter import Letter, printed_letter  # the compiler is not needed at the start

    return printed_letter(
        Letter(
            language=get_language() or "en",
            title=title,
            subtitle=subtitle,
            facts=fields,
            paragraphs=more.get("paragraphs", ()),
            signatures=(signatory,) if signatory else (),
            place_and_date=_("Place and date"),
            footer=_("An invented example: not a document of anybody.") if more.get("invented") else "",
            created=timezone.now(),
        )
    )


def word_document(title: str, subtitle: str, fields: Fields, paragraphs: Iterable[str], signatory: str = "") -> bytes:
    """Return a document as DOCX."""
    from docx import Document  # not needed at the start

    document = Document()
    document.core_properties.title = title
    document.core_properties.language = get_language() or "en"
    document.add_heading(title, level=1)
    document.add_paragraph(subtitle)
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in fields:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if signatory:
        document.add_paragraph(f"\n………………………………\n{signatory}")
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(title: str, rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a workbook; the first one is the header."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for place, row in enumerate(rows):
            sheet.write_row(
                place, 0, [str(cell) if cell is not None else "" for cell in row], bold if not place else None
            )
        sheet.set_column(0, len(GRANT_COLUMNS), 22)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def ledger_rows(reader: Reader) -> list[Sequence[object]]:
    """Return the ledger in the columns in which it is read back."""
    rows: list[Sequence[object]] = [(*GRANT_COLUMNS, "name", "legal_basis", "purpose")]
    rows += [
        (
            grant.beneficiary.number,
            grant.granting_date.isoformat(),
            f"{grant.gge_eur:.2f}",
            grant.regulation,
            grant.seq,
            grant.public_id,
            grant.state,
            "yes" if grant.road_freight else "",
            *_schedule_cells(grant),
            grant.beneficiary.name,
            grant.legal_basis,
            grant.purpose,
        )
        for grant in grants_visible_to(reader)
    ]
    return rows


def _schedule_cells(grant: Grant) -> tuple[str, str]:
    schedule = schedule_of(grant)
    return ("", "") if schedule is None else (in_one_cell(schedule), f"{schedule.discount_percent:f}")


def instalment_fields(grant: Grant) -> list[tuple[str, str]]:
    """Return when how much is paid and at which rate it is discounted; nothing for aid that is paid at once."""
    schedule = schedule_of(grant)
    if schedule is None:
        return []
    paid = (
        f"{day(years_before(grant.granting_date, -years))}: {_amount(amount)} PLN" for years, amount in schedule.parts
    )
    return [
        (_("Instalments"), "; ".join(paid)),
        (_("Discount rate, %"), str(number(schedule.discount_percent))),
    ]


def _amount(value: object) -> str:
    return "" if value is None else number(value, 2)


def application_fields(found: Application) -> Fields:
    """Return the information of an applicant's form, numbered by its parts; what is not known is a line to write on."""
    return tuple(
        (f"{letter}{place}. {line.label.removesuffix('?')}", line.value or BLANK)
        for letter, part in zip("ABCD", found.parts, strict=True)
        for place, line in enumerate(part.lines, 1)
    )


def application_paragraphs(found: Application) -> tuple[str, ...]:
    """Return what the applicant states about aid received, to be ticked and completed."""
    known = _(
        "De minimis aid from %(start)s to %(end)s, both days included (Act of 30 April 2004, art. 37(1)(1)); known are "
        "%(amount)s EUR:"
    ) % {"start": day(found.start), "end": day(found.end), "amount": _amount(total_of(found.received))}
    lines = (
        f"{day(one.day)}: {_amount(one.amount_eur)} EUR, {one.regulation}, {one.holder}"
        + (f" ({_('declared, not in the ledger')})" if one.declared else "")
        for one in found.received
    )
    return (
        known,
        *(lines if found.received else (_("No aid is known in these three years."),)),
        _("The applicant states: ☐ this is all de minimis aid received by the single undertaking in this time;"),
        _("☐ further aid was received and is listed on a sheet of its own; ☐ no de minimis aid was received."),
        _("The applicant encloses: ☐ the certificates of this aid; ☐ this statement in their place."),
        _(
            "Scope of the information: Regulation of the Council of Ministers of 29 March 2010, consolidated text Dz.U. 2024 "
            "poz. 40, § 2(1)."
        ),
        not_compared(),
    )


BLANK = "………………………………"
"""A line to write on."""
