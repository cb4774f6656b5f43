"""Template tags shared by all apps: ``{% load grono %}``."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()

NO_VALUE = "—"


def babel_locale() -> str:
    """Return the reader's locale; English is European English: 3 May 2027."""
    language = get_language() or "pl"
    return "en_GB" if language == "en" else language


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """Return a number in the reader's form; ``number:2`` shows exactly two decimals; nothing for ``None``."""
    if value is None or value == "":
        return NO_VALUE
    if not isinstance(value, int | float | Decimal):
        return str(value)
    pattern = "#,##0.###" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return _written(value, pattern, babel_locale())


@lru_cache(maxsize=8192)
def _written(value: float | Decimal, pattern: str, locale: str) -> str:
    """Write a number; a table has many, and many of them alike."""
    return str(format_decimal(value, format=pattern, locale=locale)).replace("-", "\N{MINUS SIGN}")


@register.filter
def percent(value: Any, decimals: int = 0) -> str:
    """Return a share as a percentage: 0.86 is 86%, with or without a space as the language has it (CLDR)."""
    if value is None or value == "":
        return NO_VALUE
    digits = "0" + ("." + "0" * decimals if decimals else "")
    pattern = Locale.parse(babel_locale()).percent_formats[None].pattern.replace("#,##0", digits)
    return str(format_percent(value, format=pattern, locale=babel_locale())).replace("-", "\N{MINUS SIGN}")


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """Return a date in words: 3 May 2027, 3 maja 2027."""
    if not value:
        return NO_VALUE
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    return str(format_date(value, "long", locale=babel_locale()))


@register.filter
def month(value: datetime.date) -> str:
    """Return the month of a date in words: May 2027, maj 2027."""
    return str(format_date(value, "LLLL y", locale=babel_locale()))


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """Return date and time of day: 3 May 2027, 14:05."""
    if not value:
        return NO_VALUE
    local = timezone.localtime(value)
    return f"{format_date(local.date(), 'long', locale=babel_locale())}, {format_datetime(local, 'HH:mm', locale=babel_locale())}"


@register.filter
def duration(value: datetime.timedelta | None) -> str:
    """Return a length of time in words: less than a second, 5 seconds, 3 minutes."""
    if value is None:
        return NO_VALUE
    if value < datetime.timedelta(seconds=1):
        return gettext("less than a second")
    return str(format_timedelta(value, locale=babel_locale(), threshold=1.5))


@register.simple_tag
def lang(language: str) -> SafeString:
    """Return `` lang="…"`` for a text in another language than the page, nothing otherwise."""
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', language)


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Say whether the reader may do something: ``{% may "maps.upload_table" as may_upload %}``."""
    request = context.get("request")
    return bool(request and request.user.can(permission))
