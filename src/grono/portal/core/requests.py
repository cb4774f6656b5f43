"""Requests by someone known, for the type checker."""

from django.http import HttpRequest

from grono.portal.core.models import User


class UserRequest(HttpRequest):
    """A request of someone with an account, as a view behind ``@requires`` gets it."""

    user: User
