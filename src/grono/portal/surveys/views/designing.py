"""The pages on which a coordinator designs questionnaires."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions, designing, files
from grono.portal.surveys.checking import DefinitionError
from grono.portal.surveys.definition import Definition
from grono.portal.surveys.forms.designing import HeadForm, LinksForm, NewForm, QuestionForm, SectionTextForm
from grono.portal.surveys.pages import designing as page
from grono.portal.surveys.queries import version_before, version_visible_to
from grono.portal.surveys.shipped import shipped_definition

if TYPE_CHECKING:
    from django.forms import Form

    from grono.portal.core.requests import UserRequest
    from grono.portal.surveys.models import Version

REMOVED = "surveys_removed"
"""What a session remembers: version → the part that was taken out last."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.design")
def new(request: UserRequest) -> HttpResponse:
    """Begin a questionnaire."""
    form = NewForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_questionnaire(
                by=request.user, key=form.cleaned_data["key"], definition=_beginning(form)
            )
        except DefinitionError as error:
            problems = error.sentences
        except RefusedError as refusal:
            form.add_error("key", str(refusal))
        else:
            return redirect("surveys:version", made.public_id)
    context = {"form": form, "problems": problems, "breadcrumbs": page.way()}
    return render(request, "surveys/new.html", context)


def _beginning(form: Form) -> Definition:
    chosen = form.cleaned_data["beginning"]
    if chosen == "shipped":
        return shipped_definition()
    if chosen == "file":
        file = form.cleaned_data["file"]
        return files.from_file(file.name, file.read(files.LARGEST_FILE + 1))
    return Definition(("pl", "en"), {"pl": "Nowy kwestionariusz", "en": "New questionnaire"}, {})


@require_safe
@requires("surveys.design")
def version(request: UserRequest, public_id: str) -> HttpResponse:
    """Show a version as it is designed."""
    found = version_visible_to(request.user, public_id)
    removed = request.session.get(REMOVED, {}).get(public_id)
    return render(request, "surveys/version.html", page.version(request.user, found, removed))


