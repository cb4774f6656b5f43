"""The client against an office that answers, breaks off, is busy, or sends something else."""

import gzip
import hashlib
import json
from datetime import timedelta

import pytest

from grono.sources.fetching import (
    Limit,
    NoAnswerError,
    Office,
    Quota,
    QuotaError,
    RefusedError,
    Request,
    UnexpectedAnswerError,
)
from tests.sources.office import Answer

STATISTICS = Office("office", "The Office of Examples", "free with citation")
TABLE = b"region,year,value\n" + b"PL84,2025,1\n" * 20_000
VERSIONED = {"ETag": '"v1"', "Content-Type": "text/csv"}


@pytest.fixture
def request_(office):
    return Request(STATISTICS, "table.csv", f"{office.address}/table", (("geo", "PL"),), expected=("csv", "gzip"))


def test_a_copy_knows_where_it_came_from(office, request_, make_client):
    office.answers = [Answer(TABLE, headers=VERSIONED)]
    fetched = make_client().fetch(request_)
    record = json.loads(fetched.copy.path.with_name(f"{fetched.copy.path.name}.json").read_text("utf-8"))
    assert fetched.how == "fetched"
    assert fetched.copy.path.read_bytes() == TABLE
    assert record["sha256"] == hashlib.sha256(TABLE).hexdigest()
    assert (record["office"], record["licence"]) == ("The Office of Examples", "free with citation")
    assert record["fetched"] == "2026-11-21T12:00:00+00:00"
    assert record["address"].endswith("/table?geo=PL")


def test_the_office_learns_who_asks(office, request_, make_client):
    office.answers = [Answer(TABLE, headers=VERSIONED)]
    make_client().fetch(request_)
    assert office.asked[0][1]["User-Agent"].startswith("Grono/")


def test_a_recent_copy_is_not_asked_for_again(office, request_, make_client):
    office.answers = [Answer(TABLE, headers=VERSIONED)]
    make_client().fetch(request_)
    assert make_client().fetch(request_).how == "kept"
    assert len(office.asked) == 1


def test_an_old_copy_is_confirmed_without_sending_it_again(office, request_, make_client, present):
    office.answers = [Answer(TABLE, headers=VERSIONED)]
    make_client().fetch(request_)
    present.now += timedelta(days=1)
    fetched = make_client().fetch(request_)
    assert fetched.how == "unchanged"
    assert fetched.copy.checked == present.now
    assert fetched.copy.record["fetched"].startswith("2026-11-21")
    assert office.asked[1][1]["If-None-Match"] == '"v1"'
    assert make_client().fetch(request_).how == "kept"


def test_a_replaced_table_puts_the_earlier_one_aside(office, request_, make_client, present):
    office.answers = [Answer(TABLE, headers=VERSIONED), Answer(b"new", headers={"ETag": '"v2"'})]
    make_client().fetch(request_)
    present.now += timedelta(days=1)
    fetched = make_client().fetch(request_)
    earlier = next((fetched.copy.path.parent / "earlier").glob("*.csv"))
    assert fetched.copy.path.read_bytes() == b"new"
    assert earlier.read_bytes() == TABLE
    assert json.loads(earlier.with_name(f"{earlier.name}.json").read_text("utf-8"))["etag"] == '"v1"'


def test_a_copy_that_was_tampered_with_is_fetched_again(office, request_, make_client):
    office.answers = [Answer(TABLE, headers=VERSIONED)]
    copy = make_client().fetch(request_).copy
    copy.path.write_bytes(b"edited")
    assert make_client().fetch(request_).how == "fetched"
    assert copy.path.read_bytes() == TABLE


def test_a_broken_download_goes_on_where_it_stopped(office, request_, make_client):
    office.answers = [
        Answer(TABLE, headers=VERSIONED, breaks_after=9000),
        Answer(TABLE, headers=VERSIONED, ranges=True),
    ]
    fetched = make_client().fetch(request_)
    assert fetched.copy.path.read_bytes() == TABLE
    assert office.asked[1][1]["Range"] == "bytes=9000-"
    assert office.asked[1][1]["If-Range"] == '"v1"'


