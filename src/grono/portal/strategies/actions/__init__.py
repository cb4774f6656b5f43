"""Everything that changes strategies, their cards and their plans."""

from grono.portal.strategies.actions.cards import (
    DRAW_PICTURES,
    change_waiting_card,
    confirm_card,
    discard_waiting_card,
    keep_card_for_confirmation,
    keep_pictures,
    load_card,
    remove_card,
    restore_card,
)
from grono.portal.strategies.actions.further import add_part, change_part, remove_part, restore_part
from grono.portal.strategies.actions.history import amend_plan, correct_plan, record_resolution
from grono.portal.strategies.actions.plan import (
    add_funding,
    add_indicator,
    add_node,
    bind_indicator,
    change_draft,
    describe_funding,
    describe_indicator,
    describe_node,
    remove_draft,
    restore_draft,
)
from grono.portal.strategies.actions.strategies import (
    change_strategy,
    enter_strategy,
    publish_strategy,
    remove_strategy,
    restore_strategy,
    withdraw_strategy,
)
from grono.portal.strategies.actions.striking import bring_back, strike_out
from grono.portal.strategies.actions.unfolding import unfold_card
from grono.portal.strategies.actions.words import AUDIT_WORDS, VERBS

__all__ = [
    "AUDIT_WORDS",
    "DRAW_PICTURES",
    "VERBS",
    "add_funding",
    "add_indicator",
    "add_node",
    "add_part",
    "amend_plan",
    "bind_indicator",
    "bring_back",
    "change_draft",
    "change_part",
    "change_strategy",
    "change_waiting_card",
    "confirm_card",
    "correct_plan",
    "describe_funding",
    "describe_indicator",
    "describe_node",
    "discard_waiting_card",
    "enter_strategy",
    "keep_card_for_confirmation",
    "keep_pictures",
    "load_card",
    "publish_strategy",
    "record_resolution",
    "remove_card",
    "remove_draft",
    "remove_part",
    "remove_strategy",
    "restore_card",
    "restore_draft",
    "restore_part",
    "restore_strategy",
    "strike_out",
    "unfold_card",
    "withdraw_strategy",
]
