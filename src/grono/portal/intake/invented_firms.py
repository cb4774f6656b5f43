"""The demonstration's CEIDG: invented firms in the form in which the register answers a search, without a network."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from grono.sources.registers import RegisterAnswer

if TYPE_CHECKING:
    from grono.sources.registers import RegisterRequest


class InventedFirms:
    """Answers searches by code, voivodeship and powiat from the file of the package, all on one page."""

    def send(self, request: RegisterRequest) -> RegisterAnswer:
        """Return the firms that the question lets through."""
        asked = parse_qs(urlsplit(request.address).query)
        firms = [row["firma"] for row in _firms() if row["pkd"] in asked.get("pkd", []) and _is_there(row, asked)]
        content = json.dumps({"firmy": firms, "count": len(firms), "links": {}}, ensure_ascii=False)
        return RegisterAnswer(request.address, 200, content.encode(), timezone.now())


def _is_there(row: dict[str, Any], asked: dict[str, list[str]]) -> bool:
    wanted = [name.casefold() for name in asked.get("wojewodztwo", [])]
    return row["firma"]["adresDzialalnosci"]["wojewodztwo"].casefold() in wanted


@cache
def _firms() -> tuple[dict[str, Any], ...]:
    text = files("grono.portal.intake").joinpath("data", "invented_firms.json").read_text("utf-8")
    return tuple(json.loads(text))