def test_a_broken_download_goes_on_in_a_later_run(office, request_, make_client):
    office.answers = [Answer(TABLE, headers=VERSIONED, breaks_after=9000)]
    with pytest.raises(NoAnswerError, match="What was fetched is kept"):
        make_client().fetch(request_)
    done = sum(1 for _ in office.asked)
    office.answers = [Answer(TABLE, headers=VERSIONED, ranges=True)]
    assert make_client().fetch(request_).copy.path.read_bytes() == TABLE
    assert "Range" in office.asked[done][1]


def test_a_table_replaced_in_between_is_begun_anew(office, request_, make_client):
    other = TABLE.replace(b"PL84", b"PL22")
    office.answers = [
        Answer(TABLE, headers=VERSIONED, breaks_after=9000),
        Answer(other, headers={"ETag": '"v2"'}, ranges=True),
    ]
    assert make_client().fetch(request_).copy.path.read_bytes() == other


def test_without_a_version_a_broken_download_is_begun_anew(office, request_, make_client):
    weak = {"ETag": 'W/"v1"'}
    office.answers = [Answer(TABLE, headers=weak, breaks_after=9000), Answer(TABLE, headers=weak)]
    assert make_client().fetch(request_).copy.path.read_bytes() == TABLE
    assert "Range" not in office.asked[1][1]


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [(429, {"Retry-After": "7"}, 7), (429, {"Retry-After": "221 sek"}, 221), (503, {}, 2), (429, {}, 2)],
)
def test_a_busy_office_is_asked_again_when_it_says(office, request_, make_client, present, status, headers, seconds):
    office.answers = [Answer(status=status, headers=headers), Answer(TABLE)]
    assert make_client().fetch(request_).how == "fetched"
    assert present.waited == seconds


def test_pauses_grow_and_end(office, request_, make_client, present):
    office.answers = [Answer(status=503)]
    with pytest.raises(NoAnswerError, match="The Office of Examples did not answer"):
        make_client().fetch(request_)
    assert (len(office.asked), present.waited) == (5, 2 + 4 + 8 + 16)


def test_an_office_that_wants_hours_is_left_alone(office, request_, make_client, present):
    office.answers = [Answer(status=429, headers={"Retry-After": "7200"})]
    with pytest.raises(QuotaError, match="in 120 minutes"):
        make_client().fetch(request_)
    assert (len(office.asked), present.waited) == (1, 0)


def test_no_office_at_all(request_, make_client, office):
    office.close()
    with pytest.raises(NoAnswerError, match="run the same command again"):
        make_client().fetch(request_)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "nothing under this name"), (403, "Check the key"), (413, "too large")]
)
def test_a_refusal_names_its_reason(office, request_, make_client, status, words):
    office.answers = [Answer(status=status)]
    with pytest.raises(RefusedError, match=words):
        make_client().fetch(request_)
    assert len(office.asked) == 1


def test_a_page_in_place_of_a_table_is_not_kept(office, request_, make_client, tmp_path):
    office.answers = [Answer(b"<html>repair</html>", headers={"Content-Type": "text/html"})]
    with pytest.raises(UnexpectedAnswerError, match="text/html"):
        make_client().fetch(request_)
    assert not list((tmp_path / "raw").glob("*"))


def test_a_packed_file_that_ends_too_early_is_asked_for_again(office, request_, make_client):
    packed = gzip.compress(TABLE)
    office.answers = [Answer(packed[:-20], headers=VERSIONED), Answer(packed, headers=VERSIONED)]
    assert make_client().fetch(request_).copy.content() == TABLE


def test_a_packed_file_that_is_always_damaged_is_said(office, request_, make_client, tmp_path):
    office.answers = [Answer(gzip.compress(TABLE)[:-20])]
    with pytest.raises(UnexpectedAnswerError, match="ends too early"):
        make_client().fetch(request_)
    assert not list((tmp_path / "raw").glob("*"))


def test_whoever_watches_can_stop_and_go_on_later(office, request_, make_client):
    class StoppedError(Exception):
        pass

    def stop(step, done, total):
        raise StoppedError

    office.answers = [Answer(TABLE, headers=VERSIONED, ranges=True)]
    with pytest.raises(StoppedError):
        make_client(progress=stop).fetch(request_)
    seen = []
    fetched = make_client(progress=lambda *told: seen.append(told)).fetch(request_)
    assert fetched.copy.path.read_bytes() == TABLE
    assert "Range" in office.asked[1][1]
    assert seen[-1] == ("table.csv", len(TABLE), len(TABLE))


