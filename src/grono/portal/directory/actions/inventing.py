"""What the invented firms of the demonstration have beside their entries; a few statements for all of them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from grono.portal.directory.actions.bulk import enter_many
from grono.portal.directory.kinds import PostRole, Rung
from grono.portal.directory.models import (
    Certificate,
    Organisation,
    Person,
    Post,
    Product,
    ProductText,
    ServedCountry,
    SpokenLanguage,
)
from grono.portal.directory.writing import index_organisations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.models import User
    from grono.portal.directory.invention import Invention

    Pairs = Sequence[tuple[Organisation, Invention]]

VALID_UNTIL = datetime.date(2028, 12, 31)


@transaction.atomic
def enter_inventions(*, by: User | None, inventions: Sequence[Invention]) -> None:
    """Enter invented firms with their products, certificates, markets and people."""
    made = enter_many(by=by, entries=[one.entry for one in inventions], is_whole=False)
    pairs = list(zip(made, inventions, strict=True))
    for organisation, one in pairs:
        organisation.legal_form = one.extra.legal_form
    Organisation.objects.bulk_update(made, ["legal_form"], batch_size=200)
    _enter_products(pairs)
    _enter_people(pairs)
    Certificate.objects.bulk_create(
        Certificate(organisation=one, scheme=scheme, valid_until=VALID_UNTIL)
        for one, invention in pairs
        for scheme in invention.extra.certificates
    )
    ServedCountry.objects.bulk_create(
        ServedCountry(organisation=one, country=code) for one, invention in pairs for code in invention.extra.countries
    )
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(organisation=one, language=code)
        for one, invention in pairs
        for code in invention.extra.languages
    )
    index_organisations(one.pk for one in made)


def _enter_products(pairs: Pairs) -> None:
    offering = [(one, invention.extra.product) for one, invention in pairs if invention.extra.product[0]]
    products = Product.objects.bulk_create([Product(organisation=one) for one, _names in offering])
    ProductText.objects.bulk_create(
        ProductText(product=product, language=language, name=name)
        for product, (_one, names) in zip(products, offering, strict=True)
        for language, name in zip(("pl", "en"), names, strict=True)
    )


def _enter_people(pairs: Pairs) -> None:
    roles = (PostRole.MANAGEMENT, PostRole.CONTACT)
    holding = [
        (one, name, role) for one, invention in pairs for name, role in zip(invention.extra.people, roles, strict=False)
    ]
    people = Person.objects.bulk_create([Person(full_name=name, is_invented=True) for _one, name, _role in holding])
    Post.objects.bulk_create(
        Post(
            organisation=one,
            person=person,
            role=role,
            email=f"{role}-{one.public_id}@example.org",
            phone="+48 00 000 00 00",
            rung=Rung.REGISTERED,
            contact_rung=Rung.REGISTERED,
        )
        for person, (one, _name, role) in zip(people, holding, strict=True)
    )
