"""What a change is asked for, beside what stands there now: who else changed it, and whether it may stand there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import moment
from grono.portal.strategies.changes import OvertakenError
from grono.portal.strategies.kinds import FIELDS_OF, TEXT_FIELDS, YEARLY_FIELDS, PartKind, PlanField
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell
from grono.portal.strategies.values import decoded, encoded
from grono.quantities import Quantity, display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.strategies.changes import Change
    from grono.portal.strategies.models import PlanRow, Strategy

_LANGUAGES = ("pl", "en")


@dataclass(frozen=True)
class Place:
    """One cell that is to change."""

    change: Change
    row: PlanRow
    cell: PlanCell | None

    @property
    def value(self) -> str | None:
        """Return the new value as it is stored."""
        return None if self.change.value is None else encoded(self.change.value)

    @property
    def before(self) -> str | None:
        """Return the value that stands there."""
        return self.cell.value if self.cell else None

    @property
    def name(self) -> str:
        """Return field, period and subject, as the reader knows them."""
        return name_of(self.change.field, self.change.period, self.row)


def name_of(field: str, period: str, row: PlanRow) -> str:
    """Return the name of a cell: „planned points 2011, stage 4”."""
    label = " ".join(part for part in (str(PlanField(field).label), period) if part)
    return f"{label}, {called(row)}"


def called(row: PlanRow) -> str:
    """Return what a row is called: a kind and a number, or its name."""
    if isinstance(row, Node) and row.number_text:
        return f"{PartKind(row.kind).label} {row.number_text}"
    title = PlanCell.objects.filter(**{_kind(row): row}, field=PlanField.TITLE).values_list("value", flat=True).first()
    return f"“{decoded(title)}”" if title else row.public_id


def _kind(row: PlanRow) -> str:
    return {Node: "node", Indicator: "indicator", FundingLine: "funding"}[type(row)]


def checked_values(strategy: Strategy, changes: Sequence[Change]) -> list[Place]:
    """Return each change with its row and its cell.

    Raises
    ------
    RefusedError
        When a row is not of this strategy, a field not one of the row, a period no year, or a value of the wrong kind.
    """
    rows = _rows(strategy, changes)
    for change in changes:
        _refuse_senseless(change)
    cells = _cells(strategy, changes)
    return [
        Place(
            change,
            rows[change.kind, change.subject],
            cells.get((change.kind, change.subject, change.field, change.period)),
        )
        for change in changes
    ]


def _rows(strategy: Strategy, changes: Sequence[Change]) -> dict[tuple[str, str], PlanRow]:
    wanted: dict[str, set[str]] = {}
    for change in changes:
        wanted.setdefault(change.kind, set()).add(change.subject)
    found: dict[tuple[str, str], PlanRow] = {}
    models: dict[str, tuple[Any, str]] = {
        "node": (Node, "strategy"),
        "indicator": (Indicator, "node__strategy"),
        "funding": (FundingLine, "node__strategy"),
    }
    for kind, subjects in wanted.items():
        model, path = models[kind]
        rows = model.objects.filter(**{path: strategy}, public_id__in=subjects, removed_at__isnull=True)
        found |= {(kind, row.public_id): row for row in rows}
        if len({key for key in found if key[0] == kind}) != len(subjects):
            raise RefusedError(
                _("A part that is to change is not in this strategy, or was removed. Open the plan again.")
            )
    return found


def _cells(strategy: Strategy, changes: Sequence[Change]) -> dict[tuple[str, str, str, str], PlanCell]:
    found: dict[tuple[str, str, str, str], PlanCell] = {}
    for kind in {change.kind for change in changes}:
        subjects = [change.subject for change in changes if change.kind == kind]
        cells = PlanCell.objects.select_for_update(of=("self",)).select_related("changed_by", kind)
        for cell in cells.filter(strategy=strategy, **{f"{kind}__public_id__in": subjects}):
            subject: Any = cell.subject
            found[kind, subject.public_id, cell.field, cell.period] = cell
    return found


def _refuse_senseless(change: Change) -> None:
    if change.field not in FIELDS_OF[change.kind]:
        raise RefusedError(_("“%(field)s” is no field of such a part.") % {"field": change.field})
    is_year = len(change.period) == 4 and change.period.isascii() and change.period.isdigit()
    if (change.field in YEARLY_FIELDS and not is_year) or (change.period and not is_year):
        raise RefusedError(
            _("“%(period)s” is not a year. Write four digits, such as 2011.") % {"period": change.period}
        )
    is_text = isinstance(change.value, str)
    if change.value is not None and is_text != (change.field in TEXT_FIELDS):
        raise RefusedError(_("A text stands where a number belongs, or a number where a text belongs."))


def refuse_overtaken(places: Sequence[Place]) -> None:
    """Refuse everything when one of the cells is no longer what the person saw; say who changed it, to what, and what was wanted."""
    sentences = [_overtaken(place) for place in places if _is_overtaken(place)]
    if sentences:
        raise OvertakenError(sentences)


def _is_overtaken(place: Place) -> bool:
    version = place.cell.version if place.cell else 0
    return version != place.change.seen and place.before != place.value


def _overtaken(place: Place) -> str:
    wanted = shown_value(place.value)
    if place.cell is None:
        sentence = _("%(name)s: someone emptied it in the meantime. You wanted %(wanted)s.")
        return sentence % {"name": place.name, "wanted": wanted}
    sentence = _("%(name)s: %(person)s changed it to %(now)s on %(moment)s. You wanted %(wanted)s.")
    return sentence % {
        "name": place.name,
        "person": (place.cell.changed_by.full_name if place.cell.changed_by else "") or _("someone else"),
        "now": shown_value(place.cell.value),
        "moment": moment(place.cell.changed_at),
        "wanted": wanted,
    }


def shown_value(stored: str | None) -> str:
    """Return a stored value as a reader sees it."""
    if stored is None:
        return _("nothing")
    value = decoded(stored)
    language = (get_language() or "en")[:2]
    return display(value, language if language in _LANGUAGES else "en") if isinstance(value, Quantity) else f"“{value}”"
