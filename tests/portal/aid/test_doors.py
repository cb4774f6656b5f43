"""What must not be merged is said with the step that solves it, on the page and to programs (DIR-33)."""

import pytest
from django.utils.translation import override

from grono.portal.aid.actions import end_grant, record_reorganisation
from grono.portal.core.actions import make_token
from grono.portal.directory.merging import blockers_between
from grono.portal.duplicates.actions import merge
from grono.portal.duplicates.models import Merge
from tests.portal.aid.factories import DAY, NIP, OTHER, THIRD, make_grant, make_undertaking
from tests.portal.clusters.factories import make_cluster, take_step
from tests.portal.directory.factories import make_organisation
from tests.portal.duplicates.factories import make_case

pytestmark = pytest.mark.django_db
STEP = "record the merger or acquisition in the ledger"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def pair():
    first = make_organisation("A", identifiers=(("nip", NIP),))
    return first, make_organisation("B", identifiers=(("nip", OTHER),))


@pytest.fixture
def ledgers(pair):
    make_grant()
    return pair, make_grant(make_undertaking(OTHER, "B"))


def codes(pair):
    return [one.code for one in blockers_between(*pair)]


def ledger_blocker(pair):
    return next(one for one in blockers_between(*pair) if one.code == "two_aid_ledgers")


def joined(*numbers, kind="merger"):
    return record_reorganisation(
        by=None,
        values={"kind": kind, "effective_date": DAY("2026-02-01"), "parties": list(numbers), "evidence": "KRS"},
    )


def test_aid_in_two_ledgers_blocks_with_the_step_and_where_to_take_it(ledgers):
    pair, grant = ledgers
    found = ledger_blocker(pair)
    assert (NIP in found.reason, OTHER in found.reason, STEP in found.step) == (True, True, True)
    assert found.href.endswith(f"/aid/undertakings/{grant.beneficiary.public_id}/")
    assert "two_aid_ledgers" in codes(pair[::-1])


@pytest.mark.parametrize("kind", ["merger", "acquisition"])
def test_recorded_merger_of_the_two_solves_it(ledgers, kind):
    joined(NIP, THIRD, kind=kind)
    assert "two_aid_ledgers" in codes(ledgers[0])
    joined(OTHER, NIP, kind=kind)
    assert "two_aid_ledgers" not in codes(ledgers[0])


def test_split_does_not_solve_it(ledgers):
    joined(NIP, OTHER, kind="split")
    assert "two_aid_ledgers" in codes(ledgers[0])


def test_withdrawn_aid_solves_it(ledgers):
    pair, grant = ledgers
    end_grant(by=None, grant=grant, state="withdrawn", reason="recorded under a wrong number")
    assert "two_aid_ledgers" not in codes(pair)


def test_aid_of_one_entry_only_does_not_block(pair):
    make_grant()
    make_undertaking(OTHER, "B")
    assert "two_aid_ledgers" not in codes(pair)


def test_aid_under_a_number_that_is_not_valid_blocks_too(people):
    wrong = "5250000001"
    pair = make_organisation("A", identifiers=(("nip", NIP),)), make_organisation("B")
    pair[1].identifiers.create(scheme="nip", value=wrong, fails_check=True)
    undertaking = make_undertaking(OTHER, "B")
    type(undertaking).objects.filter(pk=undertaking.pk).update(number=wrong)
    undertaking.refresh_from_db()
    make_grant()
    make_grant(undertaking)
    assert codes(pair) == ["two_aid_ledgers"]


def two_nips(pair):
    return "Both have a valid tax number"


def one_cluster(pair):
    pair[1].identifiers.all().delete()
    cluster = make_cluster()
    for one in pair:
        take_step(cluster, one, "declared", evidence="letter")
    return "Take the steps of one of them back"


def two_ledgers(pair):
    make_grant()
    make_grant(make_undertaking(OTHER, "B"))
    return STEP


@pytest.mark.parametrize("stand_in_the_way", [two_nips, one_cluster, two_ledgers])
def test_page_and_api_refuse_with_the_same_step(people, pair, stand_in_the_way):
    step = stand_in_the_way(pair)
    case = make_case(*pair)
    client = people.client("coordinator")
    page = client.get(f"/en/duplicates/{case.public_id}/merge/").content.decode()
    assert step in page
    assert "Make them one</button>" not in page
    token = make_token(by=people.coordinator, name="test", scope="write")
    answer = client.post(
        f"/api/v1/duplicates/{case.public_id}/merge", "{}", content_type="application/json",
        HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_ACCEPT_LANGUAGE="en",
    )  # fmt: skip
    assert answer.status_code == 422
    assert step in answer.content.decode()
    assert not Merge.objects.exists()


def test_merge_goes_through_once_nothing_stands_in_the_way(people, ledgers):
    pair, _grant = ledgers
    joined(NIP, OTHER)
    pair[1].identifiers.all().delete()
    assert codes(pair) == []
    assert merge(by=people.coordinator, survivor=pair[0], other=pair[1]).pk
