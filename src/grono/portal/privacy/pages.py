"""What the pages of this app show, as tables and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.declared import shown_address
from grono.portal.core.display import Cell, Column, Status, Table
from grono.portal.privacy.addresses import addresses_at
from grono.portal.privacy.fields import Tie
from grono.portal.privacy.finding import MOST
from grono.portal.privacy.purposes import purposes
from grono.portal.privacy.queries import invented_among
from grono.portal.privacy.registry import declared, field_or_none, words_of
from grono.portal.privacy.texts import consent_purposes, newest_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.models import Sight
    from grono.portal.core.visitor import Reader
    from grono.portal.privacy.clocks import Due
    from grono.portal.privacy.erasing import Planned
    from grono.portal.privacy.fields import Personal
    from grono.portal.privacy.models import AccessRequest, Consent, ErasureRequest
    from grono.portal.privacy.purposes import Purpose
    from grono.portal.privacy.subjects import Subject


def basis_text(purpose: Purpose) -> str:
    """Return the basis of a purpose in words."""
    article = _("article %(article)s of Regulation (EU) 2016/679 (GDPR)") % {"article": purpose.article}
    return f"{article}; {purpose.duty_title}" if purpose.duty else article


def period_text(purpose: Purpose) -> str:
    """Return how long something is kept."""
    if purpose.months is None:
        return _("as long as the purpose lasts")
    return ngettext("%(months)s month", "%(months)s months", purpose.months) % {"months": purpose.months}


def kept_tables() -> list[Table]:
    """Return what is kept about people: a table for each purpose."""
    groups: dict[str, list[tuple[str, Personal]]] = {key: [] for key in purposes()}
    for label, one in declared().items():
        groups[one.purpose].append((label, one))
    return [_kept(purposes()[key], fields) for key, fields in groups.items() if fields]


def _kept(purpose: Purpose, fields: list[tuple[str, Personal]]) -> Table:
    rows = [_kept_row(label, one) for label, one in fields]
    columns = [Column(_("Where")), Column(_("What")), Column(_("Who sees it")), Column(_("When you are erased"))]
    note = _("Basis: %(basis)s, as of %(date)s. Kept: %(period)s.") % {
        "basis": basis_text(purpose),
        "date": purpose.law_date.isoformat(),
        "period": period_text(purpose),
    }
    return Table(
        purpose.title, columns, sorted(rows, key=lambda row: (str(row[0]), str(row[1]))), note=note, stacked=True
    )


def _kept_row(label: str, one: Personal) -> list[object]:
    field = field_or_none(label)
    model = field.model._meta.verbose_name if field is not None else label  # noqa: SLF001
    ties = {Tie.ACTED: _("that you did it"), Tie.CONCERNS: _("that it concerns you")}
    what = ties.get(one.tie) or (words_of(field) if field is not None else label)
    return [str(model), what, str(one.seen.label), str(one.erasure.label)]


def plan_table(planned: Iterable[Planned]) -> Table:
    """Return the dry run of an erasure: what goes, what stays and on which basis."""
    rows = [
        [
            one.title,
            ", ".join(one.fields),
            one.number,
            str(one.erasure.label),
            str(one.purpose.title),
            Cell(one.purpose.article, detail=str(one.purpose.duty_title)),
        ]
        for one in planned
    ]
    columns = [
        Column(_("Where")),
        Column(_("What")),
        Column(_("Rows"), numeric=True),
        Column(_("What happens")),
        Column(_("What it is kept for")),
        Column(_("Article of the GDPR")),
    ]
    return Table(
        _("What goes and what stays"), columns, rows, empty=_("Nothing is kept about this person."), stacked=True
    )


def consent_choices(consents: Iterable[Consent]) -> list[dict[str, object]]:
    """Return each purpose with its newest text and the consent in force."""
    language = get_language() or "en"
    rows = [one for one in consents if one.withdrawn_at is None]
    return [
        {
            "purpose": key,
            "title": purposes()[key].title,
            "text": newest_text(key, language),
            "given": next((one for one in rows if one.purpose == key), None),
        }
        for key in consent_purposes()
    ]


def consents_table(consents: Iterable[Consent]) -> Table:
    """Return everything that was ever agreed to or taken back."""
    rows = [
        [
            str(purposes()[one.purpose].title),
            one.text_version,
            one.text_language,
            one.given_at,
            one.get_given_through_display(),
            one.withdrawn_at,
        ]
        for one in consents
    ]
    columns = [
        Column(_("What for")),
        Column(_("Version of the text"), numeric=True),
        Column(_("Language")),
        Column(_("Given")),
        Column(_("How")),
        Column(_("Withdrawn")),
    ]
    return Table(
        _("Your consents so far"), columns, rows, empty=_("You have not been asked, or have not agreed."), stacked=True
    )


def sight_words(sight: Sight) -> str:
    """Return what was opened in a declared session, as its owner reads it."""
    if not sight.owner_public_id:
        return _("a list of many, perhaps with you in it")
    room = sight.page.removeprefix("api:v1:").partition(":")[0]
    rooms = {"privacy": _("what is kept about you"), "core": _("your account")}
    return rooms.get(room, _("an organisation of yours"))


def sights_table(sights: Iterable[Sight]) -> Table:
    """Return who opened somebody's data in a declared session, and why."""
    rows = [[one.at, str(one.session.user), sight_words(one), one.session.reason] for one in sights]
    columns = [Column(_("When")), Column(_("Who")), Column(_("What was opened")), Column(_("Reason"))]
    caption = _("What administrators opened in declared sessions")
    return Table(caption, columns, rows, empty=_("No administrator has opened private data of yours."), stacked=True)


