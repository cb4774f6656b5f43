"""What an organisation tells of itself, section by section; each act keeps the history of what it changes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.kinds import NACE_OF, CodeOrigin
from grono.portal.directory.models import (
    ActivityCode,
    Certificate,
    CodeSuggestion,
    FormerName,
    OrganisationText,
    Product,
    ProductText,
    ServedCountry,
    SpokenLanguage,
)
from grono.portal.directory.permissions import administers
from grono.portal.directory.recording import recorded, source_of
from grono.quantities import to_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.activity import Code
    from grono.portal.directory.models import Organisation
    from grono.portal.directory.provenance import Source

VERBS: dict[str, str | Promise] = {
    "directory.change_facts": _("Facts in the profile changed: %(object)s"),
    "directory.change_texts": _("Texts of the profile changed: %(object)s"),
    "directory.change_reach": _("Countries and languages of the profile changed: %(object)s"),
    "directory.keep_certificate": _("Certificate entered or changed: %(object)s"),
    "directory.remove_certificate": _("Certificate taken out: %(object)s"),
    "directory.keep_product": _("Product entered or changed: %(object)s"),
    "directory.remove_product": _("Product taken out: %(object)s"),
    "directory.choose_codes": _("Activity codes chosen: %(object)s"),
    "directory.confirm_code": _("Activity code confirmed: %(object)s"),
    "directory.make_code_main": _("Main activity chosen: %(object)s"),
    "directory.remove_code": _("Activity code taken out: %(object)s"),
}

QUANTITIES = {"headcount", "turnover"}


def change_facts(
    *, by: User, organisation: Organisation, facts: Mapping[str, Any], source: Source | None = None
) -> None:
    """Change columns of the organisation; a quantity is given as such. A legal name given up becomes a former one."""
    with recorded(
        organisation, by=by, verb="directory.change_facts", source=source or source_of(by, organisation)
    ) as stored:
        if facts.get("legal_name", stored.legal_name) != stored.legal_name:
            _give_up_name(stored)
        for name, value in facts.items():
            setattr(stored, name, _stored(name, value))
        if "headcount" in facts:
            stored.size_band = size_band_of(facts["headcount"])
        stored.save()


def _stored(name: str, value: Any) -> Any:
    return to_data(value) if name in QUANTITIES and value is not None else value


def _give_up_name(organisation: Organisation) -> None:
    values = {"language": organisation.name_language, "until": timezone.localdate()}
    FormerName.objects.update_or_create(organisation=organisation, name=organisation.legal_name, defaults=values)


def change_texts(*, by: User, organisation: Organisation, texts: Mapping[tuple[str, str], str]) -> None:
    """Write texts by kind and language; an empty one is taken out, what is not named stays."""
    with recorded(organisation, by=by, verb="directory.change_texts", source=source_of(by, organisation)) as stored:
        for (kind, language), text in texts.items():
            if not text:
                stored.texts.filter(kind=kind, language=language).delete()
                continue
            OrganisationText.objects.update_or_create(
                organisation=stored, kind=kind, language=language, defaults={"text": text}
            )


def change_reach(*, by: User, organisation: Organisation, countries: Iterable[str], languages: Iterable[str]) -> None:
    """Say which countries are served and which languages spoken; the lists replace the old ones."""
    with recorded(organisation, by=by, verb="directory.change_reach", source=source_of(by, organisation)) as stored:
        stored.countries.all().delete()
        stored.languages.all().delete()
        ServedCountry.objects.bulk_create(
            ServedCountry(organisation=stored, country=code) for code in sorted(set(countries))
        )
        SpokenLanguage.objects.bulk_create(
            SpokenLanguage(organisation=stored, language=code) for code in sorted(set(languages))
        )


def keep_certificate(*, by: User, organisation: Organisation, public_id: str = "", values: Mapping[str, Any]) -> None:
    """Enter a certificate, or change the one with this identifier."""
    with recorded(organisation, by=by, verb="directory.keep_certificate", source=source_of(by, organisation)) as stored:
        others = stored.certificates.filter(scheme=values["scheme"], number=values["number"])
        if others.exclude(public_id=public_id).exists():
            raise RefusedError(_("This certificate is already in the profile."))
        row = stored.certificates.get(public_id=public_id) if public_id else Certificate(organisation=stored)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def remove_certificate(*, by: User, organisation: Organisation, public_id: str) -> None:
    """Take a certificate out; the history keeps it."""
    with recorded(
        organisation, by=by, verb="directory.remove_certificate", source=source_of(by, organisation)
    ) as stored:
        stored.certificates.filter(public_id=public_id).delete()


def keep_product(
    *, by: User, organisation: Organisation, public_id: str = "", texts: Mapping[str, tuple[str, str]]
) -> None:
    """Enter a product, or change one: language → name and description; a language without a name is taken out."""
    named = {language: text for language, text in texts.items() if text[0]}
    if not named:
        raise RefusedError(_("Write the name of the product in at least one language."))
    with recorded(organisation, by=by, verb="directory.keep_product", source=source_of(by, organisation)) as stored:
        product = stored.products.get(public_id=public_id) if public_id else Product.objects.create(organisation=stored)
        product.texts.filter(language__in=texts).exclude(language__in=named).delete()
        for language, (name, description) in named.items():
            ProductText.objects.update_or_create(
                product=product, language=language, defaults={"name": name, "description": description}
            )


def remove_product(*, by: User, organisation: Organisation, public_id: str) -> None:
    """Take a product out; the history keeps it."""
    with recorded(organisation, by=by, verb="directory.remove_product", source=source_of(by, organisation)) as stored:
        stored.products.filter(public_id=public_id).delete()


def choose_codes(
    *, by: User, organisation: Organisation, codes: Sequence[Code], suggestion: CodeSuggestion | None = None
) -> None:
    """Add codes, or confirm those that are there; what was chosen is kept beside what was proposed (LNG-32)."""
    with recorded(organisation, by=by, verb="directory.choose_codes", source=source_of(by, organisation)) as stored:
        origin = CodeOrigin.CONFIRMED if administers(by, organisation) else CodeOrigin.GUESSED
        has_main = stored.codes.filter(is_main=True, until__isnull=True).exists()
        for code in codes:
            row = _row_for(stored, code)
            row.until, row.origin = None, origin
            row.is_main = row.is_main or not has_main
            has_main = True
            row.save()
        if suggestion is not None:
            suggestion.chosen = [f"{code.system} {code.code}" for code in codes]
            suggestion.save(update_fields=["chosen"])


def _row_for(organisation: Organisation, code: Code) -> ActivityCode:
    """Return the row of a code; a class that stands there as one of its subclasses is confirmed, not entered twice."""
    rows = organisation.codes.all()
    known = rows.filter(system=code.system, code=code.code).first()
    if known is None and code.code == code.nace_class:
        finer = [one for one, nace in NACE_OF.items() if nace == NACE_OF[code.system]]
        known = rows.filter(nace_class=code.nace_class, system__in=finer, until__isnull=True).first()
    levels = {"nace_class": code.nace_class, "division": code.division, "section": code.section}
    return known or ActivityCode(organisation=organisation, system=code.system, code=code.code, **levels)


def keep_suggestion(
    *, by: User, organisation: Organisation, words: tuple[str, str], method: str, offered: list[dict[str, str]]
) -> CodeSuggestion:
    """Keep what was proposed for which words (text and language); the profile itself is not changed, so there is no audit row."""
    text, language = words
    return CodeSuggestion.objects.create(
        organisation=organisation, text=text, language=language, method=method, offered=offered, by=by
    )


def confirm_code(*, by: User, organisation: Organisation, system: str, code: str) -> None:
    """Say that a guessed code is right: only the organisation itself can, for the page names it (DIR-11)."""
    if not administers(by, organisation):
        raise RefusedError(_("Only an administrator of the organisation can confirm its codes."))
    with recorded(organisation, by=by, verb="directory.confirm_code", source=source_of(by, organisation)) as stored:
        found = stored.codes.filter(system=system, code=code, until__isnull=True)
        found.update(origin=CodeOrigin.CONFIRMED, edition_inferred="")  # who confirms the code confirms its edition


def make_code_main(*, by: User, organisation: Organisation, system: str, code: str) -> None:
    """Make a code the main one."""
    with recorded(organisation, by=by, verb="directory.make_code_main", source=source_of(by, organisation)) as stored:
        rows = stored.codes.filter(until__isnull=True)
        if rows.filter(system=system, code=code).exists():
            rows.update(is_main=False)
            rows.filter(system=system, code=code).update(is_main=True)


def remove_code(*, by: User, organisation: Organisation, system: str, code: str) -> None:
    """Close a code today: it was said, so it is not deleted."""
    with recorded(organisation, by=by, verb="directory.remove_code", source=source_of(by, organisation)) as stored:
        today = timezone.localdate()
        for row in stored.codes.filter(system=system, code=code, until__isnull=True):
            row.until, row.is_main = max(today, row.since or datetime.date.min), False
            row.save()
