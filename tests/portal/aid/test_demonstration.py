from grono.portal.aid.demonstration import NUMBERS, load
from grono.portal.aid.models import Certificate, Grant, Reorganisation, Undertaking
from grono.portal.core.models import AuditEntry
from tests.portal.directory.factories import make_organisation


def test_nothing_is_entered_without_firms(db):
    load()
    assert not Undertaking.objects.exists()


def test_ledger_of_invented_firms_is_entered_once(db):
    for number in range(len(NUMBERS)):
        make_organisation(f"Wymyślona {number}", is_invented=True, source_key=f"test:{number}")
    load()
    entries = AuditEntry.objects.count()
    load()
    assert Undertaking.objects.filter(is_invented=True).count() == len(NUMBERS)
    assert (Grant.objects.count(), Certificate.objects.count(), Reorganisation.objects.count()) == (9, 1, 1)
    assert {grant.verdict["judgement"] for grant in Grant.objects.all()} == {"fits"}
    assert AuditEntry.objects.count() == entries
