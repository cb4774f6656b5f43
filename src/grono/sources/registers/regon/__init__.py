"""REGON, the register of Statistics Poland (GUS): its service BIR in the versions 1, 1.1 and 1.2 (https://api.stat.gov.pl/Home/RegonApi)."""

from grono.sources.registers.regon.answers import SearchHit, parse_hits, parse_result, parse_rows
from grono.sources.registers.regon.records import record_from_hit, record_from_reports
from grono.sources.registers.regon.reports import VERSIONS, report_name
from grono.sources.registers.regon.requests import (
    login_request,
    logout_request,
    report_request,
    search_request,
    value_request,
)
from grono.sources.registers.regon.session import RegonSession

__all__ = [
    "VERSIONS",
    "RegonSession",
    "SearchHit",
    "login_request",
    "logout_request",
    "parse_hits",
    "parse_result",
    "parse_rows",
    "record_from_hit",
    "record_from_reports",
    "report_name",
    "report_request",
    "search_request",
    "value_request",
]
