"""Codes as registers write them, and the edition that is read or inferred (DIR-11, DIR-12)."""

from datetime import date
from itertools import pairwise

import pytest

from grono.sources.registers.activities import WrittenCode, activity_codes, subclass_code
from grono.sources.registers.shipped import pkd_rules
from grono.sources.registers.values import Notes


def read(codes, *, version=None, changed=None, as_of=None):
    notes = Notes("krs")
    written = [WrittenCode(code, None, number == 0) for number, code in enumerate(codes)]
    return activity_codes(written, notes, version=version, changed=changed, as_of=as_of), notes.problems


@pytest.mark.parametrize("written", ["7010Z", "70.10.Z", ("70", "10", "Z"), "70.10Z", " 7010 z "])
def test_every_writing_is_the_same_code(written):
    assert subclass_code(written) == "70.10.Z"


def test_class_of_nace_is_the_first_four_digits():
    (code,), _ = read(["7010Z"], version="2007")
    assert code.nace_class == "70.10"


def test_version_that_the_register_wrote_is_not_inferred():
    (code,), problems = read(["7410Z"], version="2007", changed=date(2026, 1, 1))
    assert (code.version, code.inferred, problems) == ("2007", None, [])


@pytest.mark.parametrize(
    ("changed", "as_of", "version"),
    [
        (date(2006, 1, 1), date(2006, 1, 1), "2004"),
        (date(2021, 2, 15), date(2022, 3, 8), "2007"),
        (date(2021, 2, 15), date(2026, 12, 31), "2007"),
        (date(2027, 1, 1), date(2027, 1, 1), "2025"),
        (date(1999, 1, 1), date(2027, 1, 1), None),
    ],
)
def test_version_is_inferred_from_the_date_by_a_table(changed, as_of, version):
    (code,), _ = read(["7010Z"], changed=changed, as_of=as_of)
    assert code.version == version
    if version:
        assert "Dz.U." in code.inferred
        assert changed.isoformat() in code.inferred


def test_code_of_one_edition_only_tells_the_edition_while_two_hold():
    (old,), _ = read(["6201Z"], changed=date(2025, 6, 1), as_of=date(2026, 6, 1))
    assert old.version == "2007"
    (new,), _ = read(["6210Z"], changed=date(2025, 6, 1), as_of=date(2026, 6, 1))
    assert new.version == "2025"


def test_code_of_both_editions_gets_no_version_while_two_hold():
    (code,), problems = read(["7010Z"], changed=date(2025, 6, 1), as_of=date(2026, 6, 1))
    assert code.version is None
    assert [problem.code for problem in problems] == ["no-pkd-version"]


def test_old_record_is_doubtful_once_registers_have_rewritten_themselves():
    (code,), _ = read(["7010Z"], changed=date(2021, 6, 1), as_of=date(2027, 6, 1))
    assert code.version is None


def test_edition_that_cannot_be_looked_up_is_not_guessed():
    (code,), _ = read(["7010Z"], changed=date(2009, 6, 1), as_of=date(2009, 6, 1))
    assert code.version is None


def test_rules_follow_each_other_without_gap():
    rules = pkd_rules()
    assert all((after.start - before.end).days == 1 for before, after in pairwise(rules))


def test_odd_codes_become_warnings():
    notes = Notes("krs")
    written = [
        WrittenCode("7010Z", "a", main=False),
        WrittenCode("64.20.Z", "b", main=True),
        WrittenCode("x", None, main=False),
    ]
    written += [
        WrittenCode("6201Z", "c", main=True),
        WrittenCode("7010Z", "again", main=False),
        WrittenCode("9999Z", None, main=False),
    ]
    found = activity_codes(written, notes, version="2007", changed=None, as_of=None)
    assert [code.code for code in found] == ["64.20.Z", "70.10.Z", "62.01.Z", "99.99.Z"]
    assert [code.main for code in found] == [True, False, False, False]
    assert found[1].label == "a"
    assert [problem.code for problem in notes.problems] == ["not-a-code", "several-mains", "no-such-code"]
    assert "70.10.Z" in str(notes.problems[0])
