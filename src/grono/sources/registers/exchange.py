"""What is sent to a register and what comes back: values, without a network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from grono.messages import message
from grono.sources.registers.errors import refused, unreachable
from grono.sources.registers.record import Evidence
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True)
class RegisterRequest:
    """One question to a register.

    Parameters
    ----------
    register : str
        Key of the register.
    method : str
        ``GET`` or ``POST``.
    address : str
        Whole address; holds no secret.
    headers : mapping
        Secrets go here and nowhere else.
    body : bytes
        Of a ``POST``.
    """

    register: str
    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class RegisterAnswer:
    """One answer of a register; the bytes are read and then dropped, since they may name persons.

    Parameters
    ----------
    address : str
        Where it came from.
    status : int
        Number of the answer in HTTP.
    content : bytes
        The answer.
    at : datetime
        When it came, from the caller's clock.
    """

    address: str
    status: int
    content: bytes = field(repr=False)
    at: datetime

    @property
    def evidence(self) -> Evidence:
        """Address, SHA-256 of the bytes, and when."""
        return Evidence(self.address, hashlib.sha256(self.content).hexdigest(), self.at)


class Transport(Protocol):
    """Whoever carries a request to a register and its answer back."""

    def send(self, request: RegisterRequest) -> RegisterAnswer:
        """Return the answer; raise :class:`RegisterUnreachable` when there is none."""
        ...


NOTHING = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND})
"""Answers that say: nothing of this number here."""


def is_found(register: str, answer: RegisterAnswer) -> bool:
    """Tell whether an answer brings something; False for "nothing here".

    Raises
    ------
    RegisterUnreachable
        When the register says that it is out of order.
    RegisterRefused
        When it will not tell.
    """
    status, name = answer.status, register_name(register)
    if status == HTTPStatus.OK:
        return True
    if status in NOTHING:
        return False
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise refused(name, message("it wants a key, or does not know the one given. Check the key in the settings."))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise refused(name, message("it has been asked too often. Wait some minutes and ask again."))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise unreachable(name, message("it says that it is out of order (answer %(status)s)", status=status))
    raise refused(
        name, message("it did not understand the question (answer %(status)s). Check the number.", status=status)
    )
