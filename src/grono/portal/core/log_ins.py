"""Log-ins of people: noted when they begin, touched while they are used, and ended from afar (TRU-10)."""

from __future__ import annotations

import datetime
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db.models import F
from django.utils import timezone

from grono.portal.core.models import LogIn, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NOTED = "log_in"
"""Where the session keeps the identifier of its log-in and when that was last touched."""
RIGHTS = "rights_version"
"""Where the session keeps under which rights it was begun."""
TOUCHED_EVERY = datetime.timedelta(minutes=10)
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(told: str) -> str:
    """Return browser and system in two words, as far as the header tells; no version, which would only tell people apart.

    Examples
    --------
    >>> browser_of("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
    'Firefox, Linux'
    >>> browser_of("curl/8.5.0"), browser_of("")
    ('curl', '')
    """
    found = [next((name for sign, name in known if sign in told), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found)) or re.sub(r"[^\w.-].*", "", told.partition("/")[0])[:100]


def note_log_in(*, request: HttpRequest | None, user: User, **_others: Any) -> None:
    """Keep that somebody has logged in; the signal of Django calls it."""
    if request is None or not hasattr(request, "session"):
        return
    if request.session.session_key is None:
        request.session.save()
    told = request.headers.get("User-Agent", "")
    noted = LogIn.objects.create(user=user, session_key=str(request.session.session_key), browser=browser_of(told))
    request.session[NOTED] = [noted.public_id, noted.used_at.isoformat()]
    request.session[RIGHTS] = user.rights_version


def note_change_of_rights(user: User) -> None:
    """Have every session of a person take a new key at its next request: a key that was caught before opens nothing more."""
    User.objects.filter(pk=user.pk).update(rights_version=F("rights_version") + 1)
    user.rights_version += 1


def load_old_log_in(user: User, *, at: datetime.datetime) -> None:
    """Keep a log-in of long ago of somebody invented for the demonstration, whose time to be kept is nearly over."""
    if not LogIn.objects.filter(user=user).exists():
        LogIn.objects.create(user=user, session_key="", browser="Firefox, Linux", began_at=at, used_at=at, ended_at=at)


def renew_key(*, request: HttpRequest, **_others: Any) -> None:
    """Follow the session to its new key, which it takes when its person changes the password."""
    noted = request.session.get(NOTED)
    if noted:
        if request.session.session_key is None:
            request.session.save()
        LogIn.objects.filter(public_id=noted[0]).update(session_key=request.session.session_key)


def note_log_out(*, request: HttpRequest | None, **_others: Any) -> None:
    """Keep that somebody has logged out."""
    noted = getattr(request, "session", {}).get(NOTED)
    if noted:
        LogIn.objects.filter(public_id=noted[0], ended_at__isnull=True).update(ended_at=timezone.now())


def is_going_on(log_in: LogIn) -> bool:
    """Say whether the browser of a log-in would still be let in."""
    return bool(_store()().exists(log_in.session_key))


def forget_session(log_in: LogIn) -> None:
    """Throw the session of a log-in away: its browser is nobody's at the next request."""
    _store()(log_in.session_key).delete()


def forget_sessions_of(user: User) -> None:
    """End every log-in of a person whose account is closed, so that none comes back when it is opened again."""
    for one in LogIn.objects.filter(user=user, ended_at__isnull=True):
        one.ended_at = max(timezone.now(), one.began_at)
        one.save(update_fields=["ended_at"])
        forget_session(one)


def _store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


class LogInMiddleware:
    """Writes now and then that a log-in is used, and rotates its key when its person's rights changed; visitors cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Touch the log-in when ten minutes have passed since it was touched."""
        response = self.get_response(request)
        if request.session.accessed and response.status_code < 500:  # an error saves no session, so it gets no new key
            _rotate(request)
            _touch(request)
        return response


def _rotate(request: HttpRequest) -> None:
    """Give the session a new key where the rights of its person are not those that it was begun under."""
    version = getattr(request.user, "rights_version", None)
    # A token of the API has a person and no session.
    if request.session.get(SESSION_KEY) != str(request.user.pk) or request.session.get(RIGHTS) == version:
        return
    request.session.cycle_key()
    request.session[RIGHTS] = version
    renew_key(request=request)


def _touch(request: HttpRequest) -> None:
    noted, now = request.session.get(NOTED), timezone.now()
    if noted and now - datetime.datetime.fromisoformat(noted[1]) > TOUCHED_EVERY:
        LogIn.objects.filter(public_id=noted[0]).update(used_at=now)
        request.session[NOTED] = [noted[0], now.isoformat()]
