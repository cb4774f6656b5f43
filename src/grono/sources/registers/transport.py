"""The way to a register: only to hosts of the list, never into a private network, also after a redirect (TRU-19).

A name is resolved here, every address it leads to is judged, and the connection goes to the very address that was judged; the name is
given to TLS, which checks the certificate against it. A name that leads elsewhere a moment later therefore changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

import grono
from grono.messages import message
from grono.sources.fetching.answers import retry_after
from grono.sources.registers.errors import AddressRefused, RegisterUnreachable, unreachable
from grono.sources.registers.exchange import RegisterAnswer
from grono.sources.registers.shipped import allowed_hosts, register_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from grono.sources.registers.exchange import RegisterRequest

    Resolve = Callable[[str, int], Sequence[str]]

USER_AGENT = f"Grono/{grono.__version__} (register of organisations; open source; asks for one number at a time)"

ATTEMPTS = 2
"""A register is asked once more after a pause, then left alone: a person waits for the answer."""

PAUSE = 2.0
"""Seconds before the second attempt, where the register does not say."""

LONGEST_PAUSE = 30.0
"""Seconds that a person is made to wait because the register asks for it."""

LARGEST = 8_000_000
"""Bytes of the largest answer taken."""

REDIRECTS = 3
"""Redirects followed; none of the registers uses any today."""

TIMEOUT = httpx.Timeout(20.0, connect=10.0)
"""Seconds without a byte; REGON answers in one or two."""

PASSING = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""Answers that may be different a little later."""

_MOVED = frozenset({301, 302, 303, 307, 308})


def is_public(address: str) -> bool:
    """Tell whether an address of the network is one of the public Internet; also of an IPv4 address wrapped in IPv6.

    Examples
    --------
    >>> [is_public(one) for one in ("193.41.230.1", "10.0.0.1", "169.254.169.254", "127.0.0.1", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inside = (found.ipv4_mapped or found.sixtofour or _embedded(found)) if found.version == 6 else None
    return found.is_global and not found.is_multicast and (inside is None or is_public(str(inside)))


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a translated one stands for (RFC 6052, 64:ff9b::/96)."""
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def resolved(host: str, port: int) -> list[str]:
    """Return the addresses a name leads to."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class GuardedTransport:
    """Carries requests to registers.

    Parameters
    ----------
    now : callable
        The present, from the caller.
    sleep : callable
        Waits so many seconds.
    hosts : frozenset of str
        The only hosts that may be asked.
    resolve : callable
        Leads from a name to addresses.
    may_reach : callable
        Judges an address; only tests give another than :func:`is_public`.
    schemes : frozenset of str
        Only tests give another than ``https``.
    """

    def __init__(  # noqa: PLR0913 - everything from outside is handed in, by name
        self,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        hosts: frozenset[str] | None = None,
        resolve: Resolve = resolved,
        may_reach: Callable[[str], bool] = is_public,
        schemes: frozenset[str] = frozenset({"https"}),
    ) -> None:
        self._now, self._sleep, self._resolve = now, sleep, resolve
        self._hosts = allowed_hosts() if hosts is None else hosts
        self._may_reach, self._schemes = may_reach, schemes
        # A proxy of the environment would resolve names itself, unseen.
        self._http = httpx.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False)

    def __enter__(self) -> GuardedTransport:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(self, request: RegisterRequest) -> RegisterAnswer:
        """Return the answer of a register.

        Raises
        ------
        RegisterUnreachable
            When there is none after two attempts.
        AddressRefused
            When the address, or one it redirects to, is not on the list or leads into a private network.
        """
        for attempt in range(1, ATTEMPTS + 1):
            last = attempt == ATTEMPTS
            pause = PAUSE
            try:
                answer, headers = self._follow(request)
            except httpx.RequestError as error:
                if last:
                    raise self._unreachable(request, error) from error
            else:
                if answer.status not in PASSING or last:
                    return answer
                asked = retry_after(headers, self._now())
                if asked is not None and asked > LONGEST_PAUSE:
                    return answer
                pause = PAUSE if asked is None else asked
            self._sleep(pause)
        raise AssertionError  # pragma: no cover - the last attempt returns or raises

    def _follow(self, request: RegisterRequest) -> tuple[RegisterAnswer, httpx.Headers]:
        address, method = request.address, request.method
        for _ in range(REDIRECTS + 1):
            answer, headers = self._ask(request, method, address)
            if answer.status not in _MOVED or "location" not in headers:
                return answer, headers
            address = _moved_to(request, address, headers["location"])
        raise unreachable(register_name(request.register), message("it only sends from one address to the next"))

    def _ask(self, request: RegisterRequest, method: str, address: str) -> tuple[RegisterAnswer, httpx.Headers]:
        host, pinned = self._judged(request, address)
        headers = {"User-Agent": USER_AGENT, **request.headers, "Host": urlsplit(address).netloc}
        asked = self._http.stream(
            method, pinned, headers=headers, content=request.body or None, extensions={"sni_hostname": host}
        )
        with asked as response:
            content = bytearray()
            for block in response.iter_bytes():
                content += block
                if len(content) > LARGEST:
                    raise unreachable(
                        register_name(request.register),
                        message("its answer is larger than %(bytes)s bytes", bytes=LARGEST),
                    )
        return RegisterAnswer(address, response.status_code, bytes(content), self._now()), response.headers

    def _judged(self, request: RegisterRequest, address: str) -> tuple[str, str]:
        """Return the host, and the address with the host replaced by the judged address of the network."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme not in self._schemes or host not in self._hosts or parts.username is not None:
            raise AddressRefused(message(
                "“%(address)s” is not an address of %(register)s. Only the hosts of the list are asked, by https.",
                address=f"{parts.scheme}://{host}", register=register_name(request.register),
            ))  # fmt: skip
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            found = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise self._unreachable(request, error) from error
        if not found:
            raise unreachable(register_name(request.register), message("its name leads nowhere"))
        if not all(self._may_reach(one) for one in found):
            raise AddressRefused(message(
                "The name %(host)s leads into a private network. %(register)s was not asked; tell whoever keeps the names of your "
                "network.",
                host=host, register=register_name(request.register),
            ))  # fmt: skip
        literal = f"[{found[0]}]" if ":" in found[0] else found[0]
        return host, urlunsplit((parts.scheme, f"{literal}:{port}", parts.path, parts.query, ""))

    def _unreachable(self, request: RegisterRequest, error: Exception) -> RegisterUnreachable:
        slow = isinstance(error, httpx.TimeoutException)
        why = message("it did not answer in time") if slow else message("no connection could be made or it broke off")
        return unreachable(register_name(request.register), why)


def _moved_to(request: RegisterRequest, address: str, location: str) -> str:
    """Return where a redirect leads, on the same host only."""
    try:
        moved = urljoin(address, location)
        if _origin(moved) == _origin(address):
            return moved
    except ValueError:
        moved = location
    raise AddressRefused(
        message(
            "%(register)s wants to be asked elsewhere (“%(place)s”). Grono does not follow: a key would go there too.",
            register=register_name(request.register),
            place=moved[:80],
        )
    )


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port
