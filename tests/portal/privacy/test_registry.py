"""An undeclared personal field fails, as does a wrong declaration (DIR-44)."""

from django.apps import apps
from django.db.models import JSONField

from grono.portal.privacy import registry
from grono.portal.privacy.fields import Erasure, Personal, Seen
from grono.portal.privacy.purposes import TITLES, purposes
from grono.portal.privacy.texts import consent_purposes, consent_texts
from grono.portal.privacy.tied import REGISTER_NUMBER, _end_of


def test_every_field_that_looks_personal_is_declared():
    assert not registry.undeclared(), (
        f"Nobody decided about {registry.undeclared()}. Declare each in PERSONAL of the app's module personal.py with purpose, who sees "
        "it, the path to the person and what an erasure does; or in NOT_PERSONAL with the reason why it is not personal."
    )


def test_declarations_have_no_faults():
    assert registry.faults() == []


def test_every_path_leads_to_a_person():
    ends = (*registry.models_of_people(),)
    for label, one in registry.declared().items():
        model = label.rpartition(".")[0]
        if not one.whose:
            assert model in ends, label
            continue
        end = _end_of(apps.get_model(model), one.whose)
        target = end.related_model._meta.label if end.related_model else ""
        if isinstance(end, JSONField):
            assert one.whose.endswith("__numbers"), label
            assert one.without is not None or one.erasure is not Erasure.REPLACE, label
            continue
        assert target in ends or end.name == REGISTER_NUMBER or end.name.endswith(("public_id", "email")), label


def test_undeclared_field_is_found(monkeypatch):
    known = dict(registry.declared())
    known.pop("directory.Post.phone")
    monkeypatch.setattr(registry, "declared", lambda: known)
    assert registry.undeclared() == ["directory.Post.phone"]


def test_relation_to_a_person_looks_personal_whatever_its_name():
    assert registry.looks_personal(registry.field_named("core.BackgroundRun.owner"))
    assert not registry.looks_personal(registry.field_named("core.BackgroundRun.state"))


def test_wrong_declaration_is_a_fault(monkeypatch):
    monkeypatch.setattr(registry, "declared", lambda: {"core.User.shoe_size": Personal("nothing", Seen.SELF)})
    assert registry.faults() == [
        "core.User.shoe_size: there is no such field",
        "core.User.shoe_size: no purpose nothing",
    ]


def test_every_purpose_has_title_and_basis():
    assert purposes().keys() == TITLES.keys()
    assert all(one.article.startswith("6(1)(") and one.law_date.year == 2016 for one in purposes().values())
    assert {one.purpose for one in registry.declared().values()} <= purposes().keys()


def test_every_consent_is_written_in_each_language_of_the_pages(settings):
    for purpose in consent_purposes():
        versions = {text.version for text in consent_texts() if text.purpose == purpose}
        for version in versions:
            said = {text.language for text in consent_texts() if (text.purpose, text.version) == (purpose, version)}
            assert said >= {code for code, _name in settings.LANGUAGES}
        assert purposes()[purpose].article == "6(1)(a)"
