"""The findings of a card, grouped by what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grono.portal.core.display import Link
from grono.portal.strategies.pages.anchors import anchor_of
from grono.portal.strategies.pages.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from grono.messages import Message
    from grono.strategy import Finding, TaskCard

TITLES: dict[str, str | Promise] = {
    "F-STAGE": _("Reported as made before its stage was finished"),
    "F-POINTS": _("The plan does not add up to 100 points"),
    "F-OVER": _("More done than planned"),
    "F-SHARE": _("Shares without a total cost"),
    "F-SHARE-SUM": _("The shares do not add up to 100%"),
    "F-TOTAL": _("The total cost is no amount"),
    "F-ZERO": _("Zero in every year"),
    "F-NONE": _("Declared to have none"),
    "F-KIND": _("Planned or actual? The card does not say"),
    "F-JAMMED": _("Two bodies in one cell"),
    "F-UNSPLIT": _("A cell that nobody has split yet"),
    "F-EXTRA-VALUE": _("Perhaps one value too many"),
    "F-SUM-STOCK": _("A stock that is summed over time"),
    "F-EXPECTED": _("Expected, but counted as achieved"),
    "F-GREEN-LATE": _("Green by hand although a stage is late"),
    "F-THEORY": _("An output that leads to no outcome"),
    "F-EVALUATION-OPEN": _("The evaluation of an adopted goal is not locked"),
    "F-EVALUATION-LATE": _("The evaluation was planned after the goal was adopted"),
    "F-EVALUATION-CHANGED": _("An evaluation plan was changed after it was locked"),
    "F-QUOTE": _("A quotation that is not closed"),
}
"""What each code says in a few words."""


@dataclass(frozen=True)
class Shown:
    """One finding: its place among the findings, its sentence, and the cells it names."""

    order: int
    text: SafeString
    cells: Sequence[tuple[SafeString, str]]

    @property
    def anchor(self) -> str:
        """Return its identifier on the page."""
        return f"finding-{self.order}"


@dataclass
class Group:
    """All findings of one code with one proposed repair."""

    code: str
    title: str | Promise
    repair: SafeString
    findings: list[Shown] = field(default_factory=list)


def grouped(found: Sequence[Finding], card: TaskCard, language: str) -> list[Group]:
    """Return the findings in their order, those of one code and one repair together."""
    groups: dict[tuple[str, str], Group] = {}
    for order, finding in enumerate(found, 1):
        repair = sentence(finding.repair, language)
        group = groups.setdefault(
            (finding.code, repair), Group(finding.code, TITLES.get(finding.code, finding.code), repair)
        )
        cells = [_cell(cell, card, language) for cell in finding.cells]
        group.findings.append(Shown(order, sentence(finding.message, language), cells))
    return list(groups.values())


def _cell(cell: Message, card: TaskCard, language: str) -> tuple[SafeString, str]:
    return sentence(cell, language), anchor_of(cell, card)


def notes_by_cell(found: Sequence[Finding], card: TaskCard) -> dict[str, tuple[Link, ...]]:
    """Return for each cell the links to the findings that name it."""
    notes: dict[str, list[Link]] = {}
    for order, finding in enumerate(found, 1):
        for cell in finding.cells:
            notes.setdefault(anchor_of(cell, card), []).append(Link(finding.code, f"#finding-{order}"))
    return {anchor: tuple(links) for anchor, links in notes.items()}
