"""CEIDG, the register of sole traders: its API in version 3 (https://dane.biznes.gov.pl)."""

from grono.sources.registers.ceidg.answers import CeidgPage, parse_firm, parse_firms
from grono.sources.registers.ceidg.requests import FirmFilter, firm_request, firms_request
from grono.sources.registers.ceidg.searching import find_firms

__all__ = ["CeidgPage", "FirmFilter", "find_firms", "firm_request", "firms_request", "parse_firm", "parse_firms"]
