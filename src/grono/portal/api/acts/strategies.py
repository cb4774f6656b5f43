"""Writing what the pages of strategies write: facts, cards, parts of the plan, resolutions, further parts, publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext_noop

from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.acts.plans import AUTHORITY, authority_of
from grono.portal.api.errors import WrongParametersError
from grono.portal.strategies import actions
from grono.portal.strategies.authority_forms import ResolutionForm
from grono.portal.strategies.forms import ImportForm
from grono.portal.strategies.pages.parts import to_choose
from grono.portal.strategies.part_forms import FORMS, initial_of_part
from grono.portal.strategies.part_queries import part_visible_to
from grono.portal.strategies.plan_forms import (
    RowForm,
    initial_of,
    kind_of_node,
)
from grono.portal.strategies.queries import card_visible_to, strategies_open_for_import, strategy_visible_to
from grono.portal.strategies.reading import CardRefusedError, read_pasted, read_upload
from grono.portal.strategies.row_queries import cells_of_row
from grono.portal.strategies.strategy_form import StrategyForm, strategy_initial
from grono.portal.strategies.submitting import add_part_once, add_row, save_row
from grono.portal.strategies.views.rows import ROWS, row_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.api.acts.calls import Call
    from grono.portal.strategies.models import FurtherPart, Strategy

NEW = frozenset({"goal", "objective", "task", "stage", "action_group", "indicator", "funding"})
EDIT, CARDS, PUBLISH, ADOPT = (
    "strategies.edit_plan",
    "strategies.edit_cards",
    "strategies.publish",
    "strategies.adopt_plan",
)


def _of(strategy: Strategy, public_id: str = "", page: str = "strategies:strategy") -> Outcome:
    return Outcome(public_id or strategy.public_id, (page, strategy.public_id))


def _strategy(call: Call) -> Strategy:
    return strategy_visible_to(call.by, call["public_id"])


def _new(call: Call) -> Outcome:
    return _of(actions.enter_strategy(by=call.by, values=call.form(StrategyForm).values()))


def _edit(call: Call) -> Outcome:
    strategy = _strategy(call)
    form = call.form(StrategyForm, initial=strategy_initial(strategy))
    return _of(actions.change_strategy(by=call.by, strategy=strategy, values=form.values(), seen=form.shown()))


def _moved(act: Callable[..., Any]) -> Callable[[Call], Outcome]:
    def do(call: Call) -> Outcome:
        call.only()
        strategy = _strategy(call)
        act(by=call.by, strategy=strategy)
        return _of(strategy)

    return do


def _import(call: Call) -> Outcome:
    form = call.form(ImportForm, strategies=strategies_open_for_import(call.by))
    given = form.cleaned_data
    try:
        read = read_pasted(given["text"]) if given["file"] is None else read_upload(given["file"])
    except CardRefusedError as refusal:
        lines = {f"file, {one.row or 1}": str(one.message) for one in refusal.problems}
        raise WrongParametersError(lines) from refusal
    named = {name: given[name] for name in ("strategy", "language", "jst_teryt", "source")}
    waiting = actions.keep_card_for_confirmation(by=call.by, read=read, **named)
    card = actions.confirm_card(by=call.by, waiting=waiting)
    return Outcome(card.public_id, ("strategies:card", card.public_id))


def _card(act: Callable[..., Any]) -> Callable[[Call], Outcome]:
    def do(call: Call) -> Outcome:
        call.only()
        card = card_visible_to(call.by, call["public_id"])
        act(by=call.by, card=card)
        return Outcome(card.public_id, ("strategies:card", card.public_id))

    return do


def _add(call: Call) -> Outcome:
    strategy, kind = _strategy(call), call["kind"]
    below = call.text("below")
    parent = row_of(call.by, strategy, "node", below) if below else None
    subject: Any = kind if kind in {"indicator", "funding"} else "node"
    if kind not in NEW or (subject != "node" and parent is None):
        raise Http404
    form = call.form(RowForm, besides=["below"], kind=subject, part=kind)
    row = add_row(by=call.by, strategy=strategy, kind=kind, form=form, parent=parent)
    return _of(strategy, row.public_id, "strategies:plan")


def _row(call: Call, strategy: Strategy) -> Any:
    if call["subject"] not in ROWS:
        raise Http404
    return row_of(call.by, strategy, call["subject"], call["row"])


def _change(call: Call) -> Outcome:
    strategy = _strategy(call)
    row, kind = _row(call, strategy), call["subject"]
    if row.is_adopted and not call.by.can(ADOPT):
        raise Http404
    cells = cells_of_row(call.by, row)
    initial = initial_of(row, cells)
    form = call.form(RowForm, besides=[*AUTHORITY], kind=kind, part=kind_of_node(row), initial=initial)
    changes = form.changes(row, cells)
    authority = authority_of(call) if row.is_adopted and changes else None
    save_row(by=call.by, strategy=strategy, row=row, form=form, changes=changes, authority=authority)
    return _of(strategy, row.public_id, "strategies:plan")


def _row_moved(act: Callable[..., Any]) -> Callable[[Call], Outcome]:
    def do(call: Call) -> Outcome:
        call.only()
        strategy = _strategy(call)
        row = _row(call, strategy)
        act(by=call.by, row=row)
        return _of(strategy, row.public_id, "strategies:plan")

    return do


def _resolve(call: Call) -> Outcome:
    strategy = _strategy(call)
    authority = call.form(ResolutionForm).given()
    version = actions.record_resolution(by=call.by, strategy=strategy, authority=authority)
    return _of(strategy, version.public_id, "strategies:plan")


def _part_added(call: Call) -> Outcome:
    strategy = _strategy(call)
    if call["kind"] not in FORMS:
        raise Http404
    form = call.form(FORMS[call["kind"]], **to_choose(call.by, strategy, call["kind"]))
    part = add_part_once(by=call.by, strategy=strategy, kind=call["kind"], values=form.values())
    return _of(strategy, part.public_id, "strategies:parts")


def _part(call: Call) -> FurtherPart:
    strategy = _strategy(call)
    if call["kind"] not in FORMS:
        raise Http404
    part = part_visible_to(call.by, call["kind"], call["part"])
    if part.strategy_id != strategy.pk:
        raise Http404
    return part


def _part_changed(call: Call) -> Outcome:
    part = _part(call)
    more = to_choose(call.by, part.strategy, call["kind"])
    form = call.form(FORMS[call["kind"]], initial=initial_of_part(part, call["kind"]), **more)
    seen = form.cleaned_data["seen"] or 0
    actions.change_part(by=call.by, part=part, values=form.values(), seen=seen)
    return _of(part.strategy, part.public_id, "strategies:parts")


def _part_moved(act: Callable[..., Any]) -> Callable[[Call], Outcome]:
    def do(call: Call) -> Outcome:
        call.only()
        part = _part(call)
        act(by=call.by, part=part)
        return _of(part.strategy, part.public_id, "strategies:parts")

    return do


_AT, _PLAN_ROW = "/strategies/{public_id}", "/strategies/{public_id}/plan/rows/{subject}/{row}"
_PART = "/strategies/{public_id}/parts/{kind}/{part}"
_FIELDS = gettext_noop("Fields of the form of the page; values by year one a line, 2015: about 40,000.")
ACTS = [
    Act("strategies:strategy_new", "/strategies", gettext_noop("Enter a strategy"), _new, EDIT, StrategyForm),
    Act("strategies:strategy_edit", _AT, gettext_noop("Change the facts about a strategy"), _edit, EDIT, StrategyForm),
    Act(
        "strategies:strategy_publish",
        f"{_AT}/publication",
        gettext_noop("Publish a strategy"),
        _moved(actions.publish_strategy),
        PUBLISH,
    ),
    Act(
        "strategies:strategy_withdraw",
        f"{_AT}/withdrawal",
        gettext_noop("Make a published strategy a draft again"),
        _moved(actions.withdraw_strategy),
        PUBLISH,
    ),
    Act(
        "strategies:strategy_remove",
        f"{_AT}/removal",
        gettext_noop("Remove a strategy with its cards"),
        _moved(actions.remove_strategy),
        CARDS,
    ),
    Act(
        "strategies:strategy_restore",
        f"{_AT}/restoration",
        gettext_noop("Bring a removed strategy back as a draft"),
        _moved(actions.restore_strategy),
        CARDS,
    ),
    Act(
        "strategies:import",
        "/cards",
        gettext_noop("Import a task card, with the cells split as Grono splits them"),
        _import,
        CARDS,
        further={
            name: gettext_noop("As on the page of the import.")
            for name in ("file", "text", "strategy", "source", "jst_teryt", "language")
        },
    ),
    Act(
        "strategies:card_remove",
        "/cards/{public_id}/removal",
        gettext_noop("Take a card out of its strategy"),
        _card(actions.remove_card),
        CARDS,
    ),
    Act(
        "strategies:card_restore",
        "/cards/{public_id}/restoration",
        gettext_noop("Bring a card back"),
        _card(actions.restore_card),
        CARDS,
    ),
    Act(
        "strategies:plan_add",
        f"{_AT}/plan/rows/{{kind}}",
        gettext_noop("Add a part, an indicator or a source of money to the plan"),
        _add,
        EDIT,
        further={"below": gettext_noop("Identifier of the part above.")},
        dynamic=_FIELDS,
    ),
    Act(
        "strategies:plan_row",
        _PLAN_ROW,
        gettext_noop("Change a row of the plan; of an adopted one by an authority"),
        _change,
        EDIT,
        further=AUTHORITY,
        dynamic=_FIELDS,
    ),
    Act(
        "strategies:plan_row_remove",
        f"{_PLAN_ROW}/removal",
        gettext_noop("Take a draft row out of the plan"),
        _row_moved(actions.remove_draft),
        EDIT,
    ),
    Act(
        "strategies:plan_row_restore",
        f"{_PLAN_ROW}/restoration",
        gettext_noop("Bring a removed draft row back"),
        _row_moved(actions.restore_draft),
        EDIT,
    ),
    Act(
        "strategies:plan_resolution",
        f"{_AT}/plan/resolutions",
        gettext_noop("Record the resolution that adopts the plan, or what was entered since"),
        _resolve,
        ADOPT,
    ),
    Act(
        "strategies:part_add",
        f"{_AT}/parts/{{kind}}",
        gettext_noop("Add a further part of a strategy"),
        _part_added,
        EDIT,
        dynamic=_FIELDS,
    ),
    Act(
        "strategies:part_change",
        _PART,
        gettext_noop("Change a further part of a strategy"),
        _part_changed,
        EDIT,
        dynamic=_FIELDS,
    ),
    Act(
        "strategies:part_remove",
        f"{_PART}/removal",
        gettext_noop("Take a further part away"),
        _part_moved(actions.remove_part),
        EDIT,
    ),
    Act(
        "strategies:part_restore",
        f"{_PART}/restoration",
        gettext_noop("Bring a further part back"),
        _part_moved(actions.restore_part),
        EDIT,
    ),
]
