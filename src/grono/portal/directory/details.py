"""What a page of one organisation shows beside its profile, as far as the reader's rung reaches (DIR-14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.portal.directory import visibility
from grono.portal.directory.kinds import Rung
from grono.portal.privacy.consents import who_agreed
from grono.portal.privacy.texts import PUBLISH_PERSON
from grono.quantities import from_data

if TYPE_CHECKING:
    import datetime

    from grono.portal.directory.models import Certificate, FormerName, Organisation, Post, Product
    from grono.quantities import Quantity

DETAIL_PARTS = (
    "establishments", "codes", "identifiers", "texts", "visibilities", "former_names", "countries", "languages", "certificates",
    "products__texts", "posts__person", "administrators", "provenances",
)  # fmt: skip
"""What is read for the page of one organisation."""


@dataclass(frozen=True)
class ShownPost:
    """A post that the reader may see; of the contact only whether there is one that they may ask for."""

    public_id: str
    name: str
    role: str
    title: str
    title_language: str
    since: datetime.date | None
    is_invented: bool
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Details:
    """What a reader may know beside the profile; what is hidden is as empty as what was never filled."""

    legal_form: str
    state_since: datetime.date | None
    state_source: str
    former_names: tuple[FormerName, ...]
    turnover: Quantity | None
    turnover_year: int | None
    turnover_currency: str
    declared_status: str
    declared_on: datetime.date | None
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    certificates: tuple[Certificate, ...]
    products: tuple[Product, ...]
    posts: tuple[ShownPost, ...]


def details_at(rung: Rung, one: Organisation) -> Details:
    """Return what whoever stands on a rung may see; the organisation is read with :data:`DETAIL_PARTS`."""
    known = {row.field for row in one.visibilities.all() if row.rung >= rung}
    money, reach = visibility.TURNOVER in known, visibility.REACH in known
    return Details(
        legal_form=one.legal_form,
        state_since=one.state_since,
        state_source=one.state_source,
        former_names=tuple(one.former_names.all()),
        turnover=from_data(one.turnover) if money and one.turnover is not None else None,
        turnover_year=one.turnover_year if money else None,
        turnover_currency=one.turnover_currency,
        declared_status=one.declared_status if money else "",
        declared_on=one.declared_on if money else None,
        countries=tuple(row.country for row in one.countries.all()) if reach else (),
        languages=tuple(row.language for row in one.languages.all()) if reach else (),
        certificates=tuple(one.certificates.all()) if visibility.CERTIFICATES in known else (),
        products=tuple(one.products.all()) if visibility.PRODUCTS in known else (),
        posts=posts_at(rung, one),
    )


def posts_at(rung: Rung, one: Organisation) -> tuple[ShownPost, ...]:
    """Return the open posts that whoever stands on a rung may see; they are read with their people."""
    return tuple(_post(row, rung) for row in _open_posts(one, rung))


def _open_posts(one: Organisation, rung: Rung) -> list[Post]:
    """Return the posts on the reader's rung; everyone sees those of people with an account whose person agreed to it (DIR-15)."""
    rows = [row for row in one.posts.all() if row.until is None]
    if rung < Rung.PUBLIC:
        return [row for row in rows if row.rung >= rung]
    asked = [row for row in rows if row.rung == Rung.REGISTERED]
    agreed = who_agreed(PUBLISH_PERSON, [row.person.public_id for row in asked]) if asked else frozenset()
    return [row for row in asked if row.person.public_id in agreed]


def _post(row: Post, rung: Rung) -> ShownPost:
    asked = row.contact_rung >= rung
    contacts = tuple(what for what in ("email", "phone") if asked and getattr(row, what))
    return ShownPost(
        row.public_id,
        row.person.full_name,
        row.role,
        row.title,
        row.title_language,
        row.since,
        row.person.is_invented,
        contacts,
    )
