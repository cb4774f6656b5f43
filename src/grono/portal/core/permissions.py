"""What may be done in the core, and the way views ask for it."""

from __future__ import annotations

from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.functional import Promise

    Parameters = ParamSpec("Parameters")
    View = Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]

PERMISSIONS: dict[str, str | Promise] = {
    "core.edit_own_account": _("change one's own name and language"),
    "core.see_own_runs": _("watch and cancel one's own background work"),
    "core.see_all_runs": _("watch and cancel everyone's background work"),
    "core.see_audit": _("see who changed what"),
    "core.manage_users": _("invite people, give and take roles"),
    "core.declare_session": _("begin a declared session, with a reason that the owners of the data are shown"),
    "core.see_private_data": _("see private data of people, in a declared session only"),
}


def modules_of_apps(name: str) -> Iterator[ModuleType]:
    """Return the module of this name of every app of the portal that has one."""
    for app in apps.get_app_configs():
        if app.name.startswith("grono.portal.") and find_spec(f"{app.name}.{name}"):
            yield import_module(f"{app.name}.{name}")


def all_permissions() -> Mapping[str, str | Promise]:
    """Return every permission of every app with its description."""
    found: dict[str, str | Promise] = {}
    for module in modules_of_apps("permissions"):
        found |= getattr(module, "PERMISSIONS", {})
    return found


def requires(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a view through for whoever has the permission; a visitor is sent to the log-in page, anyone else gets 403."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            reader = request.user
            if reader.can(permission):  # type: ignore[union-attr]
                return view(request, *args, **kwargs)  # type: ignore[no-any-return]
            if not reader.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied(permission)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
