"""Passwords: twelve characters, hard to guess also for who speaks Polish, nothing to be composed (TRU-8)."""

import pytest
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from grono.portal.core.models import User
from tests.portal.conftest import PASSWORD

ANNA = User(email="anna.wisniewska@example.org", full_name="Anna Wiśniewska")


@pytest.mark.parametrize(
    ("password", "part"),
    [
        ("krótkie", "12"),
        ("password12345", "many people use"),
        ("Warszawie2024!", "word, name or place"),
        ("Kowalskiego1990", "word, name or place"),
        ("słoneczko123456", "easy to guess"),
        ("qwertyuiop[]", "easy to guess"),
        ("Anna.Wisniewska1", "your name or your address"),
        ("abababababab", "repeats itself"),
        ("abcdefghijklmnop", "counts up or down"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_its_reason(password, part):
    with override("en"), pytest.raises(ValidationError) as refusal:
        validate_password(password, ANNA)
    said = " ".join(refusal.value.messages)
    assert part in said
    assert password not in said


@pytest.mark.parametrize(
    "password", ["kot pije mleko w krakowie", "zielonaherbatazcytryna", PASSWORD, "x" * 5 + "ż" * 3 + "kwq 7" * 40]
)
def test_words_without_digits_and_signs_are_enough(password):
    validate_password(password, ANNA)


def test_the_same_password_is_judged_for_each_person_alone():
    password = "anna.wisniewska-7ż"  # noqa: S105 (of nobody)
    validate_password(password, User(email="jan@example.org", full_name="Jan Ktoś"))
    with pytest.raises(ValidationError):
        validate_password(password, ANNA)


def test_polish_reader_is_told_in_polish():
    with override("pl"), pytest.raises(ValidationError) as refusal:
        validate_password("Warszawie2024!", ANNA)
    assert "łatwo odgadnąć" in " ".join(refusal.value.messages)
    assert len(get_default_password_validators()) == 3
