"""Requests to the API of CEIDG, built by pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from grono.sources.registers.checks import clean_number
from grono.sources.registers.exchange import RegisterRequest

if TYPE_CHECKING:
    from grono.sources.registers.record import Scheme

PAGE_SIZE = 25
"""Firms on one page, the number that the API gives by default."""


@dataclass(frozen=True)
class FirmFilter:
    """Which firms are wanted: values of one kind are alternatives, kinds narrow each other.

    Parameters
    ----------
    codes : tuple of str
        Subclasses of PKD: ``70.10.Z``.
    voivodeships, powiats, gminas, towns : tuple of str
        Names, as CEIDG writes them.
    states : tuple of str
        ``AKTYWNY``, ``ZAWIESZONY``, ``WYKRESLONY``, ``OCZEKUJE_NA_ROZPOCZECIE_DZIALANOSCI``, ``WYLACZNIE_W_FORMIE_SPOLKI``.
    """

    codes: tuple[str, ...] = ()
    voivodeships: tuple[str, ...] = ()
    powiats: tuple[str, ...] = ()
    gminas: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    states: tuple[str, ...] = ("AKTYWNY",)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Parameters of the address, in a fixed order; codes without dots."""
        given = (
            ("pkd", tuple(code.replace(".", "") for code in self.codes)), ("wojewodztwo", self.voivodeships),
            ("powiat", self.powiats), ("gmina", self.gminas), ("miasto", self.towns), ("status", self.states),
        )  # fmt: skip
        return [(name, value) for name, values in given for value in values]


def firm_request(address: str, token: str, scheme: Scheme, number: str) -> RegisterRequest:
    """Ask for everything on the firm with a NIP or REGON."""
    query = urlencode([(str(scheme), clean_number(scheme, number))])
    return _request(f"{address}/firma?{query}", token)


def firms_request(address: str, token: str, wanted: FirmFilter, page: int | None = None) -> RegisterRequest:
    """Ask for one page of the firms that a filter lets through; the first one without a number, since the API names it itself.

    Examples
    --------
    >>> firms_request("https://dane.biznes.gov.pl/api/ceidg/v3", "t", FirmFilter(("62.01.Z",), gminas=("Leszno",)), 2).address
    'https://dane.biznes.gov.pl/api/ceidg/v3/firmy?pkd=6201Z&gmina=Leszno&status=AKTYWNY&limit=25&page=2'
    """
    numbered = [] if page is None else [("page", str(page))]
    query = urlencode([*wanted.parameters, ("limit", str(PAGE_SIZE)), *numbered])
    return _request(f"{address}/firmy?{query}", token)


def _request(address: str, token: str) -> RegisterRequest:
    return RegisterRequest("ceidg", "GET", address, {"Authorization": f"Bearer {token}", "Accept": "application/json"})
