import pytest

from grono.classifications import Labels, get_classification, load_labels
from grono.messages import InputError

NACE2 = get_classification("nace2")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Przetwórstwo mleka i wyrób serów"),
        ("en", "Operation of dairies and cheese making"),
        ("de", "Milchverarbeitung (ohne Herstellung von Speiseeis)"),
        ("it", "Lavorazione del latte e produzione di latticini"),
        ("cs", "Zpracování mléka, výroba mléčných výrobků a sýrů"),
        ("fr", "Exploitation de laiteries et fabrication de fromage"),
        ("es", "Preparación de leche y fabricación de sus derivados"),
        ("sk", "Prevádzka mliekarní a výroba syrov"),
    ],
)
def test_label_is_the_official_one(language, text):
    label = NACE2.label("1051", language)
    assert (label.text, label.language, label.code, label.source) == (text, language, "10.51", "shipped")


def test_label_in_a_language_without_list_is_english_and_says_so():
    assert NACE2.label("10.51", "uk").language == "en"
    assert NACE2.label("98", "nb").language == "en"  # one of five that Norway left untranslated
    assert NACE2.label("10.51", "nb").text == "Produksjon av meierivarer"


def test_revision_2_1_never_borrows_a_label():
    label = get_classification("nace21").label("10.51", "pl")
    assert (label.text, label.language) == ("Manufacture of dairy products", "en")
    assert get_classification("pkd2025").label("10.51.Z", "pl").language == "en"


def test_national_code_without_label_shows_the_class_and_says_so():
    label = NACE2.label("10512", "pl")
    assert (label.text, label.code, label.source) == ("Przetwórstwo mleka i wyrób serów", "10.51", "class")


def test_loaded_label_comes_first():
    labels = load_labels([{"code": "10512", "name": "Butter and cheese production"}], language="en")
    label = NACE2.label("10.51/2", "en", labels=labels)
    assert (label.text, label.language, label.source) == ("Butter and cheese production", "en", "loaded")


def test_official_label_in_the_language_goes_before_a_loaded_one_in_another():
    labels = load_labels([{"code": "10.51", "name": "Dairies"}], language="en")
    assert NACE2.label("10.51", "pl", labels=labels).language == "pl"
    assert NACE2.label("10.51", "en", labels=labels).text == "Dairies"


def test_code_is_its_own_label_where_nothing_is_known():
    label = get_classification("none").label("X1", "pl")
    assert (label.text, label.language, label.source) == ("X1", "und", "code")


@pytest.mark.parametrize(
    ("row", "kind", "language", "name"),
    [
        ({"typ": "PODKLASA", "symbol": "10.51.Z", "nazwa": "Mleko"}, "industry", "pl", "Mleko"),
        ({"GEOGRAPHY_CODE": "UKC1", "GEOGRAPHY_NAME": "Tees Valley"}, "region", "und", "Tees Valley"),
        ({"INDUSTRY_CODE": "01000", "INDUSTRY_NAME": "Farms"}, "industry", "und", "Farms"),
        ({"code": "20", "pl": "Podlaskie", "kind": "region"}, "region", "pl", "Podlaskie"),
        ({"code": 311511, "name": " Fluid  milk "}, "industry", "und", "Fluid milk"),
    ],
)
def test_load_labels_reads_the_headings_that_lists_have(row, kind, language, name):
    labels = load_labels([row])
    (code,) = labels.codes(kind)
    found = labels.find(kind, code, "xx")
    assert (found.text, found.language, found.source) == (name, language, "loaded")


def test_load_labels_takes_several_languages_and_falls_back_to_english():
    labels = load_labels([{"code": "A1", "pl": "Huta", "en": "Steelworks"}])
    assert labels.find("industry", "a1", "pl").text == "Huta"
    assert labels.find("industry", "A1", "it").language == "en"
    assert labels.find("region", "A1", "pl") is None


def test_load_labels_names_all_problems_with_their_rows():
    rows = [
        {"code": "1", "name": "one", "kind": ""},
        {"code": "", "name": "none", "kind": ""},
        {"code": "2", "name": None, "kind": ""},
        {"code": "1", "name": "uno", "kind": ""},
        {"code": "", "name": "", "kind": ""},
        {"code": "3", "name": "three", "kind": "shop"},
    ]
    with pytest.raises(InputError) as caught:
        load_labels(rows)
    found = [(problem.code, problem.row) for problem in caught.value.problems]
    assert found == [("incomplete-label", 3), ("incomplete-label", 4), ("two-names", 5), ("unknown-kind", 7)]
    assert 'Row 5: code "1" is called "uno", but "one" further up.' in str(caught.value)


def test_load_labels_without_the_columns_says_what_it_needs():
    with pytest.raises(InputError, match="has the columns number, text"):
        load_labels([{"number": "1", "text": "x"}])
    with pytest.raises(InputError, match="has no rows"):
        load_labels([])


def test_merged_labels_keep_both_and_prefer_the_second():
    first = load_labels([{"code": "1", "pl": "a", "en": "b"}])
    second = load_labels([{"code": "1", "pl": "c"}, {"code": "2", "pl": "d"}])
    merged = first.merged(second)
    assert [merged.find("industry", "1", language).text for language in ("pl", "en")] == ["c", "b"]
    assert merged.codes("industry") == ("1", "2")
    assert Labels().merged(Labels()).codes("region") == ()


def test_official_lists_load_whole(shared_data):
    import csv

    with (shared_data / "classifications" / "pkd_2007_pl.csv").open(encoding="utf-8-sig", newline="") as file:
        labels = load_labels(csv.DictReader(file))
    label = get_classification("pkd2007").label("1051Z", "pl", labels=labels)
    assert (label.source, label.language) == ("loaded", "pl")
    assert len(labels.codes("industry")) == 21 + 88 + 272 + 615 + 655
