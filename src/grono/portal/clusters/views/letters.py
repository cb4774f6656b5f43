from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import override
from django.views.decorators.http import require_safe

from grono.portal.clusters import storage
from grono.portal.clusters.letters import letter_of_intent
from grono.portal.clusters.queries import cluster_visible_to, file_visible_to
from grono.portal.clusters.views.clusters import own_cluster
from grono.portal.core.permissions import requires
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from grono.portal.core.requests import UserRequest


@require_safe
@requires("clusters.coordinate")
def letter(request: UserRequest, public_id: str, member: str, language: str) -> HttpResponse:
    """Answer with the letter of intent of one organisation, to be printed and signed."""
    cluster = own_cluster(request, public_id)
    organisation = organisation_visible_to(request.user, member)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        content = letter_of_intent(cluster, organisation, language)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{language}-{organisation.public_id}.pdf"'
    return response


@require_safe
@requires("clusters.coordinate")
def document(request: UserRequest, public_id: str, file: str) -> HttpResponse:
    """Answer with a document of a cluster, always as a file to keep."""
    cluster = cluster_visible_to(request.user, public_id)
    found = file_visible_to(request.user, cluster, file)
    path = storage.path_of(found.stored_name)
    if not path.exists():
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=found.original_name) or "attachment"
    response = HttpResponse(path.read_bytes(), content_type=found.media_type)  # 20 MB at most
    response["Content-Disposition"] = disposition
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
