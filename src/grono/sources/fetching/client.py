"""The client: asks politely, keeps what came, goes on where a connection broke."""

from __future__ import annotations

import gzip
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count
from typing import TYPE_CHECKING, Literal

import httpx

import grono
from grono.messages import GronoError
from grono.sources.fetching import answers, errors
from grono.sources.fetching.shelf import GZIP, RawCopy, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, timedelta
    from pathlib import Path

    from grono.clustermap.progress import Progress
    from grono.sources.fetching.quota import Quota
    from grono.sources.fetching.request import Request
    from grono.sources.fetching.shelf import Part

    Sleep = Callable[[float], None]
    Now = Callable[[], datetime]

USER_AGENT = f"Grono/{grono.__version__} (cluster maps; open source; fetches each table once and keeps it)"

ATTEMPTS = 5
"""So often an office is asked before giving up: 30 seconds of pauses in all."""

LONGEST_WAIT = 900.0
"""Seconds that a person is made to wait because an office asks for it; beyond, the command ends and can be run again."""

LARGEST = 2 << 30
"""Bytes of the largest answer; the largest bulk files of Eurostat have some hundred megabytes."""

TIMEOUT = httpx.Timeout(60.0, connect=15.0)
"""Seconds without a byte before a connection counts as broken; offices prepare large tables for half a minute."""


@dataclass(frozen=True)
class Fetched:
    """What a request brought.

    Parameters
    ----------
    copy : RawCopy
        The file.
    how : {"kept", "unchanged", "fetched"}
        Here and not asked for again; here and confirmed by the office; newly come.
    """

    copy: RawCopy
    how: Literal["kept", "unchanged", "fetched"]


class _BrokenOffError(Exception):
    """An attempt that failed for a reason that may pass; with the pause that the office asks for."""

    def __init__(self, pause: float | None = None, final: errors.FetchError | None = None) -> None:
        super().__init__()
        self.pause = pause
        self.final = final


class Client:
    """Fetches files of offices into a folder of raw copies.

    Parameters
    ----------
    folder : Path
        Where raw copies are kept.
    now : callable
        The present, from the caller: aware, as the ledger and the copies outlive a change of time zone.
    sleep : callable
        Waits so many seconds.
    minimum_age : timedelta
        A copy younger than this is used without asking.
    progress : callable, optional
        Is told ``(file, bytes done, bytes in all or 0)``, and ``("waiting", seconds, seconds in all)``; raising in it stops.
    quota : Quota, optional
        The limits of the office.
    """

    def __init__(  # noqa: PLR0913 - everything from outside is handed in, by name
        self,
        folder: Path,
        *,
        now: Now,
        sleep: Sleep,
        minimum_age: timedelta,
        progress: Progress | None = None,
        quota: Quota | None = None,
    ) -> None:
        self.shelf = Shelf(folder)
        self._now, self._sleep = now, sleep
        self._minimum_age = minimum_age
        self._progress = progress or _unwatched
        self._quota = quota
        self._http = httpx.Client(timeout=TIMEOUT, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def fetch(self, request: Request) -> Fetched:
        """Return a file, from the folder where it is recent, from the office otherwise.

        Raises
        ------
        NoAnswerError, RefusedError, UnexpectedAnswerError, QuotaError
            With what to do; the beginning of a broken download stays, and the next call goes on from it.
        """
        copy = self.shelf.find(request)
        if copy is not None and self._now() - copy.checked < self._minimum_age:
            return Fetched(copy, "kept")
        for attempt in count(1):
            try:
                return self._attempt(request, copy)
            except _BrokenOffError as error:
                if attempt >= ATTEMPTS:
                    raise (error.final or errors.no_answer(request.office.name)) from error
                self._wait(request, error.pause if error.pause is not None else answers.pause_before(attempt))
        raise AssertionError  # pragma: no cover - the loop has no end of its own

    @contextmanager
    def reading(self, copy: RawCopy) -> Iterator[bytes]:
        """Give the content of a copy to whoever reads it; one that is no table is put aside, so that the office is asked again."""
        try:
            yield copy.content()
        except GronoError:
            self.shelf.put_aside(copy)
            raise

    def _attempt(self, request: Request, copy: RawCopy | None) -> Fetched:
        self._ask_leave(request)
        part = self.shelf.part(request)
        headers = dict(request.headers)
        version = part.version
        if part.size and version:
            headers |= {"Range": f"bytes={part.size}-", "If-Range": version}
        elif copy is not None:
            headers |= answers.asking_for_news(copy.record)
        follow = not request.headers  # a secret must not follow a redirection to somewhere else
        try:
            with self._http.stream("GET", request.address, headers=headers, follow_redirects=follow) as response:
                if response.status_code == HTTPStatus.NOT_MODIFIED and copy is not None:
                    return Fetched(self.shelf.confirm(copy, self._now()), "unchanged")
                self._judge(request, response, part)
                self._receive(request, response, part)
                kept = answers.kept_headers(response.headers)
        except httpx.RequestError as error:
            raise _BrokenOffError from error
        self._check_whole(request, part)
        return Fetched(self.shelf.keep(request, part, kept, self._now()), "fetched")

    def _judge(self, request: Request, response: httpx.Response, part: Part) -> None:
        """Go on only with an answer that is the table, or part of it."""
        status = response.status_code
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.forget()
            raise _BrokenOffError(0.0)
        if status in answers.PASSING:
            raise _BrokenOffError(answers.retry_after(response.headers, self._now()))
        if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            raise errors.refused(request.office.name, status, request.address)
        if not answers.is_expected(response.headers, request.expected):
            raise errors.unexpected(request.office.name, response.headers.get("content-type", ""), request.expected)

    def _receive(self, request: Request, response: httpx.Response, part: Part) -> None:
        if not answers.goes_on(response.status_code, response.headers, part.size):
            if response.status_code == HTTPStatus.PARTIAL_CONTENT:
                part.forget()
                raise _BrokenOffError(0.0)
            part.begin(answers.version_of(response.headers))
        total = answers.whole_size(response.headers, part.size)
        done = part.size
        with part.path.open("ab") as file:
            for block in response.iter_raw():
                file.write(block)
                done += len(block)
                if done > LARGEST:
                    break
                self._progress(request.name, done, total)
        if done > LARGEST:
            part.forget()
            raise errors.too_large(request.office.name, LARGEST >> 20)

    def _check_whole(self, request: Request, part: Part) -> None:
        """Unpack a packed file to nowhere: one that ends too early is not kept, and asked for once more from its beginning."""
        with part.path.open("rb") as file:
            if file.read(2) != GZIP:
                return
        try:
            with gzip.open(part.path) as file:
                while file.read(1 << 20):
                    pass
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            part.forget()
            raise _BrokenOffError(final=errors.damaged(request.office.name, ATTEMPTS)) from error

    def _ask_leave(self, request: Request) -> None:
        if self._quota is None:
            return
        wait = self._quota.wait(self._now())
        if wait > 0:
            self._wait(request, wait)
        self._quota.note(self._now())

    def _wait(self, request: Request, seconds: float) -> None:
        """Wait in steps of a second, so that whoever watches can stop it."""
        if seconds > LONGEST_WAIT:
            raise errors.busy(request.office.name, seconds)
        waited = 0.0
        while waited < seconds:
            self._progress("waiting", int(waited), max(1, round(seconds)))
            step = min(1.0, seconds - waited)
            self._sleep(step)
            waited += step


def _unwatched(step: str, done: int, total: int) -> None:
    """Take no note."""