def test_a_beginning_longer_than_the_table_is_begun_anew(office, request_, make_client):
    client = make_client()
    part = client.shelf.part(request_)
    part.begin('"v1"')
    part.path.write_bytes(TABLE)
    office.answers = [Answer(TABLE, headers=VERSIONED, ranges=True)]
    assert client.fetch(request_).copy.path.read_bytes() == TABLE
    assert [("Range" in headers) for _, headers in office.asked] == [True, False]


def test_waiting_can_be_stopped(office, request_, make_client, present):
    def stop(step, done, total):
        if step == "waiting" and done >= 3:
            raise KeyboardInterrupt

    office.answers = [Answer(status=429, headers={"Retry-After": "600"})]
    with pytest.raises(KeyboardInterrupt):
        make_client(progress=stop).fetch(request_)
    assert present.waited == 3


def test_secrets_are_sent_but_not_kept(office, make_client):
    office.answers = [Answer(TABLE)]
    secret = Request(STATISTICS, "t.csv", f"{office.address}/t", headers={"X-ClientId": "hidden-key"})
    copy = make_client().fetch(secret).copy
    assert office.asked[0][1]["X-ClientId"] == "hidden-key"
    assert "hidden-key" not in copy.path.with_name(f"{copy.path.name}.json").read_text("utf-8")
    assert "hidden-key" not in repr(secret)


def test_a_secret_does_not_follow_a_redirection(office, make_client):
    office.answers = [Answer(status=302, headers={"Location": f"{office.address}/elsewhere"})]
    with pytest.raises(RefusedError):
        make_client().fetch(Request(STATISTICS, "t.csv", f"{office.address}/t", headers={"X-ClientId": "hidden-key"}))
    assert len(office.asked) == 1


def test_a_quota_is_kept_between_runs(office, make_client, present, tmp_path):
    office.answers = [Answer(TABLE)]
    quota = Quota(tmp_path / "ledger.json", (Limit(2, 60),))
    for number in range(3):
        make_client(quota=quota).fetch(Request(STATISTICS, f"{number}.csv", f"{office.address}/{number}"))
    assert present.waited == 60


def test_a_quota_used_up_for_hours_ends_with_a_sentence(office, make_client, tmp_path):
    office.answers = [Answer(TABLE)]
    quota = Quota(tmp_path / "ledger.json", (Limit(1, 43200),))
    make_client(quota=quota).fetch(Request(STATISTICS, "1.csv", f"{office.address}/1"))
    with pytest.raises(QuotaError, match="in 720 minutes"):
        make_client(quota=quota).fetch(Request(STATISTICS, "2.csv", f"{office.address}/2"))
    assert len(office.asked) == 1


def test_an_answer_that_never_ends_is_not_kept(office, request_, make_client, monkeypatch, tmp_path):
    monkeypatch.setattr("grono.sources.fetching.client.LARGEST", 1 << 17)
    office.answers = [Answer(TABLE, headers=VERSIONED)]
    with pytest.raises(UnexpectedAnswerError, match="larger than 0 MB"):
        make_client().fetch(request_)
    assert not list((tmp_path / "raw").glob("*"))


def test_a_continuation_that_begins_elsewhere_is_not_joined(office, request_, make_client):
    wrong = Answer(
        TABLE[5:], status=206, headers={**VERSIONED, "Content-Range": f"bytes 5-{len(TABLE) - 1}/{len(TABLE)}"}
    )
    office.answers = [Answer(TABLE, headers=VERSIONED, breaks_after=9000), wrong, Answer(TABLE, headers=VERSIONED)]
    assert make_client().fetch(request_).copy.path.read_bytes() == TABLE


def test_a_refusal_without_a_known_reason_is_told_with_its_number(office, request_, make_client):
    office.answers = [Answer(status=418)]
    with pytest.raises(RefusedError, match="answer 418"):
        make_client().fetch(request_)
    office.answers = [Answer(status=400)]
    with pytest.raises(RefusedError, match="did not understand"):
        make_client().fetch(request_)
