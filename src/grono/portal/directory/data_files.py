"""The list as data for programs: JSON, linked data and business cards, of exactly the rows and fields that the page shows (DIR-48)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.directory.files import header, preface, rows
from grono.portal.directory.listing import address_of as address_of_list
from grono.portal.directory.open_data.catalogue import LICENCE
from grono.portal.directory.open_data.datasets import address_of, legal_entity
from grono.portal.directory.open_data.triples import Literal, json_ld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.open_data.triples import Statement
    from grono.portal.directory.profiles import Profile
    from grono.portal.directory.wording import Wording

    Writer = Callable[[list[Profile], Wanted, Wording], str]

LINE = 75
"""Octets of a line of a vCard (RFC 6350, 3.2); a longer one goes on in the next, which begins with a space."""


def as_json(found: list[Profile], wanted: Wanted, wording: Wording) -> str:
    """Return the table of the workbook as JSON, with what was asked, when, source and licence."""
    about = {str(line[0]): line[1] for line in preface(wanted, wording, len(found)) if line}
    content = {"about": about, "columns": header(), "rows": list(rows(found, wording))}
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_linked_data(found: list[Profile], wanted: Wanted, wording: Wording) -> str:
    """Return the organisations as legal entities, and what the file is; sole traders are people and left out (DIR-2)."""
    open_ones = [profile for profile in found if not profile.natural_person]
    return json_ld(
        [*_about(open_ones, wanted, wording), *(one for profile in open_ones for one in legal_entity(profile))]
    )


def _about(found: list[Profile], wanted: Wanted, wording: Wording) -> Iterator[Statement]:
    """Return what was asked, when, source and licence as statements about the list."""
    me, language = settings.SITE_ADDRESS + address_of_list(wanted), wording.language
    lines = [line for line in preface(wanted, wording, len(found)) if line]
    asked, _when, source, rights, number = (str(line[1]) for line in lines)
    yield (me, "rdf:type", "http://www.w3.org/ns/dcat#Dataset")
    yield (me, "dct:title", Literal(_("Directory of organisations"), language))
    yield (me, "dct:description", Literal(f"{lines[0][0]}: {asked}", language))
    yield (me, "dct:issued", Literal(timezone.localtime().isoformat(timespec="seconds"), kind="xsd:dateTime"))
    yield (me, "dct:source", Literal(source, language))
    yield (me, "dct:license", LICENCE)
    yield (me, "dct:rights", Literal(rights, language))
    yield (me, "dct:extent", Literal(f"{lines[4][0]}: {number}", language))
    for profile in found:
        yield (me, "dct:hasPart", address_of(profile.public_id))


def as_cards(found: list[Profile], wanted: Wanted, wording: Wording) -> str:
    """Return a business card for each organisation, vCard 4.0; the first card's note says what was asked."""
    about = "; ".join(f"{line[0]}: {line[1]}" for line in preface(wanted, wording, len(found)) if line)
    return "".join(line for profile in found for line in _card(profile, about))


def _card(one: Profile, about: str) -> Iterator[str]:
    seat = one.seat
    yield _line("BEGIN", "VCARD")
    yield _line("VERSION", "4.0")
    yield _line("KIND", "org")
    yield _line(f"FN;LANGUAGE={one.name_language}", _escaped(one.legal_name))
    yield _line("ORG", _escaped(one.legal_name))
    if seat is not None and seat.place:
        parts = ("", "", seat.street, seat.place, "", seat.postal_code, "")
        yield _line("ADR", ";".join(_escaped(part) for part in parts))
    if seat is not None and seat.latitude is not None:
        yield _line("GEO", f"geo:{seat.latitude},{seat.longitude}")
    if one.web:
        yield _line("URL", _one_line(one.web))
    yield _line("SOURCE", address_of(one.public_id))
    yield _line("NOTE", _escaped(about))
    yield _line("END", "VCARD")


def _escaped(text: str) -> str:
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _one_line(text: str) -> str:
    return "".join(text.split())


def _line(name: str, value: str) -> str:
    """Return a line folded by octets, never inside a character."""
    lines, size = [""], 0
    for character in f"{name}:{value}":
        width = len(character.encode())
        if size + width > LINE:
            lines.append(" ")
            size = 1
        lines[-1] += character
        size += width
    return "\r\n".join(lines) + "\r\n"


FORMS: dict[str, tuple[Writer, str]] = {
    "json": (as_json, "application/json"),
    "jsonld": (as_linked_data, "application/ld+json"),
    "vcf": (as_cards, "text/vcard; charset=utf-8"),
}
"""Ending → how it is written, and its media type."""
