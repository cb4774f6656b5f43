"""What rests on few plants: which limit each line missed, and that a map without sizes of plants cannot say."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core.display import Cell
from grono.portal.maps.pages.few_plants import few_plants, plants_of_line, reasons_of_line
from grono.portal.maps.results import results_of
from tests.portal.maps.factories import make_drawn


def page_of(people, map_, view="map", language="en", **arguments):
    with override(language):
        address = reverse(f"maps:{view}", kwargs={"public_id": map_.public_id, **arguments})
    return people.client("visitor").get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def unsized(people):
    return make_drawn(people.analyst, published=True, bands=False)


def test_line_says_which_limit_it_missed(people):
    map_ = make_drawn(people.analyst, published=True)
    shown = page_of(people, map_, "few_plants")
    line = next(line for line in results_of(map_).shortlist if line["list"] == "rests_on_few_plants")
    with override("en"):
        reason = reasons_of_line(results_of(map_), line)
    assert "limit 95%" in reason or "limit 5" in reason
    assert reason in shown
    assert "Why it stands apart" in shown
    assert reason in page_of(people, map_, "region", code=line["region"])


class Answers:
    def __init__(self, **answers):
        self.proofs = {("24", "25.62"): answers}


def answer(value, threshold, passed):
    return {"value": value, "threshold": threshold, "passed": passed}


LINE = {"region": "24", "industry": "25.62", "plants": 40.0}


@pytest.mark.parametrize(
    ("answers", "polish"),
    [
        ({"probability_above_one": answer(0.9312, 0.95, False)}, "prawdopodobieństwo 93%, próg 95%"),
        ({"probability_above_one": answer(0.947, 0.95, False)}, "prawdopodobieństwo 94,7%, próg 95%"),
        ({"probability_above_one": answer(0.9995, 0.9999, False)}, "prawdopodobieństwo 99,95%, próg 99,99%"),
        ({"plants": answer(2.0, 5.0, False), "probability_above_one": answer(0.99, 0.95, True)}, "2 zakłady, próg 5"),
        (
            {"plants": answer(1.0, 5.0, False), "probability_above_one": answer(0.5, 0.95, False)},
            "prawdopodobieństwo 50%, próg 95%; 1 zakład, próg 5",
        ),
        (
            {"plants": answer(None, 5.0, None), "probability_above_one": answer(None, 0.95, None)},
            "prawdopodobieństwo nieznane: brak wielkości zakładów tej branży",
        ),
    ],
)
def test_reasons_are_told_in_words(answers, polish):
    with override("pl"):
        assert reasons_of_line(Answers(**answers), LINE).replace("\N{NO-BREAK SPACE}", "") == polish


def test_plants_are_those_the_rule_counted():
    with override("en"):
        assert plants_of_line(Answers(plants=answer(2.0, 5.0, False)), LINE) == Cell(2, detail="in the region")
        assert plants_of_line(Answers(plants=answer(None, 5.0, None)), LINE) == Cell(40, detail="in the whole country")
        assert plants_of_line(Answers(), {**LINE, "plants": None}) == Cell(None)


def test_map_without_sizes_of_plants_cannot_say(people, unsized):
    assert few_plants(unsized, unsized.summary["rest_on_few_plants"]) is None
    overview = page_of(people, unsized)
    assert "no sizes of plants were given" in overview
    assert "Candidates with the highest location quotients" in overview
    assert "The surest candidates" not in overview
    region = page_of(people, unsized, "region", "pl", code="20")
    assert "nie wiadomo" in region
    assert "nie podano wielkości zakładów" in region
    assert "it cannot be known which industries rest on few plants" in page_of(people, unsized, "few_plants")


def test_file_of_the_picture_leaves_out_what_is_not_known(people, unsized):
    address = reverse("maps:figure_table", args=[unsized.public_id, "overview"])
    rows = b"".join(people.client("visitor").get(address).streaming_content).decode("utf-8-sig").splitlines()
    assert {line.split(";" if ";" in line else ",")[3] for line in rows[1:]} == {""}
