import altair as alt
import pytest

from grono.charts.beside_peers import beside_peers_chart
from grono.charts.drawing import to_svg
from grono.charts.page import for_page
from grono.quantities import exact, missing
from grono.strategy.peers import beside_peers
from grono.strategy.series import Figure


def values(*numbers):
    return {year: Figure(year, missing() if one is None else exact(one)) for year, one in enumerate(numbers, 2019)}


PEERS = {str(place): values(place, place + 1, place + 3) for place in (40, 50, 80, 100)}


OWN, NATION = values(70, None, 90), values(65, 66, 67)


def drawn(own=OWN, *, peers=PEERS, nation=NATION, language="en", narrow=False):
    years = beside_peers(own, peers, nation)
    return beside_peers_chart(years, language, title="Wages", source="Invented", flags={2021: "p"}, narrow=narrow)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_picture_is_valid_and_draws_in_both_languages(language, narrow):
    chart = drawn(language=language, narrow=narrow)
    alt.Chart.from_dict(chart.specification)
    assert "<style" not in for_page(to_svg(chart))


def test_table_holds_what_is_drawn_and_a_gap_stays_a_gap():
    rows = {row["period"]: row for row in drawn().table.to_pylist()}
    assert (rows["2019"]["median"], rows["2019"]["lower_quartile"], rows["2019"]["peers"]) == (65.0, 47.5, 4)
    assert (rows["2020"]["own"], rows["2020"]["nation"]) == (None, 66.0)
    assert rows["2021"]["flag"] == "p"


def test_alternative_says_the_first_and_the_last_value():
    said = drawn().alternative
    assert "2019: own value 70. Median of the peers 65, their middle half from 47.50 to 85. Nation 65." in said
    assert "2021: own value 90." in said
    assert "2019: wartość własna 70." in drawn(language="pl").alternative


def test_without_peers_nation_or_figures_nothing_is_made_up():
    alone = drawn(peers={}, nation={})
    assert {row["median"] for row in alone.table.to_pylist()} == {None}
    assert "Median" not in alone.alternative
    assert "no figure" in drawn(values(None), peers={}, nation={}).alternative


def test_a_nation_that_is_a_sum_is_told_and_not_drawn():
    far, near = drawn(nation=values(900, 901, 902)), drawn()
    assert '"diamond"' in str(near.specification).replace("'", '"')
    points = str(far.specification)
    assert "'nation': 900.0" not in points
    assert "'nation': 65.0" in str(near.specification)
    assert "Nation 900." in far.alternative
    assert far.table.to_pylist()[0]["nation"] == 900.0
