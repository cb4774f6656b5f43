"""Designing questionnaires."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grono.portal.api.acts.calls import WHOLE, refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.errors import WrongParametersError
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions, designing, files
from grono.portal.surveys.checking import DefinitionError
from grono.portal.surveys.definition import Definition
from grono.portal.surveys.forms.designing import HeadForm, LinksForm, NewForm, QuestionForm, SectionTextForm
from grono.portal.surveys.queries import version_before, version_visible_to
from grono.portal.surveys.shipped import shipped_definition

if TYPE_CHECKING:
    from django.forms import Form

    from grono.portal.api.acts.calls import Call
    from grono.portal.surveys.models import Version

DESIGN = "surveys.design"
REVISION = {"revision": gettext_noop("The number of changes that was seen; refused when there are more.")}
TEXTS = gettext_noop("Each text with its language behind it, as in title_pl and title_en.")


def _outcome(version: Version) -> Outcome:
    return Outcome(version.public_id, ("surveys:version", version.public_id))


def _new(call: Call) -> Outcome:
    form = call.form(NewForm)
    try:
        made = actions.make_questionnaire(by=call.by, key=form.cleaned_data["key"], definition=_beginning(form))
    except DefinitionError as error:
        refuse("file", " ".join(error.sentences))
    except RefusedError as refusal:
        refuse("key", str(refusal))
    return _outcome(made)


def _beginning(form: Form) -> Definition:
    chosen = form.cleaned_data["beginning"]
    if chosen == "shipped":
        return shipped_definition()
    if chosen == "file":
        file = form.cleaned_data["file"]
        return files.from_file(file.name, file.read(files.LARGEST_FILE + 1))
    return Definition(("pl", "en"), {"pl": "Nowy kwestionariusz", "en": "New questionnaire"}, {})


def _keep(call: Call, version: Version, definition: Definition, what: str) -> Outcome:
    """Store a changed questionnaire; who names no revision means the questionnaire as it stands."""
    typed = call.text("revision")
    revision = int(typed) if typed.isdecimal() and len(typed) < 9 else version.revision
    try:
        actions.change_content(by=call.by, version=version, definition=definition, revision=revision, what=what)
    except DefinitionError as error:
        raise WrongParametersError({WHOLE: " ".join(error.sentences)}) from error
    return _outcome(version)


def _version(call: Call) -> Version:
    return version_visible_to(call.by, call["public_id"])


def _change(call: Call) -> Outcome:
    version = _version(call)
    call.only("act", "section", "concept", "revision")
    section, concept = call.text("section"), call.text("concept")
    definition = designing.changed(version.definition, call.text("act"), section=section, concept=concept)
    return _keep(call, version, definition, concept or section)


def _head(call: Call) -> Outcome:
    version = _version(call)
    form = call.form(HeadForm, besides=REVISION, definition=version.definition)
    return _keep(call, version, form.definition_made(), "title")


def _section(call: Call) -> Outcome:
    version = _version(call)
    key = call.ids.get("section", "")
    asked = version.definition.section(key) if key else None
    if key and asked is None:
        raise Http404
    form = call.form(SectionTextForm, besides=REVISION, section=asked, languages=version.definition.languages)
    made = form.section_made()
    if asked is None and version.definition.section(made.key):
        refuse("key", _("There is already a section with this key."))
    return _keep(call, version, version.definition.with_section(made), made.key)


def _question(call: Call) -> Outcome:
    version = _version(call)
    definition, concept = version.definition, call.ids.get("concept", "")
    inside = definition.section(call["section"])
    asked = inside.question(concept) if inside and concept else None
    if inside is None or (concept and asked is None):
        raise Http404
    form = call.form(QuestionForm, besides=REVISION, question=asked, languages=definition.languages)
    made = form.question_made()
    if asked is None and definition.question(made.concept):
        refuse("concept", _("There is already a question with this key."))
    kept = tuple(made if one.concept == made.concept else one for one in inside.questions)
    changed = definition.with_section(replace(inside, questions=kept if asked else (*kept, made)))
    return _keep(call, version, changed, made.concept)


def _copy(call: Call) -> Outcome:
    version = _version(call)
    call.only()
    return _outcome(actions.copy_version(by=call.by, version=version))


def _links(call: Call) -> Outcome:
    version = _version(call)
    before = version_before(version)
    if before is None:
        raise Http404
    form = call.form(LinksForm, definition=version.definition, before=before.definition, links=version.links)
    actions.change_links(by=call.by, version=version, links=form.links())
    return _outcome(version)


ONE = "/questionnaires/{public_id}"
SECTION = ONE + "/sections/{section}"
ACTS = [
    Act("surveys:new", "/questionnaires", gettext_noop("Begin a questionnaire"), _new, DESIGN, NewForm),
    Act(
        "surveys:change",
        ONE + "/changes",
        gettext_noop("Move, duplicate or remove a section or a question"),
        _change,
        DESIGN,
        further={
            "act": gettext_noop("up, down, duplicate or remove."),
            "section": gettext_noop("Key of the section."),
            "concept": gettext_noop("Key of the question; without it the whole section."),
            **REVISION,
        },
    ),
    Act(
        "surveys:head",
        ONE + "/head",
        gettext_noop("Change title, introduction and languages of a questionnaire"),
        _head,
        DESIGN,
        further=REVISION,
        method="PUT",
        dynamic=TEXTS,
    ),
    Act(
        "surveys:new_section",
        ONE + "/sections",
        gettext_noop("Add a section"),
        _section,
        DESIGN,
        further={"key": gettext_noop("Key of the section."), **REVISION},
        dynamic=TEXTS,
    ),
    Act(
        "surveys:design_section",
        SECTION,
        gettext_noop("Change a section"),
        _section,
        DESIGN,
        further=REVISION,
        method="PUT",
        dynamic=TEXTS,
    ),
    Act(
        "surveys:new_question",
        SECTION + "/questions",
        gettext_noop("Add a question to a section"),
        _question,
        DESIGN,
        further={"concept": gettext_noop("Key of the question."), **REVISION},
        dynamic=TEXTS,
    ),
    Act(
        "surveys:question",
        SECTION + "/questions/{concept}",
        gettext_noop("Change a question"),
        _question,
        DESIGN,
        further=REVISION,
        method="PUT",
        dynamic=TEXTS,
    ),
    Act("surveys:copy_version", ONE + "/copy", gettext_noop("Copy a version to a new one"), _copy, DESIGN),
    Act(
        "surveys:links",
        ONE + "/links",
        gettext_noop("Say how each question hangs on the version before"),
        _links,
        DESIGN,
        method="PUT",
        dynamic=gettext_noop("kind-, from- and formula- with the key of a question behind it."),
    ),
]
