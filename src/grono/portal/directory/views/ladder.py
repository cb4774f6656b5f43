"""The rules of the ladder: who may see which field unless the organisation chooses, and how far it may choose (DIR-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.core.display import Link
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.field_rules import rule_now
from grono.portal.directory.ladder_forms import FieldRuleForm
from grono.portal.directory.ladder_pages import ladder_page, standing_text

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_safe
@requires("directory.set_field_rules")
def ladder(request: UserRequest) -> HttpResponse:
    """Show the rules in force and what was decided."""
    return render(request, "directory/ladder.html", ladder_page(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.set_field_rules")
def field_rule(request: UserRequest, whose: str, field: str) -> HttpResponse:
    """Change one rule."""
    found = rule_now(request.user, whose, field)
    alone = found.natural_person
    form = FieldRuleForm(
        request.POST if request.method == "POST" else None, field=field, natural_person=alone, rule=found.rule
    )
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            run = actions.set_field_rule(
                by=request.user, field=field, natural_person=alone, rungs=form.rungs, reason=reason
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("The rule is decided. It holds as soon as it has been carried out for all organisations.")
            )
            return redirect("core:run", run.public_id)
    context = {
        "form": form,
        "title": str(found.rule.title).capitalize(),
        "whose": _("Sole traders") if alone else _("Organisations"),
        "standing": standing_text(found),
        "back": reverse("directory:ladder"),
        "breadcrumbs": [Link(_("Who may see what"), reverse("directory:ladder"))],
    }
    return render(request, "directory/field_rule.html", context)
