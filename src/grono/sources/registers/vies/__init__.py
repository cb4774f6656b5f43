"""VIES, the VAT numbers of the European Union: its REST interface (https://ec.europa.eu/taxation_customs/vies)."""

from grono.sources.registers.vies.answers import ViesCheck, parse_check
from grono.sources.registers.vies.requests import check_request

__all__ = ["ViesCheck", "check_request", "parse_check"]
