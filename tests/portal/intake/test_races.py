"""The same list brought in by many at once is brought in once (TRU-25)."""

import threading

import pytest
from django.db import connection, connections

from grono.portal.directory.models import Organisation
from grono.portal.intake import actions
from grono.portal.intake.kinds import ImportState
from grono.portal.intake.models import Import, ImportRow
from tests.portal.intake.factories import checked, told


@pytest.mark.django_db(transaction=True)
def test_of_many_who_apply_one_import_at_once_one_does_it(people):
    one = checked(people)
    actions.ask_to_apply(by=people.coordinator, one=one)
    coordinator, errors, threads = people.coordinator, [], 8
    together = threading.Barrier(threads)

    def apply():
        together.wait()
        try:
            actions.apply(by=coordinator, one=Import.objects.get(pk=one.pk), told=told)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            errors.append(error)
        finally:
            connections.close_all()

    running = [threading.Thread(target=apply) for _number in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    connection.close()
    assert errors == []
    assert Import.objects.get(pk=one.pk).state == ImportState.APPLIED
    assert (Organisation.objects.count(), ImportRow.objects.filter(of=one).count()) == (2, 2)
