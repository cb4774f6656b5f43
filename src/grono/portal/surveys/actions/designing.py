"""Acts on questionnaires and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.surveys.checking import DefinitionError, problems_of
from grono.portal.surveys.definition import NAME, to_data
from grono.portal.surveys.formulas import check
from grono.portal.surveys.kinds import LinkKind
from grono.portal.surveys.links import links_of_copy
from grono.portal.surveys.models import Questionnaire, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.surveys.definition import Definition

VERBS: dict[str, str | Promise] = {
    "surveys.make_questionnaire": _("Questionnaire made: %(object)s"),
    "surveys.change_content": _("Questionnaire changed: %(object)s"),
    "surveys.copy_version": _("New version of a questionnaire: %(object)s"),
    "surveys.change_links": _("Links to the version before changed: %(object)s"),
}


@transaction.atomic
def make_questionnaire(*, by: User | None, key: str, definition: Definition) -> Version:
    """Make a questionnaire with its first version."""
    take_turn()
    if not NAME.fullmatch(key):
        raise RefusedError(_("A key is made of small letters a–z, digits and _; it begins with a letter."))
    if Questionnaire.objects.filter(key=key).exists():
        raise RefusedError(
            _("There is already a questionnaire with this key. Choose another, or copy its last version.")
        )
    _refuse_wrong(definition)
    questionnaire = Questionnaire.objects.create(key=key)
    version = Version.objects.create(questionnaire=questionnaire, number=1, content=to_data(definition))
    audit(by=by, verb="surveys.make_questionnaire", object=version)
    return version


def _refuse_wrong(definition: Definition) -> None:
    found = problems_of(definition)
    if found:
        raise DefinitionError(found)


@transaction.atomic
def change_content(*, by: User | None, version: Version, definition: Definition, revision: int, what: str) -> Version:
    """Store a changed content; refused when the version is frozen, or was changed since the reader saw it."""
    take_turn()
    stored = Version.objects.select_for_update().select_related("questionnaire").get(pk=version.pk)
    if stored.frozen_at is not None:
        raise RefusedError(
            _("This version has answers, so it stays as it is. Copy it to a new version and change that.")
        )
    if stored.revision != revision:
        raise RefusedError(
            _("Somebody has changed this questionnaire meanwhile. Look at it as it is now, then repeat your change.")
        )
    _refuse_wrong(definition)
    stored.content, stored.changed_at = to_data(definition), timezone.now()
    stored.revision += 1
    concepts = {question.concept for question in definition.questions}
    stored.links = {concept: link for concept, link in stored.links.items() if concept in concepts}
    stored.save(update_fields=["content", "links", "revision", "changed_at"])
    audit(by=by, verb="surveys.change_content", object=stored, after={"fields": [what]})
    return stored


@transaction.atomic
def copy_version(*, by: User | None, version: Version) -> Version:
    """Make the next version with the same content; every question is linked as the same."""
    take_turn()
    last = Version.objects.filter(questionnaire=version.questionnaire).aggregate(last=Max("number"))["last"]
    if last != version.number:
        raise RefusedError(
            _("There is already a later version. Copy the last one: each version hangs on the one before.")
        )
    copied = Version.objects.create(
        questionnaire=version.questionnaire,
        number=last + 1,
        content=version.content,
        links=links_of_copy(version.definition),
    )
    audit(by=by, verb="surveys.copy_version", object=copied, after={"from": version.audit_name})
    return copied


@transaction.atomic
def change_links(*, by: User | None, version: Version, links: Mapping[str, Mapping[str, str]]) -> Version:
    """Say question by question how it hangs on the version before; published comparisons stay as they were drawn."""
    take_turn()
    stored = Version.objects.select_for_update().select_related("questionnaire").get(pk=version.pk)
    before = Version.objects.filter(questionnaire=stored.questionnaire, number=stored.number - 1).first()
    if before is None:
        raise RefusedError(_("The first version has none before it to hang on."))
    for concept, link in links.items():
        _check_link(stored.definition, before.definition, concept, link)
    if stored.links != links:
        stored.links = {concept: dict(link) for concept, link in links.items()}
        stored.save(update_fields=["links"])
        audit(by=by, verb="surveys.change_links", object=stored)
    return stored


def _check_link(now: Definition, earlier: Definition, concept: str, link: Mapping[str, str]) -> None:
    question = now.question(concept)
    if question is None or link.get("kind") not in LinkKind.values:
        raise RefusedError(_("There is no question “%(concept)s”.") % {"concept": concept})
    if link["kind"] == LinkKind.BROKEN:
        return
    former = earlier.question(link.get("from", concept))
    if former is None:
        sentence = _("The version before has no question “%(concept)s”.")
        raise RefusedError(sentence % {"concept": link.get("from", concept)})
    if link["kind"] == LinkKind.CONVERTIBLE:
        check(link.get("formula", ""), question)
    elif (former.type, former.is_numeric) != (question.type, question.is_numeric) and not (
        former.is_numeric and question.is_numeric
    ):
        sentence = _(
            "“%(concept)s” is of another type than before, so it is not the same. Choose another kind of link."
        )
        raise RefusedError(sentence % {"concept": concept})
