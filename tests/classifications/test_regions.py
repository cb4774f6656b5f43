import pytest

from grono.classifications import (
    NUTS_VINTAGES,
    VOIVODESHIPS,
    fold,
    load_labels,
    nuts_region,
    outlines_for,
    recognise_regions,
    region_name,
    teryt_level,
    voivodeship,
)


@pytest.mark.parametrize(
    ("codes", "kind", "vintage"),
    [
        (["PL84", "PL91"], "nuts", "2024"),
        (["PL84", "NL31"], "nuts", "2021"),
        (["UKC1", "UKM8"], "nuts", "2016"),
        (["TLC1", "TLM8"], "itl", "2016"),
        (["02", "04", "3063", "3063011"], "teryt", None),
        (["MAłOPOLSKIE", "ŚLĄSKIE"], "voivodeships", None),
        (["PL-PD", "PL-SL"], "voivodeships", None),
        (["North", "South"], "plain", None),
        (["PL12", "PL34", "PL33", "PL32"], "voivodeships", None),
        ([], "plain", None),
    ],
)
def test_recognise_regions(codes, kind, vintage):
    scheme = recognise_regions(codes)
    assert (scheme.kind, scheme.vintage) == (kind, vintage)
    assert scheme.title.in_language("en")


def test_recognised_scheme_names_the_codes_it_lacks():
    scheme = recognise_regions(["PL84", "PL21", "PL99"])
    assert scheme.unknown == ("PL99",)
    assert scheme.share == pytest.approx(2 / 3)


def test_great_britain_is_recognised_and_named(shared_data):
    import csv

    with (shared_data / "employment" / "uk_itl2_names.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = [row["GEOGRAPHY_CODE"] for row in csv.DictReader(file)]
    scheme = recognise_regions(codes)
    assert (scheme.kind, scheme.vintage, scheme.share) == ("nuts", "2016", 1.0)
    assert region_name("UKC1", "pl", scheme=scheme).text == "Tees Valley and Durham"


@pytest.mark.parametrize(
    ("code", "level", "parent"), [("PL", 0, None), ("PL8", 1, "PL"), ("PL84", 2, "PL8"), ("PL841", 3, "PL84")]
)
def test_nuts_region_knows_its_level_and_parent(code, level, parent):
    region = nuts_region(code)
    assert (region.level, region.parent) == (level, parent)
    assert set(region.vintages) <= set(NUTS_VINTAGES)


def test_nuts_vintages_differ_where_the_regulation_changed():
    assert nuts_region("NL31").vintages == ("2021",)
    assert nuts_region("NL35").vintages == ("2024",)
    assert nuts_region("XX1") is None


@pytest.mark.parametrize(
    ("code", "language", "text", "text_language"),
    [
        ("PL84", "pl", "Podlaskie", "pl"),
        ("20", "en", "Podlaskie", "en"),
        ("PL21", "en", "Lesser Poland", "en"),
        ("PL91", "en", "Warszawski stołeczny", "pl"),
        ("DE21", "pl", "Oberbayern", "de"),
        ("EL", "pl", "Grecja", "pl"),
        ("UK", "en", "United Kingdom", "en"),
        ("TLC1", "pl", "Tees Valley and Durham", "en"),
        ("Kraina", "pl", "Kraina", "und"),
    ],
)
def test_region_name_says_its_language(code, language, text, text_language):
    label = region_name(code, language)
    assert (label.text, label.language) == (text, text_language)


def test_region_name_keeps_to_the_scheme_of_the_table():
    plain = recognise_regions(["12", "x", "y", "z"])
    assert region_name("12", "pl", scheme=plain).source == "code"
    assert region_name("12", "pl", scheme=recognise_regions(["12", "14"])).text == "Małopolskie"
    assert region_name("DE21", "pl", scheme=plain).source == "code"


def test_loaded_region_name_comes_first():
    labels = load_labels([{"teryt_code": "3063", "nazwa": "Leszno"}])
    assert region_name("3063", "pl", labels=labels).text == "Leszno"


@pytest.mark.parametrize(
    ("code", "level"),
    [("30", "voivodeship"), ("3063", "powiat"), ("306301", "gmina"), ("3063011", "gmina"), ("3000", None), ("306300", None),
     ("31", None), ("3", None), ("30630", None), ("3063017", None), ("٣٠", None)],
)  # fmt: skip
def test_teryt_level(code, level):
    assert teryt_level(code) == level


def test_teryt_register_has_only_codes_of_the_shape(shared_data):
    import csv

    with (shared_data / "poland" / "TERC_2025-01-01.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    levels = {row["WOJ"] + row["POW"] + row["GMI"] + row["RODZ"] for row in rows}
    assert {code for code in levels if teryt_level(code) is None} == set()
    names = {row["WOJ"]: row["NAZWA"] for row in rows if not row["POW"]}
    assert {one.teryt: fold(one.polish) for one in VOIVODESHIPS} == {code: fold(name) for code, name in names.items()}


def test_every_voivodeship_is_found_by_all_its_codes_and_names():
    for one in VOIVODESHIPS:
        for spelling in (*one.whole, one.polish.upper(), f"województwo {one.polish.lower()}", one.english):
            assert voivodeship(spelling) is one


@pytest.mark.parametrize("codes", [["20", "10"], ["PL84", "PL71"], ["PODLASKIE", "łódzkie"], ["PL-PD", "PL-LD"]])
def test_outlines_carry_the_codes_of_the_table(codes):
    collection = outlines_for(codes)
    assert [feature["id"] for feature in collection["features"]] == codes
    assert [feature["properties"]["teryt"] for feature in collection["features"]] == ["20", "10"]
    assert collection["without_outline"] == []


def test_outlines_of_polish_nuts_2_leave_out_the_two_halves_of_mazowieckie_and_say_so():
    codes = [code for one in VOIVODESHIPS for code in one.nuts]
    assert outlines_for(codes)["without_outline"] == ["PL91", "PL92"]


@pytest.mark.parametrize("codes", [[], ["UKC1"], ["PL84", "DE21"]])
def test_outlines_are_none_where_there_are_none(codes):
    assert outlines_for(codes) is None


def test_fold_makes_spellings_equal():
    assert fold("MAłOPOLSKIE") == fold("małopolskie") == "malopolskie"
    assert fold("Kujawsko – Pomorskie") == fold("kujawsko-pomorskie")
