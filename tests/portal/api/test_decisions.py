"""Recorded choices and comparisons through the API."""

from grono.portal.maps.actions import withdraw_map
from grono.portal.maps.choices import correct_choice, withdraw_choice
from grono.portal.maps.comparisons import changes
from tests.portal.maps.decision_factories import decided, make_choice, make_comparison


def test_choices_stand_with_their_history(people, ask):
    choice = make_choice(people.analyst, doubts="One large dairy.", language="en")
    make_choice(people.analyst, choice.map, industry="", label="Clean coal", region="24")
    new = correct_choice(by=people.analyst, choice=choice, decided=decided(decision="deferred"))
    found = ask(f"maps/{choice.map.public_id}/choices")
    assert found["count"] == 3
    by_id = {entry["public_id"]: entry for entry in found["items"]}
    old = by_id[choice.public_id]
    assert (old["standing"], old["corrected_by"]) == ("corrected", new.public_id)
    assert old["doubts"] == {"text": "One large dairy.", "language": "en"}
    assert by_id[new.public_id]["decision"] == {"key": "deferred", "label": "deferred"}
    coal = ask(f"maps/{choice.map.public_id}/choices", region="24")["items"][0]
    assert (coal["industry"], coal["industry_name"]["text"]) == (None, "Clean coal")
    assert coal["found"] == "recorded, not found in the data"


def test_withdrawn_choice_says_why(people, ask):
    choice = make_choice(people.analyst)
    withdraw_choice(by=people.analyst, choice=choice, because="Recorded twice.")
    address = f"maps/{choice.map.public_id}/choices"
    assert ask(address, standing="stands")["items"] == []
    assert ask(address, standing="withdrawn")["items"][0]["withdrawn_because"] == "Recorded twice."


def test_comparison_is_answered_line_by_line(people, ask):
    comparison = make_comparison(people.analyst)
    found = ask(f"comparisons/{comparison.public_id}", limit=2)
    assert found["count"] == len(changes(comparison))
    assert len(found["items"]) == 2
    assert found["before"]["title"]["text"] == "Earlier map"
    assert found["classes"] == comparison.summary["classes"]
    assert ask(f"comparisons/{comparison.public_id}", change="new")["items"] == []
    assert {row["region"] for row in ask(f"comparisons/{comparison.public_id}", region="20")["items"]} == {"20"}


def test_what_one_may_not_see_is_not_found(people, ask):
    comparison = make_comparison(people.analyst)
    withdraw_map(by=people.analyst, map_=comparison.before)
    ask(f"comparisons/{comparison.public_id}", status=404)
    ask(f"maps/{comparison.before.public_id}/choices", status=404)
    assert ask(f"comparisons/{comparison.public_id}", client=people.client("analyst"))["refusal"] == []
