"""Recorded answers for the demonstration: invented organisations in the form of the registers, replayed without a network."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils import timezone

from grono.sources.registers import RegisterAnswer

if TYPE_CHECKING:
    from grono.sources.registers import RegisterRequest

FOLDER = "data/recorded"


class RecordedTransport:
    """Answers from the files of the package; a number without a file is not known."""

    def send(self, request: RegisterRequest) -> RegisterAnswer:
        """Return the recorded answer."""
        content = _files().get((request.register, _number_of(request)))
        return RegisterAnswer(request.address, 404 if content is None else 200, content or b"", timezone.now())


def _number_of(request: RegisterRequest) -> str:
    if found := re.search(r"/ms/([A-Z]{2})/vat/(\w+)", request.address):
        return found[1] + found[2]
    found = re.search(r"/(\d{10})\b", request.address)
    return found[1] if found else ""


def _files() -> dict[tuple[str, str], bytes]:
    folder = files("grono.portal.intake").joinpath(FOLDER)
    return {_key(one.name): one.read_bytes() for one in folder.iterdir() if one.name.endswith(".json")}


def _key(name: str) -> tuple[str, str]:
    register, _dash, number = name.removesuffix(".json").partition("_")
    return register, number


def recorded_numbers() -> list[tuple[str, str]]:
    """Return register and number of everything that is recorded."""
    return sorted(_files())
