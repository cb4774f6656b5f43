"""The part of an organisation's page that comes from its details: facts, products, certificates, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.directory.kinds import PostRole, SmeStatus
from grono.portal.directory.legal_forms import legal_form_label
from grono.portal.directory.origins import ProfileFact
from grono.portal.directory.profile_forms import country_name, language_name
from grono.quantities import display

if TYPE_CHECKING:
    from grono.portal.directory.details import Details
    from grono.portal.directory.models import Certificate, FormerName, Product


def details_of_page(details: Details, language: str) -> dict[str, Any]:
    """Return what the page shows of the details."""
    return {
        "further_facts": list(_facts(details, language)),
        "products": [_product(row, language) for row in details.products],
        "certificates": _certificates(details.certificates) if details.certificates else None,
        "posts": [
            {
                "public_id": post.public_id,
                "name": post.name,
                "role": PostRole(post.role).label,
                "title": post.title,
                "title_language": post.title_language,
                "is_invented": post.is_invented,
                "contacts": post.contacts,
            }
            for post in details.posts
        ],
    }


def _facts(details: Details, language: str) -> list[Fact]:
    facts: list[Fact] = []
    if details.legal_form:
        facts.append(ProfileFact(_("Legal form"), legal_form_label(details.legal_form), field="legal_form"))
    if details.state_since or details.state_source:
        since = day(details.state_since) if details.state_since else ""
        facts.append(ProfileFact(_("State since"), since, details.state_source, field="state_since"))
    if details.turnover is not None:
        amount = f"{display(details.turnover, language)} {details.turnover_currency}"
        year = _("in %(year)s") % {"year": details.turnover_year} if details.turnover_year else ""
        facts.append(ProfileFact(_("Turnover in a year"), amount, year, field="turnover"))
    if details.declared_status:
        on = _("declared on %(day)s") % {"day": day(details.declared_on)} if details.declared_on else _("declared")
        facts.append(
            ProfileFact(_("Declared status"), SmeStatus(details.declared_status).label, on, field="declared_status")
        )
    if details.countries:
        facts.append(
            ProfileFact(
                _("Countries served"), _joined(country_name(code) for code in details.countries), field="countries"
            )
        )
    if details.languages:
        facts.append(
            ProfileFact(
                _("Languages spoken"), _joined(language_name(code) for code in details.languages), field="languages"
            )
        )
    if details.former_names:
        facts.append(
            ProfileFact(
                _("Former names"), "; ".join(_former(row) for row in details.former_names), field="former_names"
            )
        )
    return facts


def _joined(names: Any) -> str:
    return ", ".join(sorted(names))


def _former(row: FormerName) -> str:
    days = [
        pattern % {"day": day(value)}
        for pattern, value in ((_("from %(day)s"), row.since), (_("until %(day)s"), row.until))
        if value
    ]
    about = "; ".join(filter(None, [" ".join(days), row.source]))
    return f"{row.name} ({about})" if about else row.name


def _product(row: Product, language: str) -> dict[str, str]:
    texts = {text.language: text for text in row.texts.all()}
    chosen = texts.get(language) or texts.get("en") or next(iter(texts.values()))
    return {"name": chosen.name, "description": chosen.description, "language": chosen.language}


def _certificates(rows: tuple[Certificate, ...]) -> Table:
    today = timezone.localdate()
    body = []
    for row in rows:
        state = None if row.is_held(today) else Status(_("expired"), "warning")
        # The evidence is text until an organisation's number is matched: links of strangers are inert (DIR-10).
        body.append([row.scheme, row.number or None, Cell(row.valid_until, status=state), row.evidence or None])
    columns = [Column(_("Scheme")), Column(_("Number")), Column(_("Valid until")), Column(_("Evidence"))]
    return Table(_("Certificates"), columns, body)
