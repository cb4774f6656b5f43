"""Every relation to an organisation has a rule for merging, and the rules name what exists (DIR-32)."""

import pytest
from django.apps import apps

from grono.portal.directory import merging
from grono.portal.directory.merging import Blocker, Outcome


def test_every_relation_to_an_organisation_has_a_merge_rule():
    missing = sorted(set(merging.relations_to_organisations()) - set(merging.merge_rules()))
    assert not missing, (
        f"What becomes of {', '.join(missing)} when two organisations are merged? Say it in the app's AppConfig.ready with "
        "directory.merging.register_merge_rule(relation, MergeRule(...))."
    )


def test_every_merge_rule_is_of_a_relation():
    assert set(merging.merge_rules()) <= set(merging.relations_to_organisations())


@pytest.mark.parametrize("relation", sorted(merging.merge_rules()))
def test_columns_named_in_a_merge_rule_exist(relation):
    rule = merging.merge_rules()[relation]
    model = apps.get_model(relation.rpartition(".")[0])
    columns = {column.name for column in model._meta.concrete_fields}
    named = {*rule.key, *dict(rule.condition), *dict(rule.change), *dict(rule.unless)}
    assert named <= columns
    assert bool(rule.key) == (rule.outcome is Outcome.MOVE_NEW)


def test_blockers_of_every_function_are_collected(monkeypatch):
    monkeypatch.setattr(merging, "_blockers", [])
    merging.register_merge_blocker(
        lambda survivor, other: [Blocker("two_nips", f"{survivor} and {other}", "Choose one.")]
    )
    assert [blocker.reason for blocker in merging.blockers_between("A", "B")] == ["A and B"]
