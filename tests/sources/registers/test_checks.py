"""Numbers typed, and numbers that a register delivered (DIR-7, DIR-8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.sources.registers import IdentifierProblem, Scheme, clean_number, delivered_identifier, read_number
from grono.sources.registers.errors import RegisterError


@pytest.mark.parametrize("delivered", ["30204683000000", "18085317700000"])
def test_regon_with_five_zeros_is_the_organisations(delivered):
    found = delivered_identifier(Scheme.REGON, delivered)
    assert (found.scheme, found.value, found.fails_check) == (Scheme.REGON, delivered[:9], False)
    assert found.delivered == delivered


def test_regon_of_a_local_unit_stays_whole():
    found = delivered_identifier(Scheme.REGON, "01034470800689")
    assert (found.scheme, found.value, found.fails_check) == (Scheme.REGON_UNIT, "01034470800689", False)


@pytest.mark.parametrize(
    ("scheme", "delivered"),
    [
        (Scheme.NIP, "0099112233"),
        (Scheme.REGON, "666666666"),
        (Scheme.REGON, "66666666600000"),
        (Scheme.LEI, "?"),
        (Scheme.KRS, "1"),
    ],
)
def test_wrong_number_of_a_register_is_kept_and_marked(scheme, delivered):
    found = delivered_identifier(scheme, delivered)
    assert found.fails_check
    assert found.delivered == delivered


@pytest.mark.parametrize(
    ("scheme", "typed", "part"),
    [
        ("nip", "0099112233", "its check digit does not agree"),
        ("regon_unit", "01034470800680", "its check digit does not agree"),
        ("krs", "413516", "write 0000413516"),
        ("vat", "PL123", "as in HU12892312"),
        ("lei", "213800KUD8LAJWSQ9D16", "its check digit does not agree"),
    ],
)
def test_wrong_typed_number_is_refused_with_a_sentence(scheme, typed, part):
    with pytest.raises(IdentifierProblem, match=part) as refusal:
        clean_number(scheme, typed)
    assert typed in str(refusal.value)


@given(st.sampled_from(Scheme), st.text(max_size=30))
def test_any_text_is_cleaned_marked_or_refused(scheme, text):
    found = delivered_identifier(scheme, text)
    if not found.fails_check and found.scheme is scheme:
        assert clean_number(scheme, found.value) == found.value


@pytest.mark.parametrize(
    ("register", "typed", "scheme", "value"),
    [
        ("regon", "NIP 517-035-94-58", "nip", "5170359458"),
        ("regon", "regon: 30204683000000", "regon", "302046830"),
        ("regon", "KRS 0000421310", "krs", "0000421310"),
        ("krs", "0000413516", "krs", "0000413516"),
        ("ceidg", "5170359458", "nip", "5170359458"),
        ("vies", "972-123-73-17", "vat", "PL9721237317"),
        ("vies", "HU 12892312", "vat", "HU12892312"),
        ("gleif", "2138 00KU D8LA JWSQ 9D15", "lei", "213800KUD8LAJWSQ9D15"),
    ],
)
def test_number_is_read_as_a_person_means_it(register, typed, scheme, value):
    found = read_number(register, typed)
    assert (str(found.scheme), found.value) == (scheme, value)


@pytest.mark.parametrize(
    ("register", "typed", "part"),
    [
        ("krs", "NIP 5170359458", "It takes KRS"),
        ("ceidg", "KRS 0000421310", "It takes NIP, REGON"),
        ("bdo", "1", "Choose one of regon"),
    ],
)
def test_register_that_cannot_be_asked_so_says_what_it_takes(register, typed, part):
    with pytest.raises(RegisterError, match=part):
        read_number(register, typed)
