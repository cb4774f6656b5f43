"""The text of a card, written again, and the proof that it is identical."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.core.display import Cell, Column, Download, Fact, Status, Table
from grono.portal.strategies.pages.boxes import Box
from grono.portal.strategies.pages.card import heading, tabs
from grono.portal.strategies.pages.wording import number
from grono.strategy import CardFile, SplitRule, render_card, render_card_file, splits

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.display import Text
    from grono.portal.strategies.models import CardText, TaskCard
    from grono.strategy import Split
    from grono.strategy import TaskCard as Card

RULES: dict[SplitRule, Text] = {
    SplitRule.COMMON_SUFFIX: gettext_lazy("ending shared by all bodies"),
    SplitRule.LINE_BREAK: gettext_lazy("line break on the card"),
    SplitRule.SHARED_SOURCE: gettext_lazy("word shared by all indicators"),
    SplitRule.BY_HAND: gettext_lazy("split by a person"),
    SplitRule.UNSPLIT: gettext_lazy("not split: nothing tells where"),
}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO 8859-2",
}


@dataclass(frozen=True)
class Proof:
    """The bytes of a card as they are written now, held against the checksum taken when it was read."""

    data: bytes
    sha256: str
    expected: str

    @property
    def is_identical(self) -> bool:
        """Say whether the bytes are those that were read."""
        return self.sha256 == self.expected


def proof_of(text: CardText) -> Proof:
    """Write a card again and take the checksum."""
    data = render_card_file(CardFile(text.read(), text.form))
    return Proof(data, hashlib.sha256(data).hexdigest(), text.sha256)


def one_text(stored: TaskCard) -> dict[str, Any]:
    """Return everything the page of a card's text shows."""
    card, proof = stored.read(), proof_of(stored)
    return {
        **heading(stored),
        "tabs": tabs(stored, "strategies:card_text"),
        "proof": proof,
        "proof_status": proof_status(proof),
        "facts": form_facts(stored, card, proof),
        "text": render_card(card),
        "splits": split_table(card, stored.strategy.language),
        "download": Download(
            _("The card as plain text"),
            reverse("strategies:card_file", args=[stored.public_id]),
            "TXT",
            len(proof.data),
        ),
    }


def proof_status(proof: Proof) -> Status:
    """Say in a word whether the card is written again identically."""
    if proof.is_identical:
        return Status(_("identical to the byte: yes"), "success")
    return Status(_("identical to the byte: no"), "error")


def form_facts(text: CardText, card: Card, proof: Proof) -> list[Fact]:
    """Return the checksum and everything about the layout that is stored."""
    breaks = ", ".join(str(order) for order in card.layout.cell_break_bodies)
    return [
        Fact("SHA-256", proof.sha256),
        Fact(_("Length"), _("%(count)s bytes") % {"count": number(Fraction(text.byte_count))}),
        Fact(
            _("File"),
            _ENCODINGS.get(text.encoding, text.encoding),
            detail=_("with a byte-order mark") if text.has_mark else "",
        ),
        Fact(_("Line ends"), "CR LF" if text.has_crlf else "LF"),
        Fact(_("Last line"), _("ended") if card.layout.final_newline else _("not ended")),
        Fact(_("Bodies with a line break"), breaks or _("none")),
    ]


def split_table(card: Card, language: str, address: Callable[[Split], str] | None = None) -> Table:
    """Return where cells were split and by which rule; with ``address``, a link to split each cell elsewhere."""
    columns = [Column(_("First part")), Column(_("Second part")), Column(_("Split by"))]
    if address:
        columns.append(Column(_("Change")))
    rows = [_split(split, language, address) for split in splits(card)]
    note = _(
        "Body and scope, indicator and source have no mark between them. The text stays the same wherever a cell is split."
    )
    return Table(_("Where cells were split"), columns, rows, note=note, empty=_("The card has no such cells."))


def _split(split: Split, language: str, address: Callable[[Split], str] | None) -> list[object]:
    is_split = split.rule is not SplitRule.UNSPLIT
    rule = RULES[split.rule]
    row: list[object] = [
        Cell(split.left, language=language),
        Box(split.right, language=language if split.right else "", absent=_("none")),
        rule if is_split else Cell("", status=Status(rule, "warning")),
    ]
    if address:
        row.append(_change(split, address))
    return row


def _change(split: Split, address: Callable[[Split], str]) -> object:
    if split.rule is SplitRule.LINE_BREAK:
        return Box(None, absent=_("given by the line break"))
    return Cell(_("Split elsewhere"), href=address(split))
