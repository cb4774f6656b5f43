"""The pairs of the demonstration: invented, found by the search, one of them merged and to be unmerged (DIR-30, DIR-32)."""

from grono.portal.directory.models import Organisation
from grono.portal.duplicates.actions import undo_merge
from grono.portal.duplicates.demonstration import load
from grono.portal.duplicates.models import DuplicateCase, Merge


def test_pairs_are_found_and_one_is_merged(people):
    load()
    load()
    assert Organisation.objects.count() == 24
    assert set(Organisation.objects.values_list("is_invented", flat=True)) == {True}
    states = list(DuplicateCase.objects.values_list("state", flat=True))
    assert states.count("same") == 1
    assert states.count("open") >= 7
    assert "perhaps" in DuplicateCase.objects.values_list("verdict", flat=True)
    undo_merge(by=people.coordinator, merge=Merge.objects.get())
    assert Organisation.objects.filter(removed_at=None).count() == 24
