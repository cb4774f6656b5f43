"""Which pairs are found by which key, and why they are shown (DIR-30)."""

from dataclasses import replace

import pytest

from grono.matching.duplicates import DuplicateRecord, find_duplicates, reason
from grono.matching.duplicates.comparing import FieldComparison
from grono.matching.duplicates.tables import legal_forms
from grono.sources.synthetic.duplicates import labelled_duplicates

NIP, OTHER_NIP, REGON = "9721237317", "9721237323", "302046830"
LAKA = DuplicateRecord(
    "a",
    "Mleczarnia Łąka Sp. z o.o.",
    identifiers={"nip": NIP},
    municipality="3063011",
    street="ul. Polna 3",
    web="laka.example",
    phone="65 520 12 34",
)


def verdict_of(first, second):
    pairs = find_duplicates([first, second]).pairs
    return pairs[0].verdict if pairs else None


def second(**changes):
    return replace(LAKA, key="b", **changes)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (second(), "same"),
        (second(name="LAKA, mleczarnia", identifiers={}, web=""), "same"),
        (second(municipality="1061011", street="Krótka 8", phone="", web=""), "same"),
        (second(name="Łąka S.A.", identifiers={"nip": "PL 972-123-73-17"}), "same"),
        (second(name="Zupełnie Inna Nazwa", municipality="1061011", street="", web="", phone=""), "perhaps"),
        (second(identifiers={}, street="", web="", phone=""), "perhaps"),
        (second(identifiers={"nip": "9721237371"}, phone="", web=""), "same"),
        (second(name="Kancelaria Prawna Vox", identifiers={}, street="", web=""), None),
        (second(identifiers={"nip": OTHER_NIP}, web="", phone="", street=""), None),
        (second(identifiers={"nip": OTHER_NIP}), "perhaps"),
    ],
)
def test_verdicts_one_can_defend(other, verdict):
    assert verdict_of(LAKA, other) == verdict


def test_different_valid_numbers_are_never_the_same_whatever_else_agrees():
    everything = replace(LAKA, identifiers={"nip": NIP, "regon": REGON, "krs": "0000413516"}, email="a@laka.example")
    other = replace(everything, key="b", identifiers={"nip": OTHER_NIP, "regon": REGON, "krs": "0000413516"})
    assert verdict_of(everything, other) == "perhaps"


def test_sole_traders_of_one_name_in_one_town_need_more():
    one = DuplicateRecord("a", "Jan Kowalski", municipality="3063011", street="Polna 3", natural_person=True)
    assert verdict_of(one, replace(one, key="b")) == "perhaps"
    told = replace(one, phone="600100200")
    assert verdict_of(told, replace(told, key="b")) == "same"


def test_regon_of_a_legal_person_is_one_in_nine_and_fourteen_digits():
    one = DuplicateRecord("a", "Swlex", identifiers={"regon": REGON})
    assert verdict_of(one, replace(one, key="b", identifiers={"regon": f"{REGON}00000"})) == "same"


def test_placeholders_and_free_mail_join_nobody():
    one = DuplicateRecord("a", "Alfa", identifiers={"nip": "0000000000"}, email="alfa@gmail.com")
    other = DuplicateRecord("b", "Beta", identifiers={"nip": "0000000000"}, email="beta@gmail.com")
    found = find_duplicates([one, other])
    assert found.pairs == ()
    assert found.compared <= 1


def test_reasons_name_each_field_in_both_languages():
    pair = find_duplicates([LAKA, second(name="Laka Mleczarnia", street="Polna 13", phone="")]).pairs[0]
    outcomes = {one.field: one.outcome for one in pair.comparisons}
    assert outcomes == {
        "nip": "equal", "name": "equal", "legal-form": "missing", "municipality": "equal", "street": "different",
        "domain": "equal", "mail": "missing", "phone": "missing",
    }  # fmt: skip
    english, polish = ([reason.in_language(language) for reason in pair.reasons] for language in ("en", "pl"))
    assert english[0] == "Tax number (NIP): the same (9721237317)."
    assert "Street and number: different (polna 3 – polna 13)." in english
    assert english[-1].endswith("cannot be compared, it is missing or wrong on a side.")
    assert all(one != other for one, other in zip(english, polish, strict=True))


def test_legal_forms_are_named_in_both_languages():
    compared = FieldComparison("legal-form", "different", "joint-stock", "limited-liability")
    said = [reason(compared).in_language(language) for language in ("en", "pl")]
    assert said[0] == "Legal form: different (joint-stock company – limited liability company)."
    assert said[1] == "Forma prawna: różnica (spółka akcyjna – spółka z ograniczoną odpowiedzialnością)."
    keys = set(legal_forms().values())
    known = {key: reason(compared._replace(second=key)).in_language("pl") for key in keys}
    assert not [key for key, sentence in known.items() if key in sentence]


def test_the_order_of_the_records_does_not_matter():
    records = labelled_duplicates(400, seed=5).records
    forwards, backwards = (find_duplicates(one).pairs for one in (records, records[::-1]))
    assert {(frozenset((p.first, p.second)), p.verdict, round(p.score, 9)) for p in forwards} == {
        (frozenset((p.first, p.second)), p.verdict, round(p.score, 9)) for p in backwards
    }


def test_only_pairs_that_touch_what_changed():
    records = labelled_duplicates(400, seed=5).records
    every = find_duplicates(records).pairs
    key = every[0].first
    assert find_duplicates(records, touching=[key]).pairs == tuple(p for p in every if key in (p.first, p.second))
    assert find_duplicates(records, touching=[]).pairs == ()


def test_a_telephone_of_hundreds_joins_nobody_and_is_named():
    numbers = [f"{letter}{other}" for letter in "bcdfghjklm" for other in "aeiouyxz"]
    records = [DuplicateRecord(one, f"Firma{one}tor", phone="600 100 200") for one in numbers]
    found = find_duplicates(records)
    assert found.left_out == ((("phone", "600100200"), len(records)),)


def test_progress_may_stop_the_search():
    class StoppedError(Exception):
        pass

    def stop(done, whole):
        assert (done, whole > 0) == (0, True)
        raise StoppedError

    with pytest.raises(StoppedError):
        find_duplicates([LAKA, second()], progress=stop)
    assert find_duplicates([]).pairs == ()
