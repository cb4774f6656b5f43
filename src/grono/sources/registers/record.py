"""What a register says about an organisation, in one form for all registers. Persons have no place in it (DIR-28)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from grono.messages import Problem

AddressKind = Literal["seat", "activity", "further", "correspondence", "headquarters"]
ContactKind = Literal["phone", "email", "web"]


class Scheme(StrEnum):
    """Numbers of organisations (DIR-7); ``REGON_UNIT`` is the one with fourteen digits that belongs to a local unit."""

    NIP = "nip"
    REGON = "regon"
    REGON_UNIT = "regon_unit"
    KRS = "krs"
    VAT = "vat"
    LEI = "lei"


class Standing(StrEnum):
    """What a register says has become of an organisation."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    IN_LIQUIDATION = "in liquidation"
    STRUCK_OFF = "struck off"
    CEASED = "ceased"
    NOT_STARTED = "not started"
    ONLY_AS_PARTNERSHIP = "only as partnership"

    @property
    def in_directory(self) -> str | None:
        """State of the directory (DIR-3); None where it has no such state, so that what is known there stays."""
        return _IN_DIRECTORY.get(self)


_IN_DIRECTORY = {
    Standing.ACTIVE: "active",
    Standing.SUSPENDED: "suspended",
    Standing.IN_LIQUIDATION: "in_liquidation",
    Standing.STRUCK_OFF: "struck_off",
    Standing.CEASED: "ceased",
}


@dataclass(frozen=True)
class Name:
    """A name as it is written in the register, with its language (``und`` where the register tells none)."""

    text: str
    kind: Literal["legal", "short", "other"] = "legal"
    language: str = "und"


@dataclass(frozen=True)
class LegalForm:
    """Legal form: code in the register's own list where there is one, and its text."""

    code: str | None
    text: str | None
    language: str = "pl"


@dataclass(frozen=True)
class Identifier:
    """A number.

    Parameters
    ----------
    scheme : Scheme
        Whose number it is.
    value : str
        Bare: without blanks, hyphens and, for REGON, the five zeros that registers add.
    fails_check : bool
        The check digit does not agree, or the shape is wrong; kept because a register delivered it (DIR-7).
    delivered : str
        As the register wrote it.
    """

    scheme: Scheme
    value: str
    fails_check: bool
    delivered: str


@dataclass(frozen=True)
class State:
    """What has become of it: Grono's word, the register's own, and since when."""

    standing: Standing
    raw: str
    since: date | None = None


@dataclass(frozen=True)
class Address:
    """An address with the codes that the register gives: TERYT (voivodeship 2, powiat 4, gmina 7 digits), SIMC, ULIC.

    ``lines`` holds what a register sends without telling the parts apart.
    """

    kind: AddressKind
    country: str | None = None
    voivodeship: str | None = None
    powiat: str | None = None
    gmina: str | None = None
    voivodeship_name: str | None = None
    powiat_name: str | None = None
    gmina_name: str | None = None
    simc: str | None = None
    ulic: str | None = None
    postcode: str | None = None
    town: str | None = None
    street: str | None = None
    number: str | None = None
    flat: str | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """A telephone, an e-mail address or a web address that the register publishes."""

    kind: ContactKind
    value: str


@dataclass(frozen=True)
class ActivityCode:
    """A code of what an organisation does.

    Parameters
    ----------
    code : str
        ``70.10.Z``.
    main : bool
        The one that prevails; at most one of a record.
    version : str or None
        ``2004``, ``2007``, ``2025``; None where the register tells none and no rule infers one.
    inferred : str or None
        The article and the date by which the version was inferred; None where the register wrote it (DIR-12).
    label : str or None
        As the register writes it, in Polish.
    """

    code: str
    main: bool
    version: str | None
    inferred: str | None = None
    label: str | None = None
    scheme: str = "PKD"

    @property
    def nace_class(self) -> str:
        """Class of NACE: the first four digits."""
        return self.code[:5]


@dataclass(frozen=True)
class LocalUnit:
    """A local unit from the list that its organisation has in the register; the court register gives branches no number."""

    identifier: Identifier | None
    name: str | None
    address: Address
    closed: date | None = None


@dataclass(frozen=True)
class Capital:
    """Share capital."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Evidence:
    """That the register answered so: where it was asked, the SHA-256 of its raw answer, and when (DIR-10, DIR-29)."""

    address: str
    sha256: str
    at: datetime


@dataclass(frozen=True)
class RegisterRecord:
    """What one register says about one organisation or local unit.

    Parameters
    ----------
    register : str
        ``regon``, ``krs``, ``ceidg``, ``vies``, ``gleif``.
    kind : {"organisation", "local unit"}
        A local unit belongs to the organisation whose REGON it carries.
    natural_person : bool or None
        Whether it is a sole trader, whose name, address and number are personal data (DIR-2); None where the register does not tell.
    as_of : date or None
        The day for which the register vouches; None where it tells none.
    complete : bool
        False where the register was asked only for a line of a list; its silence then says nothing.
    """

    register: str
    kind: Literal["organisation", "local unit"]
    names: tuple[Name, ...]
    natural_person: bool | None
    identifiers: tuple[Identifier, ...]
    state: State | None = None
    legal_form: LegalForm | None = None
    founded: date | None = None
    started: date | None = None
    entered: date | None = None
    struck_off: date | None = None
    addresses: tuple[Address, ...] = ()
    contacts: tuple[Contact, ...] = ()
    activities: tuple[ActivityCode, ...] = ()
    local_units: tuple[LocalUnit, ...] = ()
    capital: Capital | None = None
    as_of: date | None = None
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    complete: bool = True

    @property
    def name(self) -> str:
        """The first name; empty where the register gives none."""
        return self.names[0].text if self.names else ""

    def number(self, scheme: Scheme) -> str | None:
        """Return the value of the first identifier of a scheme."""
        return next((one.value for one in self.identifiers if one.scheme == scheme), None)
