"""What the pages of members show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.clusters.activity import definition_on
from grono.portal.clusters.drawing import ladder
from grono.portal.clusters.kinds import MEMBERS, ActivityKind, MembershipKind, Standing, StepKind
from grono.portal.clusters.pages.clusters import tabs_of, way
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import (
    activity_visible_to,
    count_by_standing,
    history_visible_to,
    kinds_of_year,
    members_visible_to,
)
from grono.portal.core.display import Cell, Column, Download, Link, Provenance, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.kinds import OrganisationType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grono.portal.clusters.activity import Activity
    from grono.portal.clusters.forms import MomentForm
    from grono.portal.clusters.models import ActivityRecord, Cluster, MembershipStep
    from grono.portal.clusters.queries import Member, Moment
    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation

MEMBERS_ON_A_PAGE = 50
TONES: dict[str, Tone] = {
    Standing.DECLARED: "information",
    Standing.SIGNED: "active",
    Standing.ACTIVE: "success",
    Standing.LAPSED: "warning",
    Standing.LEFT: "neutral",
    Standing.REFUSED: "neutral",
}


def standings_for(reader: Reader, cluster: Cluster) -> list[str]:
    """Return the rungs that a reader may see of a cluster."""
    return Standing.values if coordinates(reader, cluster) else [one.value for one in MEMBERS]


def narrowed(members: Iterable[Member], standing: str, kind: str) -> list[Member]:
    """Return the members of one standing and one kind."""
    return [
        member
        for member in members
        if (not standing or member.standing == standing) and (not kind or member.membership_kind == kind)
    ]


def page(reader: Reader, cluster: Cluster, form: MomentForm, number: str = "") -> dict[str, Any]:
    """Return the page of the members."""
    moment = form.moment()
    everyone = members_visible_to(reader, cluster, moment)
    shown = narrowed(everyone, form.chosen("standing"), form.chosen("kind"))
    part = Paginator(shown, MEMBERS_ON_A_PAGE).get_page(number)
    own = coordinates(reader, cluster)
    kinds = kinds_of_year(cluster, moment.as_of.year, moment.known_at)
    return {
        "cluster": cluster,
        "form": form,
        "figure": ladder(count_by_standing(everyone), standings_for(reader, cluster), moment.as_of),
        "found": ngettext("%(number)s organisation", "%(number)s organisations", len(shown)) % {"number": len(shown)},
        "in_year": _in_year(moment, len(kinds)),
        "definition": definition_text(moment),
        "table": table(cluster, part, own=own),
        "page": part,
        "tabs": tabs_of(reader, cluster, "members"),
        "actions": _actions(cluster) if own else [],
        "downloads": _downloads(cluster, form),
        "breadcrumbs": way(cluster),
        "provenance": _provenance(moment),
    }


def _in_year(moment: Moment, number: int) -> str:
    return ngettext(
        "%(number)s organisation was a signed member in %(year)s; whoever changed its kind counts once.",
        "%(number)s organisations were signed members in %(year)s; whoever changed its kind counts once.",
        number,
    ) % {"number": number, "year": moment.as_of.year}


def definition_text(moment: Moment) -> str:
    """Return in words what active means on the day."""
    definition = definition_on(moment.as_of)
    ways = [
        _("%(least)s × %(kinds)s")
        % {"least": rule.least, "kinds": _(" or ").join(str(ActivityKind(kind).label) for kind in rule.kinds)}
        for rule in definition.rules
    ]
    return _(
        "Active: in the calendar year at least %(ways)s. Lapsed: signed more than %(months)s months ago, and none of this in the last "
        "%(months)s months. Definition %(version)s; source: %(source)s."
    ) % {
        "ways": _(", or ").join(ways),
        "months": definition.lapses_after_months,
        "version": definition.version,
        "source": definition.source,
    }


def _provenance(moment: Moment) -> Provenance:
    known = _("as known on %(day)s") % {"day": day(moment.known_on)} if moment.known_on else _("as known now")
    return Provenance(
        sure=_("Counted from recorded steps and activity, each with its date, document and author."),
        old=_("As of %(day)s, %(known)s") % {"day": day(moment.as_of), "known": known},
        source=_("the coordinators of the cluster"),
    )


def _actions(cluster: Cluster) -> list[Link]:
    return [
        Link(_("Bring in letters of intent"), reverse("clusters:bring", args=[cluster.public_id])),
        Link(_("Record signatures"), reverse("clusters:sign", args=[cluster.public_id]), "secondary"),
    ]


def _downloads(cluster: Cluster, form: MomentForm) -> list[Download]:
    chosen = {name: value for name, value in form.data.items() if value}
    query = f"?{urlencode(chosen)}" if chosen else ""
    return [
        Download(label, reverse(f"clusters:{route}", args=[cluster.public_id]) + query, kind)
        for route, label, kind in (
            ("members_csv", _("These members as a table"), "CSV"),
            ("members_xlsx", _("These members as a workbook"), "XLSX"),
        )
    ]


def table(cluster: Cluster, members: Iterable[Member], *, own: bool) -> Table:
    """Return the members."""
    columns = [
        Column(_("Organisation")), Column(_("Standing")), Column(_("Since")), Column(_("Kind of membership")), Column(_("Proof of activity")),
    ]  # fmt: skip
    rows = [_row(cluster, member, own=own) for member in members]
    return Table(_("Members"), columns, rows, empty=_("No organisation stands here on this day."), stacked=True)


def _row(cluster: Cluster, member: Member, *, own: bool) -> list[object]:
    one = member.organisation
    href = (
        reverse("clusters:member", args=[cluster.public_id, one.public_id])
        if own
        else reverse("directory:organisation", args=[one.public_id])
    )
    kind = str(OrganisationType(one.type).label)
    detail = _("%(kind)s, invented example") % {"kind": kind} if one.is_invented else kind
    return [
        Cell(one.legal_name, href, detail, one.name_language),
        Cell("", status=Status(Standing(member.standing).label, TONES[member.standing])),
        member.since,
        str(MembershipKind(member.membership_kind).label),
        _proof(member.proof) if own else _kinds_of(member.proof),
    ]


def _proof(proof: Iterable[Activity]) -> str | None:
    parts = [f"{one.what or ActivityKind(one.kind).label}, {day(one.on)}" for one in proof]
    return "; ".join(parts) or None


def _kinds_of(proof: Iterable[Activity]) -> str | None:
    """Everyone learns which kind of activity it was; what it was is the members' business."""
    return ", ".join(dict.fromkeys(str(ActivityKind(one.kind).label) for one in proof)) or None


