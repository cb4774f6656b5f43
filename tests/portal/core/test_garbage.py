"""The search for garbage leaves out what a process has loaded, once."""

import gc
from itertools import count

import pytest
from django.core.signals import request_finished

from grono.portal.core import garbage


@pytest.fixture
def frozen(monkeypatch):
    """Return how many objects are left out; afterwards none of this test's are."""
    monkeypatch.setattr(garbage, "_requests", count(1))
    gc.unfreeze()
    garbage.settle_after_the_first_requests()
    yield gc.get_freeze_count
    request_finished.disconnect(dispatch_uid="core.garbage")
    gc.unfreeze()


def test_what_is_loaded_is_left_out_after_the_first_requests(frozen):
    assert [key[0] for key, *_more in request_finished.receivers].count("core.garbage") == 1
    for _request in range(garbage.LOADED_AFTER - 1):
        garbage._settle()
    assert frozen() == 0
    garbage._settle()
    settled = frozen()
    assert settled > 10_000
    garbage._settle()
    assert frozen() <= settled
