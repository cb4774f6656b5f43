"""Requests to BIR as SOAP 1.2, built by pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from grono.messages import message
from grono.sources.registers.errors import RegisterError
from grono.sources.registers.exchange import RegisterRequest
from grono.sources.registers.record import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.sources.registers.regon.reports import Version

PUBLIC = "http://CIS/BIR/PUBL/2014/07"
COMMON = "http://CIS/BIR/2014/07"
CONTRACT = "http://CIS/BIR/PUBL/2014/07/DataContract"

MOST_NUMBERS = 20
"""Numbers that the service takes in one search."""

_ONE = {Scheme.NIP: "Nip", Scheme.REGON: "Regon", Scheme.REGON_UNIT: "Regon", Scheme.KRS: "Krs"}
_SEVERAL = {Scheme.NIP: "Nipy", Scheme.REGON: "Regony9zn", Scheme.REGON_UNIT: "Regony14zn", Scheme.KRS: "Krsy"}


def login_request(address: str, key: str) -> RegisterRequest:
    """Open a session with the key of the user."""
    return _request(
        address, "Zaloguj", f"<ns:Zaloguj><ns:pKluczUzytkownika>{escape(key)}</ns:pKluczUzytkownika></ns:Zaloguj>", ""
    )


def logout_request(address: str, session: str) -> RegisterRequest:
    """Close a session."""
    body = f"<ns:Wyloguj><ns:pIdentyfikatorSesji>{escape(session)}</ns:pIdentyfikatorSesji></ns:Wyloguj>"
    return _request(address, "Wyloguj", body, session)


def search_request(
    address: str, session: str, scheme: Scheme, numbers: Sequence[str], *, version: Version = "1.1"
) -> RegisterRequest:
    """Ask who has these numbers.

    Parameters
    ----------
    scheme : Scheme
        NIP, REGON, REGON of a local unit, or KRS.
    numbers : sequence of str
        At most twenty, bare, all of one scheme.
    version : {"1", "1.1", "1.2"}
        Version 1 calls the search ``DaneSzukaj``, the later ones ``DaneSzukajPodmioty``.

    Raises
    ------
    RegisterError
        When there are more than twenty.
    """
    if not 1 <= len(numbers) <= MOST_NUMBERS:
        raise RegisterError(message(
            "REGON takes 1 to %(most)s numbers in one search, not %(given)s. Ask in several searches.",
            most=MOST_NUMBERS, given=len(numbers),
        ))  # fmt: skip
    operation = "DaneSzukaj" if version == "1" else "DaneSzukajPodmioty"
    parameter = _ONE[scheme] if len(numbers) == 1 else _SEVERAL[scheme]
    body = (
        f"<ns:{operation}><ns:pParametryWyszukiwania><dat:{parameter}>{escape(','.join(numbers))}</dat:{parameter}>"
        f"</ns:pParametryWyszukiwania></ns:{operation}>"
    )
    return _request(address, operation, body, session)


def report_request(address: str, session: str, regon: str, report: str) -> RegisterRequest:
    """Ask for a report of the holder of a REGON, written as the search delivered it."""
    body = (
        f"<ns:DanePobierzPelnyRaport><ns:pRegon>{escape(regon)}</ns:pRegon>"
        f"<ns:pNazwaRaportu>{escape(report)}</ns:pNazwaRaportu></ns:DanePobierzPelnyRaport>"
    )
    return _request(address, "DanePobierzPelnyRaport", body, session)


def value_request(address: str, session: str, name: str) -> RegisterRequest:
    """Ask for a value of the service: ``KomunikatKod``, ``StatusSesji``, ``StanDanych``, ``StatusUslugi``."""
    body = f"<ns:GetValue><ns:pNazwaParametru>{escape(name)}</ns:pNazwaParametru></ns:GetValue>"
    return _request(address, "GetValue", body, session)


def _request(address: str, operation: str, body: str, session: str) -> RegisterRequest:
    space, action = (
        (COMMON, f"{COMMON}/IUslugaBIR/{operation}")
        if operation == "GetValue"
        else (PUBLIC, f"{PUBLIC}/IUslugaBIRzewnPubl/{operation}")
    )
    envelope = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:ns="{space}" xmlns:dat="{CONTRACT}">'
        '<soap:Header xmlns:wsa="http://www.w3.org/2005/08/addressing">'
        f"<wsa:Action>{action}</wsa:Action><wsa:To>{escape(address)}</wsa:To></soap:Header>"
        f"<soap:Body>{body}</soap:Body></soap:Envelope>"
    )
    headers = {"Content-Type": f'application/soap+xml; charset=utf-8; action="{action}"'}
    if session:
        headers["sid"] = session
    return RegisterRequest("regon", "POST", address, headers, envelope.encode())
