from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grono.portal.directory.filters import wanted_from
from grono.portal.directory.following import entries, numbers_found, words_of
from grono.portal.directory.listing import address_of
from grono.portal.directory.wording import wording_for
from grono.portal.search.atom import MOST_IN_A_FEED, feed_response

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.visitor import Reader


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Answer with what the address finds as an Atom feed, the latest entered first."""
    reader: Reader = request.user  # type: ignore[assignment]
    wanted = wanted_from(request.GET)
    words = words_of(wanted, wording_for(reader, [*wanted.voivodeship, *wanted.powiat]))
    return feed_response(
        name=f"directory?{wanted.query()}",
        title=f"{_('Directory of organisations')}: {words}",
        path=address_of(wanted),
        own_path=address_of(wanted, "directory:atom"),
        entries=entries(reader, numbers_found(reader, wanted.query()).tolist(), MOST_IN_A_FEED),
    )
