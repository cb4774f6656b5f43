import pytest

from grono.portal.core import demonstration as of_core
from grono.portal.directory.models import Organisation
from grono.portal.intake import demonstration
from grono.portal.intake.kinds import ImportState
from grono.portal.intake.models import Import
from tests.portal.conftest import make_user

pytestmark = pytest.mark.django_db


def test_demonstration_has_a_finished_import_and_a_waiting_one():
    make_user(of_core.address_of("coordinator"), "coordinator")
    demonstration.load()
    demonstration.load()
    done, waiting = Import.objects.order_by("pk")
    assert (done.state, done.counts["created"], done.counts["warning"]) == (ImportState.APPLIED, 24, 1)
    assert (waiting.state, waiting.counts["skipped"] > 4) == (ImportState.CHECKED, True)
    assert {"shortened-number", "lost-zeros", "wrong-encoding", "repeated-number", "not-nip"} <= set(
        waiting.problems.values_list("code", flat=True)
    )
    assert all(Organisation.objects.values_list("is_invented", flat=True))
