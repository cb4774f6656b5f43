"""Everything that changes the directory."""

from grono.portal.directory.actions import (
    administrators,
    bulk,
    former_names,
    ladder,
    listed,
    numbers,
    organisations,
    people,
    places,
    placing,
    profile,
    settling,
    undoing,
)
from grono.portal.directory.actions.administrators import (
    accept_administration,
    appoint_administrator,
    decline_administration,
    invite_administrator,
    leave_administration,
    remind_only_administrators,
)
from grono.portal.directory.actions.bulk import enter_many
from grono.portal.directory.actions.former_names import keep_former_name, remove_former_name
from grono.portal.directory.actions.inventing import enter_inventions
from grono.portal.directory.actions.ladder import APPLY, AUDIT_WORDS, apply_field_rules, set_field_rule
from grono.portal.directory.actions.listed import enter_listed, suspect_sameness, take_back, take_statements
from grono.portal.directory.actions.numbers import confirm_number
from grono.portal.directory.actions.organisations import (
    change_organisation,
    enter_organisation,
    enter_organisations,
    index_again,
    remove_organisation,
    restore_organisation,
    set_visibility,
)
from grono.portal.directory.actions.people import add_post, change_post, close_post, reveal_contact
from grono.portal.directory.actions.places import close_place, keep_place, move_seat
from grono.portal.directory.actions.placing import place_in_middles
from grono.portal.directory.actions.profile import (
    change_facts,
    change_reach,
    change_texts,
    choose_codes,
    confirm_code,
    keep_certificate,
    keep_product,
    keep_suggestion,
    make_code_main,
    remove_certificate,
    remove_code,
    remove_product,
)
from grono.portal.directory.actions.settling import settle_conflict
from grono.portal.directory.actions.undoing import undo_change
from grono.portal.directory.writing import DuplicateIdentifierError

VERBS = (
    administrators.VERBS
    | bulk.VERBS
    | former_names.VERBS
    | ladder.VERBS
    | listed.VERBS
    | numbers.VERBS
    | organisations.VERBS
    | people.VERBS
    | places.VERBS
    | placing.VERBS
    | profile.VERBS
    | settling.VERBS
    | undoing.VERBS
)

__all__ = [
    "APPLY",
    "AUDIT_WORDS",
    "VERBS",
    "DuplicateIdentifierError",
    "accept_administration",
    "add_post",
    "apply_field_rules",
    "appoint_administrator",
    "change_facts",
    "change_organisation",
    "change_post",
    "change_reach",
    "change_texts",
    "choose_codes",
    "close_place",
    "close_post",
    "confirm_code",
    "confirm_number",
    "decline_administration",
    "enter_inventions",
    "enter_listed",
    "enter_many",
    "enter_organisation",
    "enter_organisations",
    "index_again",
    "invite_administrator",
    "keep_certificate",
    "keep_former_name",
    "keep_place",
    "keep_product",
    "keep_suggestion",
    "leave_administration",
    "make_code_main",
    "move_seat",
    "place_in_middles",
    "remind_only_administrators",
    "remove_certificate",
    "remove_code",
    "remove_former_name",
    "remove_organisation",
    "remove_product",
    "restore_organisation",
    "reveal_contact",
    "set_field_rule",
    "set_visibility",
    "settle_conflict",
    "suspect_sameness",
    "take_back",
    "take_statements",
    "undo_change",
]
