import pytest

from grono.portal.core.models import BackgroundRun
from grono.portal.strategies import drawing
from grono.portal.strategies.models import TaskCard
from grono.strategy import progress
from tests.portal.strategies.factories import TEXT, make_card, make_leszno, read_text

pytestmark = pytest.mark.django_db


def test_year_without_a_plan_leaves_a_gap():
    rows = [drawing._row(year) for year in progress(make_leszno().read()).years]
    assert [(row["done"], row["planned"], row["cumulative_done"]) for row in rows] == [
        (49, 55, 49),
        (17, 25, 66),
        (20, 20, 86),
        (None, None, 86),
        (None, None, 86),
    ]


@pytest.mark.parametrize(("done", "digits"), [("20", 0), ("19,5", 1), ("19,55", 2)])
def test_points_keep_their_digits(done, digits):
    card = read_text(TEXT, **{"20/20%": f"{done}/20%"}).file.card
    assert drawing._digits(progress(card)) == digits


def test_run_draws_the_pictures_of_its_card(people):
    card = make_card()
    run = BackgroundRun.objects.create(
        kind="strategies.draw_pictures", subject_public_id=card.public_id, owner=people.editor
    )
    said = []
    drawing.draw_pictures(run, lambda step, *_counts: said.append(str(step)))
    pictures = TaskCard.objects.get().pictures
    assert pictures["en"]["title"] == "60 of 100 planned points were done by the end of 2021"
    assert pictures["pl"]["svg"].startswith("<svg")
    assert said == ["Drawing the pictures"]
    assert drawing.card_of_run_address(run).endswith(f"/strategies/cards/{card.public_id}/")