def people_table(people: Iterable[Subject]) -> Table:
    """Return people who were looked for, each leading to what is kept about them."""
    rows = [
        [
            Cell(one.name, href=reverse("privacy:person", args=[one.public_id])),
            ", ".join(dict.fromkeys(kind for kind, _name in one.entries)),
            next(iter(addresses_at(one.rows)), None),
        ]
        for one in people
    ]
    columns = [Column(_("Person")), Column(_("Where")), Column(_("E-mail address"))]
    note = _("Only the first ones are named. Write more of the name.") if len(rows) == MOST else ""
    empty = _("Nobody is called that here, and nobody has that address. Try a part of the name.")
    return Table(_("People found"), columns, rows, note=note, empty=empty)


def requests_table(requests: Iterable[ErasureRequest]) -> Table:
    """Return the requests, each leading to its dry run, with the day by which it has to be answered."""
    listed = list(requests)
    invented = invented_among(one.subject_public_id for one in listed)
    rows = [[_asker(one, invented), str(one.way.label), one.asked_at, _answer(one)] for one in listed]
    columns = [Column(_("Person's identifier")), Column(_("How")), Column(_("Asked")), Column(_("Answer"))]
    return Table(_("Requests for erasure"), columns, rows, empty=_("Nobody has asked to be erased."), stacked=True)


def _asker(one: ErasureRequest, invented: set[str]) -> Cell:
    address = reverse("privacy:person", args=[one.subject_public_id])
    detail = _("invented for the demonstration") if one.subject_public_id in invented else ""
    return Cell(one.subject_public_id, href=address, detail=detail)


def access_table(reader: Reader, requests: Iterable[AccessRequest]) -> Table:
    """Return the questions from addresses that prove nobody, each leading to where it is answered."""
    rows = [[_address(reader, one), one.asked_at, _answer(one)] for one in requests]
    columns = [Column(_("E-mail address")), Column(_("Asked")), Column(_("Answer"))]
    note = _("The address stands at several people, or at the post of somebody whose account has another one.")
    caption = _("Questions from an address that proves nobody")
    return Table(caption, columns, rows, note=note, empty=_("Nobody has asked from such an address."), stacked=True)


def _address(reader: Reader, one: AccessRequest) -> Cell:
    if one.answered_at is not None:
        return Cell(_("forgotten with the answer"), detail=one.get_proof_display() or _("nobody proved who they are"))
    return Cell(shown_address(reader, one.email), href=reverse("privacy:access", args=[one.public_id]))


def _answer(one: ErasureRequest | AccessRequest) -> Cell:
    if one.answered_at is not None:
        return Cell(one.answered_at, status=Status(_("answered"), "success"))
    days = (timezone.localdate(one.answer_by) - timezone.localdate()).days
    if days < 0:
        return Cell(one.answer_by, status=Status(_("overdue"), "error"))
    left = ngettext("%(number)s day left", "%(number)s days left", days) % {"number": days}
    return Cell(one.answer_by, status=Status(left, "warning" if days < FEW_DAYS else "information"))


FEW_DAYS = 7


def due_table(due: Iterable[Due]) -> Table:
    """Return what has been kept long enough."""
    rows = [[one.title, str(one.purpose.title), period_text(one.purpose), one.number, one.soon] for one in due]
    columns = [
        Column(_("What")),
        Column(_("What for")),
        Column(_("Kept for")),
        Column(_("Due"), numeric=True),
        Column(_("Due within 30 days"), numeric=True),
    ]
    note = _("Nothing is deleted by itself: the command “let_go --carry-out” deletes what stands here.")
    return Table(_("What has been kept long enough"), columns, rows, note=note, stacked=True)
