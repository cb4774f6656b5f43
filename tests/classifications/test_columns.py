import pytest

from grono.classifications import get_classification, resolve_all

NACE2 = get_classification("nace2")
FIVE_DIGITS = ["23410", "10511", "10512", "25710"]


def codes_of(problems):
    return [(problem.code, problem.value, problem.severity, problem.count) for problem in problems]


def test_every_code_is_resolved_once_and_problems_count_rows():
    found, problems = resolve_all(NACE2, [*FIVE_DIGITS, "01000", "01000", "04500"])
    assert list(found) == [*FIVE_DIGITS, "01000"]
    assert codes_of(problems) == [
        ("code-without-class", "01000", "warning", 2),
        ("unknown-code", "04500", "error", 1),
    ]


def test_distinct_codes_with_their_rows_do_as_well():
    _, problems = resolve_all(NACE2, {"01000": 280, "23410": 280})
    assert codes_of(problems) == [("code-without-class", "01000", "warning", 280)]


def test_lost_zero_is_refused_named_and_never_guessed():
    found, problems = resolve_all(NACE2, [*FIVE_DIGITS, "1110"])
    assert "1110" not in found
    assert codes_of(problems) == [("leading-zero-lost", "1110", "error", 1)]
    assert 'Write "01110" and keep the column as text' in str(problems[0].message)


def test_lost_zero_is_refused_even_where_the_short_code_exists():
    assert NACE2.contains("1629")  # cork and straw; 01629 is a service to farmers
    _, problems = resolve_all(NACE2, [*FIVE_DIGITS, "1629"])
    assert codes_of(problems) == [("leading-zero-lost", "1629", "error", 1)]


def test_lost_zero_is_restored_on_request_with_a_warning():
    found, problems = resolve_all(NACE2, [*FIVE_DIGITS, "1110"], leading_zeros="restore")
    assert (found["1110"].given, found["1110"].unit, found["1110"].class_code) == ("1110", "01110", "01.11")
    assert codes_of(problems) == [("leading-zero-restored", "1110", "warning", 1)]


@pytest.mark.parametrize(("code", "meant"), [("1.11", "01.11"), ("5", "05"), ("111Z", "0111Z")])
def test_code_that_is_none_without_its_zero_is_named_in_any_table(code, meant):
    _, problems = resolve_all(NACE2, ["10.51", "A", code])
    assert codes_of(problems) == [("leading-zero-lost", code, "error", 1)]
    found, _ = resolve_all(NACE2, ["10.51", "A", code], leading_zeros="restore")
    assert found[code].unit == NACE2.display(meant)


def test_short_code_is_taken_as_written_on_request():
    found, problems = resolve_all(NACE2, [*FIVE_DIGITS, "1110"], leading_zeros="keep")
    assert found["1110"].class_code == "11"
    assert codes_of(problems) == [("code-without-class", "1110", "warning", 1)]


@pytest.mark.parametrize(
    "codes", [["10", "101", "1011", "1110"], ["1110"], ["1110", "1120", "23410"], ["10.51", "1110"]]
)
def test_table_of_several_levels_is_not_suspected(codes):
    _, problems = resolve_all(NACE2, codes)
    assert "leading-zero-lost" not in {problem.code for problem in problems}


def test_other_classifications_lose_no_zeros():
    found, problems = resolve_all(get_classification("none"), ["12345", "23456", "1234"])
    assert (len(found), problems) == (3, [])


def test_great_britain_needs_one_warning(shared_data):
    import csv
    import gzip

    with gzip.open(shared_data / "employment" / "uk_bres_itl2_sic5_2015_2021.csv.gz", "rt", encoding="utf-8") as file:
        codes = [row["INDUSTRY_CODE"] for row in csv.DictReader(file)]
    found, problems = resolve_all(NACE2, codes)
    assert len(found) == 729
    assert codes_of(problems) == [("code-without-class", "01000", "warning", 280)]
