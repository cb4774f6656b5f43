"""Why two organisations may be one, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import Message, message

if TYPE_CHECKING:
    from grono.matching.duplicates.comparing import Field, FieldComparison


def field_name(field: Field) -> Message:
    """Return what a field is called."""
    return _names()[field]


def reason(compared: FieldComparison) -> Message:
    """Return one comparison as a sentence."""
    name = field_name(compared.field)
    if compared.outcome == "equal":
        return message("%(field)s: the same (%(value)s).", field=name, value=compared.first)
    if compared.outcome == "similar":
        return message(
            "%(field)s: similar (%(first)s – %(second)s).", field=name, first=compared.first, second=compared.second
        )
    if compared.outcome == "different":
        return message(
            "%(field)s: different (%(first)s – %(second)s).", field=name, first=compared.first, second=compared.second
        )
    return message("%(field)s: cannot be compared, it is missing or wrong on a side.", field=name)


def _names() -> dict[Field, Message]:
    return {
        "nip": message("Tax number (NIP)"),
        "regon": message("Statistical number (REGON)"),
        "krs": message("Number in the court register (KRS)"),
        "vat": message("EU VAT number (VIES)"),
        "lei": message("Legal entity identifier (LEI)"),
        "other-identifier": message("Other identifier"),
        "name": message("Name"),
        "legal-form": message("Legal form"),
        "municipality": message("Municipality"),
        "street": message("Street and number"),
        "domain": message("Domain of the web page or e-mail"),
        "mail": message("E-mail address"),
        "phone": message("Telephone"),
    }
