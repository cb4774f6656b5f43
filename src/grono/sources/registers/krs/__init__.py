"""The National Court Register (KRS): its open API, current extracts (https://prs.ms.gov.pl/krs/openApi)."""

from grono.sources.registers.krs.extract import parse_extract
from grono.sources.registers.krs.requests import extract_request

__all__ = ["extract_request", "parse_extract"]