@require_POST
@requires("surveys.design")
def change(request: UserRequest, public_id: str) -> HttpResponse:
    """Move, duplicate or remove a section or a question, or put back what was removed last."""
    found = version_visible_to(request.user, public_id)
    section, concept = request.POST.get("section", ""), request.POST.get("concept", "")
    act, removed = request.POST.get("act", ""), request.session.get(REMOVED, {}).get(public_id)
    try:
        if act == "restore" and removed:
            definition = designing.put_back(found.definition, designing.Removed.from_data(removed))
            section = removed["section"]
        else:
            definition = designing.changed(found.definition, act, section=section, concept=concept)
        actions.change_content(
            by=request.user, version=found, definition=definition, revision=_revision(request), what=concept or section
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        if act in ("remove", "restore"):
            _remember_removed(request, found, act, section, concept)
    place = reverse("surveys:version", args=[public_id])
    return redirect(f"{place}#section-{section}")


def _remember_removed(request: UserRequest, before: Version, act: str, section: str, concept: str) -> None:
    """Keep what was taken out last in the session, until it is put back; ``before`` still holds it."""
    kept = dict(request.session.get(REMOVED, {}))
    if act == "remove":
        taken = designing.Removed.of(before.definition, section, concept, get_language() or "en")
        kept[before.public_id] = taken.as_data()
    else:
        kept.pop(before.public_id, None)
    request.session[REMOVED] = kept


def _revision(request: UserRequest) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.design")
def head(request: UserRequest, public_id: str) -> HttpResponse:
    """Change title, introduction and languages."""
    found = version_visible_to(request.user, public_id)
    form = HeadForm(request.POST or None, definition=found.definition)
    if request.method == "POST" and form.is_valid() and _kept(request, found, form, form.definition_made(), "title"):
        return redirect("surveys:version", public_id)
    return render(request, "surveys/design_form.html", page.form(found, form, _("Title, introduction and languages")))


def _kept(request: UserRequest, found: Version, form: Form, definition: Definition, what: str) -> bool:
    """Store a changed questionnaire; say at the top of the form why not."""
    try:
        actions.change_content(
            by=request.user, version=found, definition=definition, revision=_revision(request), what=what
        )
    except DefinitionError as error:
        for sentence in error.sentences:
            form.add_error(None, sentence)
        return False
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("The changes are saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.design")
def section(request: UserRequest, public_id: str, section: str = "") -> HttpResponse:
    """Change a section, or add one."""
    found = version_visible_to(request.user, public_id)
    definition = found.definition
    asked = definition.section(section) if section else None
    if section and asked is None:
        raise Http404
    taken = {one.key for one in definition.sections}
    form = SectionTextForm(request.POST or None, section=asked, taken=taken, languages=definition.languages)
    if request.method == "POST" and form.is_valid():
        made = form.section_made()
        if asked is None and definition.section(made.key):
            form.add_error("key", _("There is already a section with this key."))
        elif _kept(request, found, form, definition.with_section(made), made.key):
            return redirect("surveys:version", public_id)
    return render(request, "surveys/design_form.html", page.form(found, form, _("Section")))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.design")
def question(request: UserRequest, public_id: str, section: str, concept: str = "") -> HttpResponse:
    """Change a question, or add one to a section."""
    found = version_visible_to(request.user, public_id)
    definition = found.definition
    inside = definition.section(section)
    asked = inside.question(concept) if inside and concept else None
    if inside is None or (concept and asked is None):
        raise Http404
    taken = {one.concept for one in definition.questions}
    form = QuestionForm(request.POST or None, question=asked, taken=taken, languages=definition.languages)
    if request.method == "POST" and form.is_valid():
        made = form.question_made()
        if asked is None and definition.question(made.concept):
            form.add_error("concept", _("There is already a question with this key."))
        else:
            kept = tuple(made if one.concept == made.concept else one for one in inside.questions)
            questions = kept if asked else (*kept, made)
            changed = definition.with_section(replace(inside, questions=questions))
            if _kept(request, found, form, changed, made.concept):
                return _after_question(request, public_id, section, made.concept, form.keys_made)
    return render(request, "surveys/design_form.html", page.form(found, form, _("Question")))


def _after_question(
    request: UserRequest, public_id: str, section: str, concept: str, keys_made: list[str]
) -> HttpResponse:
    """Go back to the section; where keys were made, stay at the question, which shows them for correction."""
    if not keys_made:
        return redirect(f"{reverse('surveys:version', args=[public_id])}#section-{section}")
    sentence = _(
        "These keys were made of the words: %(keys)s. Correct them in the lists below, if you like; with the first answer they stay."
    )
    messages.info(request, sentence % {"keys": ", ".join(keys_made)})
    return redirect("surveys:question", public_id, section, concept)


@require_safe
@requires("surveys.design")
def preview(request: UserRequest, public_id: str, language: str) -> HttpResponse:
    """Show the questionnaire as a firm sees it in a language."""
    found = version_visible_to(request.user, public_id)
    if language not in found.definition.languages:
        raise Http404
    return render(request, "surveys/preview.html", page.preview(found, language))


@require_POST
@requires("surveys.design")
def copy(request: UserRequest, public_id: str) -> HttpResponse:
    """Copy a version to a new one."""
    found = version_visible_to(request.user, public_id)
    try:
        made = actions.copy_version(by=request.user, version=found)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:version", public_id)
    messages.success(
        request, _("A new version is made. Every question is linked as the same; change that where it is not.")
    )
    return redirect("surveys:version", made.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.design")
def links(request: UserRequest, public_id: str) -> HttpResponse:
    """Say how each question hangs on the version before."""
    found = version_visible_to(request.user, public_id)
    before = version_before(found)
    if before is None:
        raise Http404
    form = LinksForm(request.POST or None, definition=found.definition, before=before.definition, links=found.links)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_links(by=request.user, version=found, links=form.links())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("surveys:version", public_id)
    return render(request, "surveys/links.html", page.links(found, form))


@require_safe
@requires("surveys.design")
def file(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Answer with the questionnaire as a file."""
    found = version_visible_to(request.user, public_id)
    key = found.questionnaire.key
    if kind == "json":
        content, content_type = files.as_json(found.definition, key), "application/json"
    elif kind == "xlsx":
        content, content_type = files.as_workbook(found.definition, key), XLSX
    else:
        raise Http404
    name = f"{key}-{found.number}.{kind}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
