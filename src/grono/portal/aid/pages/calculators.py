"""The calculators: loans, guarantees, instalments, rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _

from grono.messages import message
from grono.portal.aid.forms.calculators import GuaranteeForm, InstalmentsForm, LoanForm, RatesForm, SameCostsForm
from grono.portal.aid.forms.fields import language
from grono.portal.aid.pages.base_rates import origin
from grono.portal.aid.pages.common import way
from grono.portal.aid.queries import base_rate_on
from grono.portal.core.templatetags.grono import number
from grono.stateaid import (
    Equivalent,
    SameCosts,
    equal_principals,
    instalments,
    preferential_loan,
    regulation_on,
    simplified_guarantee,
    simplified_loan,
    with_state_aid,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from django import forms

    from grono.portal.core.visitor import Reader


def page(reader: Reader, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the calculators; the one that was filled in with its result."""
    chosen = asked.get("kind", "")
    tools = []
    for kind, title, lead, form_class, compute in _kinds():
        form = form_class(asked if kind == chosen else None, auto_id=f"{kind}_%s")
        result = compute(form.cleaned_data) if kind == chosen and form.is_valid() else None
        tools.append(
            {
                "kind": kind,
                "title": title,
                "lead": lead,
                "form": form,
                "result": _shown(result),
                "origin": _origin(form),
            }
        )
    return {"tools": tools, "breadcrumbs": way(reader)}


def _origin(form: forms.Form) -> str:
    """Return where the discount rate comes from, when it was not typed."""
    return str(getattr(form, "cleaned_data", {}).get("origin", ""))


def _kinds() -> list[tuple[str, str, str, type[forms.Form], Callable[[dict[str, Any]], Equivalent | SameCosts]]]:
    return [
        ("loan", _("Loan, simplified"), _("By amount and duration (art. 4(3))."), LoanForm, _loan),
        ("guarantee", _("Guarantee, simplified"), _("By amount and duration (art. 4(6))."), GuaranteeForm, _guarantee),
        (
            "instalments",
            _("Instalments"),
            _("Discounted to the day of granting (art. 3(6))."),
            InstalmentsForm,
            _instalments,
        ),
        ("rates", _("Preferential loan by rates"), _("Yearly periods, equal repayments."), RatesForm, _rates),
        (
            "costs",
            _("Aid for the same costs"),
            _("Beside State aid, up to its highest intensity or amount (art. 5(3))."),
            SameCostsForm,
            _costs,
        ),
    ]


def _shown(result: Equivalent | SameCosts | None) -> dict[str, Any] | None:
    if result is None:
        return None
    if isinstance(result, SameCosts):
        return _shown_room(result)
    return {
        "gge": number(result.gge) if result.gge is not None else "",
        "reason": result.reason.in_language(language()) if result.reason else "",
        "parts": " + ".join(str(number(part)) for part in result.parts),
        "unchecked": result.unchecked,
    }


def _shown_room(result: SameCosts) -> dict[str, Any]:
    room = number(result.room, 2)
    if result.allowed:
        return {"answer": _("It fits; up to %(room)s there is room beside the State aid.") % {"room": room}}
    sentence = _("It does not fit (%(article)s); beside the State aid there is room for %(room)s.")
    return {"reason": sentence % {"article": result.article, "room": room}}


def _no_parameters(data: dict[str, Any]) -> Equivalent:
    sentence = message(
        "Cannot tell: no parameters of Regulation %(code)s are recorded for %(day)s.",
        code=data["regulation"],
        day=data["day"].isoformat(),
    )
    return Equivalent(None, sentence)


def _loan(data: dict[str, Any]) -> Equivalent:
    regulation = regulation_on(data["regulation"], data["day"])
    if regulation is None:
        return _no_parameters(data)
    return simplified_loan(
        data["amount"],
        data["years"],
        regulation,
        collateral_percent=data["collateral"],
        insolvent=data["insolvent"],
        comparable_to_b_minus=not data["below_b"],
    )


def _guarantee(data: dict[str, Any]) -> Equivalent:
    regulation = regulation_on(data["regulation"], data["day"])
    if regulation is None:
        return _no_parameters(data)
    return simplified_guarantee(
        data["amount"], data["years"], regulation, share_of_loan_percent=data["share"], insolvent=data["insolvent"]
    )


def _instalments(data: dict[str, Any]) -> Equivalent:
    rate = _discount(data)
    return _no_base_rate(data) if rate is None else instalments(data["instalments"], _share(rate))


def _discount(data: dict[str, Any]) -> Decimal | None:
    """Return the discount rate that was typed, or else that of the base rate in force; the page then shows which."""
    if data["discount_rate"] is not None:
        return cast("Decimal", data["discount_rate"])
    found = base_rate_on(data["day"])
    if found is None:
        return None
    data["origin"] = origin(found)
    return found.discount_percent


def _no_base_rate(data: dict[str, Any]) -> Equivalent:
    sentence = message(
        "Cannot tell: no base rate is recorded for %(day)s. Type the discount rate, or have the base rate recorded.",
        day=data["day"].isoformat(),
    )
    return Equivalent(None, sentence)


def _rates(data: dict[str, Any]) -> Equivalent:
    rate = _discount(data)
    if rate is None:
        return _no_base_rate(data)
    return preferential_loan(
        equal_principals(data["amount"], data["years"]),
        reference_rate=_share(data["reference_rate"]),
        loan_rate=_share(data["loan_rate"]),
        discount_rate=_share(rate),
    )


def _costs(data: dict[str, Any]) -> Equivalent | SameCosts:
    intensity = data["intensity"]
    return with_state_aid(
        data["amount"],
        data["costs"],
        data["other_aid"],
        highest_intensity=None if intensity is None else _share(intensity),
        highest_amount=data["most"],
    )


def _share(percent: Decimal) -> Decimal:
    return percent / 100
