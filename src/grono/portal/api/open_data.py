"""The files of the open data, for programs of other sites too: the only answers with CORS (TRU-15 holds everywhere else)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from grono.portal.directory.open_data.files import folder, published

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with one file as it was last written; unchanged files are not sent again."""
    last = published()
    found = next((one for one in last.files if one.name == name), None) if last else None
    if last is None or found is None:
        raise Http404(name)
    headers = {
        "Access-Control-Allow-Origin": "*",
        "ETag": f'"{found.sha256}"',
        "Cache-Control": "public, max-age=3600",
        "Link": '<http://publications.europa.eu/resource/authority/licence/CC_BY_4_0>; rel="license"',
    }
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    kind = f"{found.media_type}; charset=utf-8" if found.media_type.startswith("text/") else found.media_type
    return HttpResponse((folder() / name).read_bytes(), content_type=kind, headers=headers)