def file_rows(cluster: Cluster, members: Iterable[Member], moment: Moment, *, own: bool) -> Iterator[list[object]]:
    """Return the lines of a file: what was asked, then a row for each member."""
    yield [_("Cluster"), str(cluster)]
    yield [_("As of"), moment.as_of.isoformat()]
    yield [_("As known on"), moment.known_on.isoformat() if moment.known_on else _("now")]
    yield [_("Source"), cluster.source]
    yield []
    yield [
        _("identifier"), _("organisation"), _("type"), _("standing"), _("since"), _("signed"), _("kind of membership"),
        _("proof of activity"), _("invented"),
    ]  # fmt: skip
    for member in members:
        one = member.organisation
        yield [
            one.public_id,
            one.legal_name,
            str(OrganisationType(one.type).label),
            str(Standing(member.standing).label),
            member.since.isoformat(),
            member.signed_on.isoformat() if member.signed_on else "",
            str(MembershipKind(member.membership_kind).label),
            (_proof(member.proof) if own else _kinds_of(member.proof)) or "",
            _("yes") if one.is_invented else _("no"),
        ]


def member_page(reader: Reader, cluster: Cluster, organisation: Organisation) -> dict[str, Any]:
    """Return the history of one member."""
    steps = history_visible_to(reader, cluster, organisation)
    records = activity_visible_to(reader, cluster, organisation)
    address = [cluster.public_id, organisation.public_id]
    return {
        "cluster": cluster,
        "organisation": organisation,
        "steps": _steps(cluster, steps),
        "activities": _activities(cluster, records),
        "actions": [
            Link(_("Record a step"), reverse("clusters:step", args=address)),
            Link(_("Record an activity"), reverse("clusters:activity", args=address), "secondary"),
        ],
        "letters": [
            Download(label, reverse("clusters:letter", args=[*address, language]), "PDF")
            for language, label in (("pl", _("Letter of intent in Polish")), ("en", _("Letter of intent in English")))
        ],
        "breadcrumbs": way(cluster, (_("Members"), "members")),
    }


def _steps(cluster: Cluster, steps: Iterable[MembershipStep]) -> Table:
    columns = [
        Column(_("Step")), Column(_("Date of the step")), Column(_("Document")), Column(_("Recorded")), Column(_("By")), Column(_("Take back")),
    ]  # fmt: skip
    rows: list[list[object]] = []
    for step in steps:
        label = str(StepKind(step.kind).label)
        detail = str(MembershipKind(step.membership_kind).label) if step.membership_kind else ""
        if step.cancels is not None:
            detail = f"{StepKind(step.cancels.kind).label}, {day(step.cancels.valid_on)}"
        is_undone = hasattr(step, "cancelled_by")
        href = reverse("clusters:document", args=[cluster.public_id, step.file.public_id]) if step.file else ""
        document = step.evidence or (str(step.file) if step.file else "")
        rows.append(
            [
                Cell(label, detail=detail),
                step.valid_on,
                Cell(document or None, href, language=step.language),
                step.recorded_at,
                str(step.recorded_by) if step.recorded_by else _("the portal"),
                _undo_cell(
                    reverse("clusters:undo", args=[cluster.public_id, step.public_id]), step, is_undone=is_undone
                ),
            ]
        )
    return Table(
        _("Every step, in the order of recording"), columns, rows, empty=_("No step has been recorded."), stacked=True
    )


def _undo_cell(href: str, step: MembershipStep | ActivityRecord, *, is_undone: bool) -> object:
    if is_undone:
        return _("taken back")
    return Cell(_("Take back"), href) if step.cancels_id is None else None


def _activities(cluster: Cluster, records: Iterable[ActivityRecord]) -> Table:
    columns = [
        Column(_("Kind of activity")), Column(_("What it was")), Column(_("Date")), Column(_("Document")), Column(_("Recorded")), Column(_("Take back")),
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            str(ActivityKind(one.kind).label),
            Cell(one.what or None, language=one.language),
            one.on,
            Cell(one.evidence or None, language=one.language),
            one.recorded_at,
            _undo_cell(
                reverse("clusters:undo_activity", args=[cluster.public_id, one.public_id]),
                one,
                is_undone=hasattr(one, "cancelled_by"),
            ),
        ]
        for one in records
        if one.cancels_id is None
    ]
    return Table(
        _("Fees, services, initiatives"), columns, rows, empty=_("No activity has been recorded."), stacked=True
    )
