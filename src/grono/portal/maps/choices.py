"""Recording what people chose: nothing is overwritten, a correction is a new row that the old one points to.

The demonstration records its choices through this door too.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.maps.decision_models import Choice, ChoiceText
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.maps.models import ClusterMap

VERBS: dict[str, str | Promise] = {
    "maps.record_choice": _("Choice of an industry recorded: %(object)s (%(after_decision)s)"),
    "maps.correct_choice": _("Recorded choice corrected: %(object)s (%(after_decision)s)"),
    "maps.withdraw_choice": _("Recorded choice withdrawn: %(object)s"),
}


WORDS = ("label", "reason", "doubts", "data_missing")
"""Fields of a choice that are words, each in a language."""


@dataclass(frozen=True)
class Said:
    """The words of a choice in one language; what is empty was said in another language only."""

    label: str = ""
    reason: str = ""
    doubts: str = ""
    data_missing: str = ""


@dataclass(frozen=True)
class Decided:
    """What was decided: the industry is a code of the map's tables, or a name in ``label`` where there is none.

    The words are in ``language``; ``also`` has them in further ones.
    """

    region: str
    decision: str
    decided_on: datetime.date
    decided_by: str
    reason: str
    industry: str = ""
    label: str = ""
    doubts: str = ""
    data_missing: str = ""
    language: str = ""
    also: Mapping[str, Said] = field(default_factory=dict)


@transaction.atomic
def record_choice(*, by: User, map_: ClusterMap, decided: Decided) -> Choice:
    """Record a decision about one industry of a region, candidate or not."""
    take_turn()
    _refuse_if_wrong(map_, decided)
    choice = _entered(by, map_, decided)
    audit(by=by, verb="maps.record_choice", object=choice, after=_told(choice))
    return choice


@transaction.atomic
def correct_choice(*, by: User, choice: Choice, decided: Decided) -> Choice:
    """Record a decision anew; the earlier row stays and says by which it is replaced."""
    take_turn()
    old = _standing(choice)
    _refuse_if_wrong(old.map, decided, besides=old)
    before = _told(old)
    # One standing choice for each industry and day: the old row steps back, before it is known to which.
    Choice.objects.filter(pk=old.pk).update(replaced_by=old.pk)
    new = _entered(by, old.map, decided)
    Choice.objects.filter(pk=old.pk).update(replaced_by=new.pk)
    audit(by=by, verb="maps.correct_choice", object=new, before=before, after=_told(new))
    return new


@transaction.atomic
def withdraw_choice(*, by: User, choice: Choice, because: str) -> Choice:
    """Withdraw a decision that should not have been recorded; it stays in the history."""
    take_turn()
    old = _standing(choice)
    if not because.strip():
        raise RefusedError(_("Say in one sentence why the choice is withdrawn."))
    old.withdrawn_at, old.withdrawn_by, old.withdrawn_because = timezone.now(), by, because.strip()
    old.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit(by=by, verb="maps.withdraw_choice", object=old, before=_told(old), after={"because": old.withdrawn_because})
    return old


def _standing(choice: Choice) -> Choice:
    locked = Choice.objects.select_for_update().select_related("map").get(pk=choice.pk)
    if not locked.stands:
        raise RefusedError(
            _("This entry was already corrected or withdrawn. Look at the list for the one that stands.")
        )
    return locked


def _refuse_if_wrong(map_: ClusterMap, decided: Decided, besides: Choice | None = None) -> None:
    if map_.drawn_at is None or map_.deleted_at is not None:
        raise RefusedError(_("Choices are recorded on drawn maps. Draw this one first, or bring it back."))
    results = results_of(map_)
    if decided.region not in results.regions:
        raise RefusedError(_("This region is not on the map. Choose one of its regions."))
    if decided.industry and decided.industry not in results.industries:
        raise RefusedError(
            _(
                "This code is not on the map. Choose a code of the map, or leave it empty and name the industry in words."
            )
        )
    if not decided.industry and not decided.label.strip():
        raise RefusedError(_("Name the industry: by its code on the map, or in words."))
    if not decided.reason.strip() or not decided.decided_by.strip():
        raise RefusedError(_("A choice needs a reason, and somebody who decided."))
    if decided.decided_on > timezone.localdate():
        raise RefusedError(_("The day of the decision lies in the future. Record it once it is taken."))
    same = Choice.objects.filter(
        map=map_,
        region=decided.region,
        industry=decided.industry,
        label=decided.label.strip(),
        decided_on=decided.decided_on,
        replaced_by__isnull=True,
        withdrawn_at__isnull=True,
    )
    if (same.exclude(pk=besides.pk) if besides else same).exists():
        raise RefusedError(
            _(
                "A choice about this industry on this day is already recorded. Correct it instead of recording a second one."
            )
        )


def _entered(by: User, map_: ClusterMap, decided: Decided) -> Choice:
    values = _stripped(asdict(decided))
    further = values.pop("also")
    values["language"] = decided.language or get_language() or "pl"
    choice = Choice.objects.create(map=map_, recorded_by=by, **values)
    ChoiceText.objects.bulk_create(
        ChoiceText(choice=choice, language=language, **words)
        for language, said in further.items()
        if language != choice.language and any((words := _stripped(said)).values())
    )
    return choice


def _stripped(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _told(choice: Choice) -> dict[str, Any]:
    names = ("region", "industry", "label", "decision", "decided_by", "reason", "doubts", "data_missing")
    told = {name: getattr(choice, name) for name in names}
    told |= {f"{name}_{one.language}": getattr(one, name) for one in choice.texts.all() for name in WORDS}
    return {"map": choice.map.public_id, "decided_on": choice.decided_on.isoformat(), **told}
