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
    name, first, second = field_name(compared.field), _said(compared, compared.first), _said(compared, compared.second)
    if compared.outcome == "equal":
        return message("%(field)s: the same (%(value)s).", field=name, value=first)
    if compared.outcome == "similar":
        return message("%(field)s: similar (%(first)s – %(second)s).", field=name, first=first, second=second)
    if compared.outcome == "different":
        return message("%(field)s: different (%(first)s – %(second)s).", field=name, first=first, second=second)
    return message("%(field)s: cannot be compared, it is missing or wrong on a side.", field=name)


def _said(compared: FieldComparison, value: str) -> Message | str:
    """Return a value as people read it: a legal form by its name, everything else as it was compared."""
    return _forms().get(value, value) if compared.field == "legal-form" else value


def _forms() -> dict[str, Message]:
    return {
        "limited-liability": message("limited liability company"),
        "joint-stock": message("joint-stock company"),
        "simple-joint-stock": message("simple joint-stock company"),
        "limited-partnership": message("limited partnership"),
        "limited-joint-stock-partnership": message("limited joint-stock partnership"),
        "limited-liability-partnership": message("limited liability partnership"),
        "general-partnership": message("general partnership"),
        "professional-partnership": message("professional partnership"),
        "civil-partnership": message("civil-law partnership"),
        "co-operative": message("co-operative"),
        "in-liquidation": message("in liquidation"),
        "entrepreneurial": message("entrepreneurial company"),
        "registered-trader": message("registered trader"),
        "sole-trader": message("sole trader"),
        "association": message("association"),
    }


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
