"""The API as a whole: its operations, how it answers and how it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import JSONRenderer

from grono.messages import GronoError
from grono.portal.api import acts as acts_of
from grono.portal.api import (
    aid,
    bindings,
    classifications,
    clusters,
    cooperation,
    decisions,
    evaluations,
    maps,
    monitoring,
    organisation_writing,
    organisations,
    plan,
    reads,
    strategies,
    surveys,
)
from grono.portal.api.acts.operations import add_acts
from grono.portal.api.answers import language
from grono.portal.api.errors import WrongParametersError, not_found, problems_of, wrong_parameters
from grono.portal.api.reads.reading import NeedsAccountError
from grono.portal.core.declared import NeedsSessionError
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

VERSION = "1.0"


class Renderer(JSONRenderer):
    """JSON in which people can read the letters of their language."""

    json_dumps_params = {"ensure_ascii": False, "allow_nan": False}


service = NinjaAPI(
    title="Grono",
    version=VERSION,
    description=_(
        "What the pages show, for programs: cluster maps, organisations, strategies and classifications. Whoever asks sees what they "
        "see on the pages, without an account what is public. Writing needs a token that may write. What may differ from the language asked for "
        "says its language; a missing number is null, never zero."
    ),
    openapi_url=None,
    docs_url=None,  # the ready-made page loads scripts from elsewhere, which the content security policy refuses
    urls_namespace="api:v1",
    renderer=Renderer(),
)
for _router, _acts in (
    (organisations.router, acts_of.directory.ACTS),
    (reads.organisations.views_router, acts_of.views.ACTS),
    (reads.duplicates.router, acts_of.duplicates.ACTS),
    (reads.intake.router, acts_of.intake.ACTS),
    (clusters.router, acts_of.clusters.ACTS),
    (clusters.router, acts_of.labels.ACTS),
    (surveys.router, acts_of.questionnaires.ACTS),
    (surveys.router, acts_of.waves.ACTS),
    (surveys.router, acts_of.answers.ACTS),
    (monitoring.router, acts_of.monitoring.ACTS),
    (bindings.router, acts_of.bindings.ACTS),
    (plan.router, acts_of.plans.ACTS),
    (strategies.router, acts_of.strategies.ACTS),
    (aid.router, acts_of.aid.ACTS),
    (evaluations.router, acts_of.studies.OF_EVALUATIONS),
    (cooperation.router, acts_of.studies.OF_COOPERATION),
    (reads.rights.router, acts_of.rights.ACTS),
    (reads.names.router, acts_of.names.ACTS),
):
    add_acts(_router, _acts)
service.add_router("", maps.router, tags=[_("Cluster maps")])
service.add_router("", decisions.router, tags=[_("Cluster maps")])
service.add_router("", organisations.router, tags=[_("Directory")])
service.add_router("", reads.organisations.views_router, tags=[_("Directory")])
service.add_router("", clusters.router, tags=[_("Clusters")])
service.add_router("", organisation_writing.router, tags=[_("Directory")])
service.add_router("", reads.duplicates.router, tags=[_("Duplicates")])
service.add_router("", reads.intake.router, tags=[_("Bringing organisations in")])
service.add_router("", aid.router, tags=[_("State aid")])
service.add_router("", strategies.router, tags=[_("Strategies")])
service.add_router("", plan.router, tags=[_("Strategies")])
service.add_router("", monitoring.router, tags=[_("Monitoring")])
service.add_router("", bindings.router, tags=[_("Indicators from statistics")])
service.add_router("", evaluations.router, tags=[_("Evaluations")])
service.add_router("", cooperation.router, tags=[_("Co-operation")])
service.add_router("", surveys.router, tags=[_("Questionnaires")])
service.add_router("", reads.rights.router, tags=[_("Rights and background work")])
service.add_router("", reads.people.router, tags=[_("People")])
service.add_router("", reads.backups.router, tags=[_("Backups")])
service.add_router("", reads.names.router, tags=[_("Classifications")])
service.add_router("", classifications.router, tags=[_("Classifications")])


def _refuse(request: HttpRequest, content: dict[str, Any], status: int) -> HttpResponse:
    return service.create_response(request, content, status=status)


@service.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001 - the handler's signature
    return _refuse(request, not_found(), 404)


@service.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    sentence = gettext("Your roles do not let you do this. Ask whoever manages people here.")
    return _refuse(request, {"message": sentence, "code": "forbidden"}, 403)


@service.exception_handler(NeedsSessionError)
def _no_session(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    sentence = gettext("These are private data. Begin a declared session on the portal's page first, with your reason.")
    return _refuse(request, {"message": sentence, "code": "session-needed"}, 403)


@service.exception_handler(RefusedError)
def _refused_act(request: HttpRequest, error: Exception) -> HttpResponse:
    return _refuse(request, {"message": str(error), "code": "refused"}, 422)


@service.exception_handler(NeedsAccountError)
def _not_public(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    sentence = gettext("This is not public. Send a token of your account, or log in first.")
    return _refuse(request, {"message": sentence, "code": "unauthorised"}, 401)


@service.exception_handler(AuthenticationError)
def _unauthorised(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    sentence = gettext("Writing needs a token of the API that may write. You make one in your account.")
    return _refuse(request, {"message": sentence, "code": "unauthorised"}, 401)


@service.exception_handler(ValidationError)
def _wrong(request: HttpRequest, error: Exception) -> HttpResponse:
    found = problems_of(error.errors) if isinstance(error, ValidationError) else {}
    return _refuse(request, wrong_parameters(found), 422)


@service.exception_handler(WrongParametersError)
def _wrong_values(request: HttpRequest, error: Exception) -> HttpResponse:
    found = error.problems if isinstance(error, WrongParametersError) else {}
    return _refuse(request, wrong_parameters(found), 422)


@service.exception_handler(classifications.CodeAbsentError)
def _absent_code(request: HttpRequest, error: Exception) -> HttpResponse:
    content = error.content if isinstance(error, classifications.CodeAbsentError) else {}
    return _refuse(request, content, 404)


@service.exception_handler(GronoError)
def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    sentence = error.in_language(language()) if isinstance(error, GronoError) else ""
    return _refuse(request, {"message": sentence, "code": "refused"}, 422)
