"""Numbers as they are typed: stored bare, shown formatted, refused with a sentence where they are wrong (DIR-7, DIR-8)."""

import pytest

from grono.portal.directory.identifiers import IdentifierError, clean_identifier, shown_identifier


@pytest.mark.parametrize(
    ("scheme", "typed", "bare"),
    [
        ("nip", "9721237317", "9721237317"),
        ("nip", "972-123-73-23", "9721237323"),
        ("nip", "PL 517 035 94 58", "5170359458"),
        ("nip", "972–123–73–17", "9721237317"),
        ("regon", "302046830", "302046830"),
        ("regon", "180853177", "180853177"),
        ("regon", "30204683000016", "302046830"),
        ("krs", "0000413516", "0000413516"),
        ("vat", "HU12892312", "HU12892312"),
        ("vat", "ATU 13585627", "ATU13585627"),
        ("lei", "213800kud8lajwsq9d15", "213800KUD8LAJWSQ9D15"),
    ],
)
def test_identifier_is_stored_bare(scheme, typed, bare):
    assert clean_identifier(scheme, typed) == bare


@pytest.mark.parametrize("delivered", ["30204683000000", "18085317700000"])
def test_regon_that_a_register_writes_with_five_zeros(delivered):
    assert clean_identifier("regon", delivered) == delivered[:9]


@pytest.mark.parametrize(
    ("scheme", "typed", "part"),
    [
        ("nip", "0099112233", "check digit"),
        ("nip", "97212373", "ten digits"),
        ("regon", "666666666", "check digit"),
        ("regon", "30204683000017", "check digit"),
        ("regon", "3020468", "nine digits"),
        ("krs", "413516", "write 0000413516"),
        ("krs", "KRS 12", "ten digits"),
        ("vat", "HU12892313", "two letters of the country"),
        ("lei", "213800KUD8LAJWSQ9D16", "check digit"),
        ("lei", "213800", "twenty"),
        ("nip", "٩٧٢١٢٣٧٣١٧", "ten digits"),
    ],
)
def test_wrong_identifier_is_refused_with_a_sentence(scheme, typed, part, settings):
    from django.utils.translation import override

    with override("en"), pytest.raises(IdentifierError) as refusal:
        clean_identifier(scheme, typed)
    assert part in str(refusal.value)
    assert typed in str(refusal.value)


@pytest.mark.parametrize(
    ("scheme", "bare", "shown"),
    [
        ("nip", "9721237317", "972-123-73-17"),
        ("regon", "302046830", "302046830"),
        ("vat", "HU12892312", "HU 12892312"),
        ("lei", "213800KUD8LAJWSQ9D15", "2138 00KU D8LA JWSQ 9D15"),
    ],
)
def test_identifier_is_shown_as_people_write_it(scheme, bare, shown):
    assert shown_identifier(scheme, bare) == shown
