"""The list as a file: exactly the rows found and the fields the asker may see (DIR-48)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.directory.identifiers import shown_identifier
from grono.portal.directory.kinds import IdentifierScheme, OrganisationState, TextKind
from grono.portal.directory.listing import told
from grono.portal.directory.wording import (
    activity_text,
    headcount_text,
    helix_label,
    size_label,
    system_label,
    type_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.models import ActivityCode
    from grono.portal.directory.profiles import Profile
    from grono.portal.directory.wording import Wording

WIDEST_COLUMN = 60
"""Characters; a longer text is read in its cell."""


def preface(wanted: Wanted, wording: Wording, number: int) -> list[list[object]]:
    """Return the first lines of a file: what was asked, when, whose data."""
    return [
        [_("Filter"), told(wanted, wording) or _("none: the whole directory")],
        [_("As of"), timezone.localtime().isoformat(timespec="minutes")],
        [_("Source"), _("Grono, directory of organisations; the source of each row stands in its last columns")],
        [_("Licence"), _("CC BY 4.0, unless the source of a row says otherwise")],
        [_("Rows"), number],
        [],
    ]


def header() -> list[object]:
    """Return the names of the columns."""
    return [
        _("identifier"), _("legal name"), _("short name"), _("type"), _("side of the helix"), _("state"), _("place"), "TERYT",
        _("powiat"), _("voivodeship"), _("code of the main activity"), _("main activity"), _("classification of the main activity"),
        _("edition inferred from"), _("main activity in the other edition, converted"), _("other edition"), _("number of candidates"),
        _("other codes"), _("headcount"),
        _("year of the headcount"), _("size"), _("year founded"), *(str(label) for label in IdentifierScheme.labels),
        _("web site"), _("what it can do"), _("invented"), _("source"), _("year of the source"),
    ]  # fmt: skip


def rows(found: Iterable[Profile], wording: Wording) -> Iterator[list[object]]:
    """Return a row for each organisation."""
    for profile in found:
        yield _row(profile, wording)


def _row(profile: Profile, wording: Wording) -> list[object]:
    seat, code = profile.seat, profile.main_code
    others = " ".join(one.code for one in profile.codes if not one.is_main)
    return [
        profile.public_id,
        profile.legal_name,
        profile.short_name,
        type_label(profile.type),
        helix_label(profile.helix),
        str(OrganisationState(profile.state).label),
        seat.place if seat else "",
        seat.teryt if seat else "",
        wording.powiat(seat),
        wording.voivodeship(seat),
        code.code if code else "",
        activity_text(wording.activity(code)) if code else "",
        *_editions(code, wording),
        others,
        headcount_text(profile, wording.language) or "",
        profile.headcount_year,
        size_label(profile.size_band),
        profile.founded,
        *_numbers(profile),
        profile.web,
        _capability(profile, wording.language),
        _("yes") if profile.is_invented else _("no"),
        profile.source,
        profile.source_year,
    ]


def _editions(code: ActivityCode | None, wording: Wording) -> list[object]:
    """Return the edition of a code as it was read or inferred, and beside it what the code may be in the other one."""
    if code is None:
        return ["", "", "", "", None]
    own = [system_label(code.system), code.edition_inferred]
    found = wording.converted(code)
    if found is None:
        return [*own, "", "", None]
    return [*own, " ".join(found.codes), system_label(found.classification), len(found.codes)]


def _numbers(profile: Profile) -> list[str]:
    known = {row.scheme: shown_identifier(row.scheme, row.value) for row in profile.identifiers}
    return [known.get(scheme, "") for scheme in IdentifierScheme.values]


def _capability(profile: Profile, language: str) -> str:
    texts = {row.language: row.text for row in profile.texts if row.kind == TextKind.CAPABILITY}
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def workbook(first: Sequence[Sequence[object]], heading: Sequence[object], body: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook; texts stay texts, nothing is a formula or a link."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Directory"))
        bold = book.add_format({"bold": True, "bottom": 1})
        for number, line in enumerate(first):
            sheet.write_row(number, 0, line)
        top = len(first)
        sheet.write_row(top, 0, heading, bold)
        widths = [len(str(name)) for name in heading]
        for number, line in enumerate(body, start=top + 1):
            sheet.write_row(number, 0, line)
            widths = [max(width, len(str(cell or ""))) for width, cell in zip(widths, line, strict=True)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, WIDEST_COLUMN))
        sheet.freeze_panes(top + 1, 2)
    return buffer.getvalue()
