"""The pages of registers: what to ask, what they answered, beside what stands in the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Link
from grono.portal.directory.kinds import CodeSystem, OrganisationState
from grono.portal.directory.legal_forms import legal_form_label
from grono.portal.directory.many import names_of
from grono.portal.intake.answers import beside, organisation_of, register_settings
from grono.portal.intake.kinds import field_title
from grono.portal.intake.pages.lists import way
from grono.sources.registers.settings import CEIDG_TOKEN, REGON_KEY
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.intake.models import DuplicateCase, LookUp, RegisterEntry


def look_up(form: Any) -> dict[str, Any]:
    """Return the page on which a register is asked."""
    keys = register_settings()
    missing = [(register_name("regon"), REGON_KEY)] if not keys.regon_key else []
    missing += [(register_name("ceidg"), CEIDG_TOKEN)] if not keys.ceidg_token else []
    sentence = _(
        "%(register)s can be asked once the operator has asked its office for a key and put it into the setting %(name)s."
    )
    return {
        "form": form,
        "missing": [sentence % {"register": register, "name": name} for register, name in missing],
        "has_recorded": settings.DEMONSTRATION,
        "breadcrumbs": way(),
    }


def answers(rows: Sequence[LookUp]) -> dict[str, Any]:
    """Return the page of the answers to a list of numbers."""
    first = rows[0]
    return {
        "rows": [_shown(row) for row in rows],
        "list_id": first.list_id,
        "is_recorded": first.is_recorded,
        "waits": [row for row in rows if row.asked_at is None],
        "breadcrumbs": [*way(), Link(_("Ask a register"), reverse("intake:look_up"))],
    }


def _shown(row: LookUp) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "title": f"{register_name(row.register)}: {row.number}",
        "refusal": row.refusals.get(language, ""),
        "is_asked": row.asked_at is not None,
        "entries": [_entry(one) for one in row.entries.all()],
        "duplicates": [_case(one) for one in row.duplicates.all()],
    }


def _entry(one: RegisterEntry) -> dict[str, Any]:
    key = organisation_of(one.values)
    known = names_of([key])[key] if key else None
    fields = [
        {
            "key": row.field,
            "title": field_title(row.field),
            "said": _text(row.field, row.said) + _edition(row.field, one.values),
            "stands": _text(row.field, row.stands) if known else "",
            "differs": row.differs,
            "is_conflict": row.is_conflict,
        }
        for row in beside(one)
    ]
    return {
        "public_id": one.public_id,
        "name": one.values.get("legal_name", ""),
        "known": known[1] if known else "",
        "href": reverse("directory:organisation", args=[known[0]]) if known else "",
        "fields": fields,
        "may_take": not known or any(row["differs"] for row in fields),
        "sha256": one.evidence.get("sha256", ""),
        "at": one.look_up.asked_at,
        "applied_at": one.applied_at,
    }


def _edition(name: str, values: dict[str, Any]) -> str:
    """Return the edition of a code behind it, and that it was inferred where the register wrote none (DIR-12)."""
    if name not in ("main_code", "other_codes"):
        return ""
    edition = str(CodeSystem(values["code_system"]).label)
    if values.get("edition_inferred"):
        edition += "; " + _("inferred: %(basis)s") % {"basis": values["edition_inferred"]}
    return f" ({edition})"


def _text(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "state":
        return str(OrganisationState(value).label)
    if name == "legal_form":
        return legal_form_label(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _case(one: DuplicateCase) -> str:
    sentence = _(
        "Several entries of the register have the number %(number)s. They may be one organisation or several: judge them one by one."
    )
    return sentence % {"number": f"{one.scheme.upper()} {one.value}"}
