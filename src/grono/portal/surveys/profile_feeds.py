"""What the profile of an organisation takes from confirmed answers, with the wave as its source (DIR-24).

The table of precedence of the directory decides: an answer does not take the place of a stronger or newer value; it is kept as a
conflict that people settle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from grono.portal.directory.actions import change_facts, change_texts, choose_codes
from grono.portal.directory.activity import read_code
from grono.portal.directory.kinds import TextKind
from grono.portal.directory.provenance import Source, may_overwrite, record_conflict, record_value
from grono.portal.surveys import feeds
from grono.portal.surveys.values import NACE
from grono.quantities import Range, from_data

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.surveys.feeds import Fed


def register() -> None:
    """Register the feeds of the profile."""
    feeds.register("headcount", _("headcount in the profile"), take_headcount)
    feeds.register("capability", _("what the firm can do, in the profile"), take_capability)
    feeds.register("activity", _("activity codes of the profile"), take_activity)


def _source(answer: Fed) -> Source:
    return Source("questionnaire", answer.source, answer.as_of)


def _may_be_taken(answer: Fed, field: str, kept: Any) -> bool:
    """Say whether the answer may stand in the profile; if not, keep it as a conflict."""
    if may_overwrite(answer.organisation, field, _source(answer)):
        return True
    record_conflict(
        organisation=answer.organisation, field=field, kept=kept, offered=answer.value, source=_source(answer)
    )
    return False


def take_headcount(*, by: User | None, answer: Fed) -> bool:
    """Take a headcount with the year of the wave; *no data* is no headcount."""
    quantity = from_data(answer.value)
    same = (answer.organisation.headcount, answer.organisation.headcount_year) == (answer.value, answer.year)
    if by is None or same or not isinstance(quantity, Range):
        return False
    if not _may_be_taken(answer, "headcount", answer.organisation.headcount):
        return False
    facts = {"headcount": quantity, "headcount_year": answer.year}
    change_facts(by=by, organisation=answer.organisation, facts=facts, source=_source(answer))
    return True


def take_capability(*, by: User | None, answer: Fed) -> bool:
    """Take what a firm says it can do, in the language in which it said so."""
    kind, language = TextKind.CAPABILITY.value, answer.language
    before = answer.organisation.texts.filter(kind=kind, language=language).values_list("text", flat=True).first()
    field = f"texts.{kind}.{language}"
    if by is None or before == answer.value or not _may_be_taken(answer, field, before):
        return False
    change_texts(by=by, organisation=answer.organisation, texts={(kind, language): answer.value})
    record_value(organisation=answer.organisation, field=field, source=_source(answer))
    return True


def take_activity(*, by: User | None, answer: Fed) -> bool:
    """Take an activity code, confirmed by the firm."""
    code = read_code(NACE, answer.value)
    known = answer.organisation.codes.filter(system=code.system, code=code.code, until__isnull=True, origin="confirmed")
    if by is None or known.exists():
        return False
    choose_codes(by=by, organisation=answer.organisation, codes=[code])
    record_value(organisation=answer.organisation, field=f"codes.{code.system}.{code.code}", source=_source(answer))
    return True
