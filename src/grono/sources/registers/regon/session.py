"""A session of BIR: log in, search, reports, log out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.sources.registers.errors import RegisterError, refused, unreachable
from grono.sources.registers.exchange import is_found
from grono.sources.registers.regon import requests
from grono.sources.registers.regon.answers import Row, parse_hits, parse_result, parse_rows
from grono.sources.registers.regon.records import record_from_hit, record_from_reports
from grono.sources.registers.regon.reports import report_name
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.sources.registers.exchange import RegisterAnswer, RegisterRequest, Transport
    from grono.sources.registers.record import Evidence, RegisterRecord, Scheme
    from grono.sources.registers.regon.answers import SearchHit
    from grono.sources.registers.regon.reports import Purpose, Version

NOT_FOUND = "4"
"""Code of the service for: nobody has this number."""

EXPIRED = ("7", "")
"""Codes for: the session is over; sessions last an hour."""


def code_sentence(code: str) -> Message:
    """Return what a code of the service (``KomunikatKod``) means.

    The codes 3 and 6 have no published meaning.
    """
    sentences = {
        "0": message("the last question was answered without an error"),
        "1": message("it wants a picture to be read by a person first, which version 1 did. Use version 1.1."),
        "2": message("too many numbers were given in one search; it takes twenty."),
        "4": message("nobody has this number."),
        "5": message("the report does not exist or is not open to this key."),
        "7": message("the session is over. Ask again."),
    }
    return sentences.get(code, message("it gives the code %(code)s, which has no published meaning.", code=code or "–"))


class RegonSession:
    """A session with the service; use it in a ``with`` block, so that it is closed.

    Parameters
    ----------
    transport : Transport
        Carries requests and answers.
    address : str
        Of the service: production or test.
    key : str
        Of the user; GUS gives it on request.
    version : {"1", "1.1", "1.2"}
        Which searches and reports are asked for.
    """

    def __init__(self, transport: Transport, address: str, key: str, *, version: Version = "1.1") -> None:
        self._transport, self._address, self._key = transport, address, key
        self._version = version
        self._session = ""
        self._answers: list[Evidence] = []
        self._searched: tuple[Evidence, ...] = ()

    def __enter__(self) -> RegonSession:
        self._log_in()
        return self

    def __exit__(self, *_: object) -> None:
        # Whether the service hears the good-bye changes nothing: a session ends by itself after an hour.
        with suppress(RegisterError):
            self._result(requests.logout_request(self._address, self._session), "Wyloguj")

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every answer that told something about an organisation."""
        return tuple(self._answers)

    def search(self, scheme: Scheme, numbers: Sequence[str]) -> list[SearchHit]:
        """Return who has these numbers; none where nobody has.

        Raises
        ------
        RegisterError
            When the service did not answer the question; the sentence says why.
        """
        operation = "DaneSzukaj" if self._version == "1" else "DaneSzukajPodmioty"
        for attempt in (1, 2):
            request = requests.search_request(self._address, self._session, scheme, numbers, version=self._version)
            hits, codes = parse_hits(self._told(request, operation))
            self._searched = self.evidence[-1:] if hits else ()
            code = (
                self._reason()
                if not hits and not codes
                else next((one for one in codes if one != NOT_FOUND), NOT_FOUND)
            )
            if hits or code == NOT_FOUND:
                return hits
            if code not in EXPIRED or attempt == 2:
                break
            self._log_in()
        raise refused(register_name("regon"), code_sentence(code))

    def report(self, hit: SearchHit, purpose: Purpose) -> list[Row]:
        """Return the rows of a report on a line of a search; none where there is no such report."""
        name = report_name(self._version, hit.kind, hit.silos, purpose)
        if name is None:
            return []
        request = requests.report_request(self._address, self._session, hit.regon, name)
        found = parse_rows(self._told(request, "DanePobierzPelnyRaport"))
        codes = [row["errorcode"] for row in found if "errorcode" in row]
        if any(code != NOT_FOUND for code in codes):
            raise refused(register_name("regon"), code_sentence(codes[0]))
        return [row for row in found if "errorcode" not in row]

    def record(self, hit: SearchHit, *, units: bool = True) -> RegisterRecord:
        """Return the record of a line of a search, with its activity codes and, if wanted, the list of its local units."""
        before = len(self._answers)
        main = next(iter(self.report(hit, "main")), None)
        if main is None:
            return record_from_hit(hit, today=self._today(), evidence=self._searched)
        codes = self.report(hit, "codes")
        counted = main.get("liczbajednlokalnych") or main.get("jednosteklokalnych") or "0"
        local = self.report(hit, "units") if units and counted != "0" else []
        return record_from_reports(
            hit,
            main,
            codes=codes,
            units=local,
            today=self._today(),
            evidence=(*self._searched, *self._answers[before:]),
        )

    def status(self, name: str) -> str:
        """Return a value of the service, such as ``StatusSesji`` or ``StanDanych``."""
        return self._result(requests.value_request(self._address, self._session, name), "GetValue").strip()

    def _log_in(self) -> None:
        self._session = self._result(requests.login_request(self._address, self._key), "Zaloguj").strip()
        if not self._session:
            raise refused(
                register_name("regon"),
                message("it does not know the key. Check GRONO_REGON_KEY; the test environment has a key of its own."),
            )

    def _reason(self) -> str:
        return self.status("KomunikatKod")

    def _today(self) -> date | None:
        return self._answers[-1].at.date() if self._answers else None

    def _told(self, request: RegisterRequest, operation: str) -> str:
        """Return a result and remember its answer as evidence, unless it is empty."""
        answer = self._send(request)
        result = parse_result(answer.content, operation)
        if result.strip():
            self._answers.append(answer.evidence)
        return result

    def _result(self, request: RegisterRequest, operation: str) -> str:
        return parse_result(self._send(request).content, operation)

    def _send(self, request: RegisterRequest) -> RegisterAnswer:
        answer = self._transport.send(request)
        if not is_found("regon", answer):
            raise unreachable(register_name("regon"), message("there is no service at its address"))
        return answer
