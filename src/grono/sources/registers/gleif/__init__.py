"""GLEIF, the register of legal entity identifiers: its API (https://www.gleif.org/en/lei-data/gleif-api)."""

from grono.sources.registers.gleif.answers import GleifPage, parse_lei, parse_leis
from grono.sources.registers.gleif.requests import lei_request, names_request

__all__ = ["GleifPage", "lei_request", "names_request", "parse_lei", "parse_leis"]
