"""Frequent work: one piece that fails leaves the others their minute."""

from django.utils import timezone

from grono.portal.core import frequent


def test_a_piece_that_fails_is_logged_and_the_others_are_done(monkeypatch, caplog):
    monkeypatch.setattr(frequent, "_acts", {})
    moments = []
    frequent.register_frequent("broken", lambda _now: 1 / 0)
    frequent.register_frequent("whole", moments.append)
    now = timezone.now()
    assert frequent.do_frequent_work(now) == ["whole"]
    assert moments == [now]
    assert "Frequent work broken failed." in caplog.text


def test_letters_about_saved_searches_are_frequent_work(db):
    assert "search.alerts" in frequent.do_frequent_work()
