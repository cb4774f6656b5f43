"""``{% load second_factor %}``: whether the page may offer passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from grono.portal.core.passkeys import are_possible

if TYPE_CHECKING:
    from django.template import RequestContext

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_possible(context: RequestContext) -> bool:
    """Say whether browsers offer passkeys at the address of this page."""
    request = context.get("request")
    return request is not None and are_possible(request)
