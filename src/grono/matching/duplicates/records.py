"""What is known of an organisation when it is compared, and the same folded once for all comparisons."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.matching.duplicates.folding import (
    FoldedName,
    folded_name,
    folded_street,
    mail_address,
    mail_domain,
    telephone,
    web_domain,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHECKS = {"nip": "stdnum.pl.nip", "regon": "stdnum.pl.regon", "vat": "stdnum.eu.vat", "lei": "stdnum.lei"}
"""Schemes whose numbers can be checked, and the module of python-stdnum that does it."""


@dataclass(frozen=True)
class DuplicateRecord:
    """An organisation as the search for duplicates sees it; anything not known is empty.

    Parameters
    ----------
    key : str
        Identifier of the record; pairs are told by it.
    name : str
        Legal name.
    other_names : tuple of str
        Short name, former names.
    identifiers : mapping of str to str
        Scheme (``nip``, ``regon``, ``krs``, ``vat``, ``lei``) → value, bare, wrong ones too: they are told from valid ones here.
    municipality : str
        Code of the municipality, or its name where no code is known.
    street : str
        Street and number.
    web, email, phone : str
        As they were typed.
    natural_person : bool
        A sole trader, whose name others may bear by right.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    municipality: str = ""
    street: str = ""
    web: str = ""
    email: str = ""
    phone: str = ""
    natural_person: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """A record made ready for comparison."""

    key: str
    names: tuple[FoldedName, ...]
    valid: Mapping[str, str]
    wrong: Mapping[str, str]
    municipality: str
    street: str
    domain: str
    mail: str
    mail_domain: str
    phone: str
    natural_person: bool


def folded(record: DuplicateRecord) -> Folded:
    """Fold a record."""
    names = (folded_name(name) for name in (record.name, *record.other_names) if name.strip())
    bare = {scheme: bare_number(scheme, value) for scheme, value in record.identifiers.items()}
    bare = {scheme: value for scheme, value in bare.items() if len(set(value)) > 1}  # 0000000000 is no number
    valid = {scheme: value for scheme, value in bare.items() if is_valid(scheme, value)}
    return Folded(
        record.key,
        tuple(dict.fromkeys(names)),
        valid,
        {scheme: value for scheme, value in bare.items() if scheme not in valid},
        folded_street(record.municipality),
        folded_street(record.street),
        web_domain(record.web),
        mail_address(record.email),
        mail_domain(record.email),
        telephone(record.phone),
        record.natural_person,
    )


def bare_number(scheme: str, value: str) -> str:
    """Return an identifier without blanks, hyphens and country, the REGON of an organisation always by nine digits.

    Examples
    --------
    >>> bare_number("nip", "PL 972-123-73-17"), bare_number("regon", "30204683000000")
    ('9721237317', '302046830')
    """
    bare = "".join(filter(str.isalnum, value)).upper()
    if scheme == "nip":
        bare = bare.removeprefix("PL")
    if scheme == "regon" and len(bare) == len("30204683000000"):
        bare = bare[:9]
    return bare


def is_valid(scheme: str, value: str) -> bool:
    """Tell whether a number passes the check of its scheme; one of a scheme without a check is taken as it is."""
    return scheme not in _CHECKS or bool(importlib.import_module(_CHECKS[scheme]).is_valid(value))
