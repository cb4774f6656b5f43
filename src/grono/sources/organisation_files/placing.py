"""What can be wrong with a row that can be read, once it meets the organisations that are already known."""

from __future__ import annotations

from grono.messages import message
from grono.sources.organisation_files.problems import RowProblem


def two_organisations(row: int) -> RowProblem:
    """Say that the numbers of a row lead to different organisations."""
    return RowProblem("two-organisations", message(
        "Row %(row)s: its numbers belong to two organisations of the directory. Check the numbers, or have the two entries compared.",
        row=row,
    ), row)  # fmt: skip


def was_removed(row: int) -> RowProblem:
    """Say that the organisation of a row was removed from the directory."""
    return RowProblem("was-removed", message(
        "Row %(row)s: this organisation was removed from the directory. Bring it back there, or delete the row.", row=row
    ), row)  # fmt: skip


def repeated_organisation(row: int, first: int) -> RowProblem:
    """Say that two rows mean one organisation."""
    return RowProblem("repeated-organisation", message(
        "Row %(row)s means the same organisation as row %(first)s. Keep one of the rows.", row=row, first=first
    ), row)  # fmt: skip


def same_name_and_place(row: int, first: int) -> RowProblem:
    """Say that two rows without numbers have one name and one place."""
    return RowProblem("repeated-organisation", message(
        "Row %(row)s has the name and the place of row %(first)s, and no number tells them apart. Keep one of the rows, or write the NIP or "
        "REGON of each.",
        row=row,
        first=first,
    ), row)  # fmt: skip


def new_without_a_name(row: int) -> RowProblem:
    """Say that a row has numbers that nobody has, and no name."""
    return RowProblem("new-without-a-name", message(
        "Row %(row)s: no organisation of the directory has this number. Write its legal name, and it is entered.", row=row
    ), row)  # fmt: skip


def too_long(row: int, column: str, value: str, limit: int) -> RowProblem:
    """Say that a text is too long for its field."""
    return RowProblem("too-long", message(
        "Row %(row)s: the text has more than %(limit)s characters. Shorten it.", row=row, limit=limit
    ), row, column, value[:100])  # fmt: skip


def year_without_headcount(row: int, column: str, value: str) -> RowProblem:
    """Say that a year stands without the number it is of."""
    return RowProblem("year-without-headcount", message(
        "Row %(row)s has a year of the headcount but no headcount. Write the number of people, or leave both empty.", row=row
    ), row, column, value)  # fmt: skip


def sole_trader_is_a_firm(row: int, column: str) -> RowProblem:
    """Say that only a firm is a sole trader."""
    return RowProblem("sole-trader-is-a-firm", message(
        "Row %(row)s: a sole trader is a firm. Correct the type, or say that it is not a sole trader.", row=row
    ), row, column)  # fmt: skip
