from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.actions import invite_user, set_account_open, set_roles
from grono.portal.core.declared import shown_address
from grono.portal.core.display import Cell, Column, Download, Fact, Link, Status, Table
from grono.portal.core.exports import csv_response
from grono.portal.core.forms import InvitationForm, RolesForm, SearchForm
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import user_visible_to, users_found
from grono.portal.core.roles import ROLES
from grono.portal.core.second_factor import is_asked_of
from grono.portal.core.second_factor_queries import FactorState, factors_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from django.http import HttpResponse, StreamingHttpResponse

    from grono.portal.core.display import Tone
    from grono.portal.core.models import User
    from grono.portal.core.requests import UserRequest
    from grono.portal.core.roles import Role
    from grono.portal.core.second_factor_queries import Factors
    from grono.portal.core.visitor import Reader

PEOPLE_ON_A_PAGE = 50
FACTOR_TONES: dict[str, Tone] = {
    FactorState.SET_UP: "success",
    FactorState.MISSING: "warning",
    FactorState.NOT_ASKED: "neutral",
}


@require_safe
@requires("core.manage_users")
def people(request: UserRequest) -> HttpResponse:
    """List everyone with an account."""
    form = SearchForm(request.GET or None)
    found = users_found(request.user, *form.wanted())
    page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": _table(request.user, page),
        "actions": [Link(_("Invite a person"), reverse("core:invite"))],
        "downloads": [
            Download(_("These people as a table"), f"{reverse('core:people_file')}?{request.GET.urlencode()}", "CSV")
        ],
    }
    return render(request, "core/people.html", context)


@require_safe
@requires("core.manage_users")
def people_file(request: UserRequest) -> StreamingHttpResponse:
    """Answer with the same people as a CSV file, addresses as on the page."""
    found = users_found(request.user, *SearchForm(request.GET or None).wanted())
    return csv_response("people.csv", _file_rows(request.user, found), byte_order_mark="bom" in request.GET)


def _file_rows(reader: Reader, found: Iterable[Any]) -> Iterator[list[object]]:
    yield [_("person"), _("e-mail address"), _("roles"), _("access"), _("second factor"), _("last log-in")]
    for user in found:
        last = timezone.localtime(user.last_login).isoformat(timespec="seconds") if user.last_login else ""
        address, factor = shown_address(reader, user.email), FactorState(user.factor_state).label
        yield [user.full_name, address, _roles(user), _access(user).word, factor, last]


def _roles(user: User) -> str:
    return ", ".join(str(role.title) for role in titles(held.role for held in user.role_assignments.all()))


def _table(reader: Reader, people: Iterable[Any]) -> Table:
    rows = [
        [
            Cell(
                user.full_name,
                href=reverse("core:person", args=[user.public_id]),
                detail=shown_address(reader, user.email),
            ),
            _roles(user) or None,
            Cell(None, status=_access(user)),
            Cell(None, status=Status(FactorState(user.factor_state).label, FACTOR_TONES[user.factor_state])),
            user.last_login,
        ]
        for user in people
    ]
    columns = [
        Column(_("Person")),
        Column(_("Roles")),
        Column(_("Access")),
        Column(_("Second factor")),
        Column(_("Last log-in")),
    ]
    return Table(
        _("People with an account"), columns, rows, empty=_("Nobody matches. Try a part of the name."), stacked=True
    )


def _access(user: User) -> Status:
    if not user.is_active:
        return Status(_("closed"), "warning")
    if user.is_demonstration:
        return Status(_("open, invented person"), "information")
    return Status(_("open"), "success")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_users")
def invite(request: UserRequest) -> HttpResponse:
    """Make an account for someone and write to them."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = invite_user(by=request.user, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, _("%(name)s has been invited by e-mail.") % {"name": user})
            return redirect("core:person", user.public_id)
    return render(request, "core/invite.html", {"form": form})


@require_safe
@requires("core.manage_users")
def person(request: UserRequest, public_id: str) -> HttpResponse:
    """Show one person and what may be changed."""
    user = user_visible_to(request.user, public_id)
    return render(request, "core/person.html", _person(request, user, RolesForm(initial={"roles": sorted(user.roles)})))


def _person(request: UserRequest, user: User, form: RolesForm) -> dict[str, Any]:
    factors = factors_of(user)
    facts = [
        Fact(_("E-mail address"), shown_address(request.user, user.email)),
        Fact(_("Language of letters"), user.get_language_display()),
        Fact(_("Account since"), user.created_at),
        Fact(_("Last log-in"), user.last_login),
        Fact(_("Second factor"), _second_factor(user, factors)),
    ]
    return {"person": user, "form": form, "facts": facts, "status": _access(user), "factors": factors}


def _second_factor(user: User, factors: Factors) -> str:
    if factors.any:
        app = [_("authenticator app")] if factors.app else []
        keys = [_("passkeys: %(number)s") % {"number": len(factors.passkeys)}] if factors.passkeys else []
        return ", ".join([*app, *keys])
    return _("not set up, but asked for") if is_asked_of(user) else _("not set up")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_users")
def person_roles(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether the roles are really to change, then change them."""
    user = user_visible_to(request.user, public_id)
    form = RolesForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return render(request, "core/person.html", _person(request, user, form), status=400)
    wanted = set(form.cleaned_data["roles"])
    if request.method == "POST":
        _carry_out(
            request, lambda: set_roles(by=request.user, user=user, roles=wanted), _("The roles have been changed.")
        )
        return redirect("core:person", user.public_id)
    context = {
        "person": user,
        "wanted": sorted(wanted),
        "given": titles(wanted - user.roles),
        "taken": titles(user.roles - wanted),
    }
    return render(request, "core/person_roles.html", context)


@require_POST
@requires("core.manage_users")
def person_access(request: UserRequest, public_id: str) -> HttpResponse:
    """Close or open an account."""
    user = user_visible_to(request.user, public_id)
    is_open = request.POST.get("open") == "yes"
    done = _("The account is open again.") if is_open else _("The account has been closed.")
    _carry_out(request, lambda: set_account_open(by=request.user, user=user, is_open=is_open), done)
    return redirect("core:person", user.public_id)


def _carry_out(request: UserRequest, act: Callable[[], None], done: str) -> None:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def titles(names: Iterable[str]) -> list[Role]:
    """Return the roles of these names in the order of the list of roles."""
    chosen = set(names)
    return [role for role in ROLES.values() if role.name in chosen]
