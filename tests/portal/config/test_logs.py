"""How the log is written."""

import logging

from django.conf import settings


def test_denied_page_leaves_one_line_in_the_log(people, caplog):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["denied"]
    (console,) = [one for one in logging.getLogger().handlers if any(hasattr(f, "callback") for f in one.filters)]
    with caplog.at_level(logging.WARNING, "django.request"):
        assert people.client("member").get("/en/people/").status_code == 403
    (record,) = caplog.records
    assert console.filter(record)
    line = console.format(record)
    assert "Forbidden" in line
    assert "Traceback" not in line
