"""Names of what two entries share, as they stand in a sentence."""

import pytest
from django.utils.translation import override

from grono.portal.duplicates.models import DuplicateCase
from grono.portal.duplicates.pages.words import shared_fields


@pytest.mark.parametrize(
    ("language", "shared", "expected"),
    [
        ("en", ",nip,name,vat,phone,", "Tax number (NIP), name, EU VAT number (VIES), telephone"),
        ("pl", ",name,municipality,nip,vat,", "Nazwa, gmina, numer NIP, numer VAT UE (VIES)"),
        ("en", ",", ""),
    ],
)
def test_only_the_first_name_begins_with_a_capital(language, shared, expected):
    with override(language):
        assert shared_fields(DuplicateCase(shared=shared)) == expected
