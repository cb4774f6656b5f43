"""What is asked of an office: an address with parameters, and what must be known of the answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Office:
    """Who publishes the tables.

    Parameters
    ----------
    key : str
        Short name for files.
    name : str
        Name for people.
    licence : str
        On what terms its tables may be used, as the office puts it in short, with the address of the terms.
    """

    key: str
    name: str
    licence: str


@dataclass(frozen=True)
class Request:
    """One file to be fetched.

    Parameters
    ----------
    office : Office
        Who is asked.
    name : str
        What the raw copy is to be called, with its suffix.
    url : str
        Address without parameters.
    parameters : tuple of pairs
        In the order in which they are sent; a name may come several times.
    headers : mapping
        Sent, but neither kept nor part of the key: secrets go here.
    expected : tuple of str
        Words of which the content type of the answer must contain one; empty when any will do.
    """

    office: Office
    name: str
    url: str
    parameters: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    expected: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Address with its parameters."""
        return f"{self.url}?{urlencode(self.parameters, safe=':,')}" if self.parameters else self.url

    @property
    def key(self) -> str:
        """What tells this request from every other: a digest of its address."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:12]
