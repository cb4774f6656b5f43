"""Who answers: someone with a personal link, an administrator of the organisation, or a coordinator on behalf of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.http import Http404
from django.views.decorators.cache import never_cache

from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import ON_BEHALF, AnswerSource, WaveState
from grono.portal.surveys.permissions import may_answer
from grono.portal.surveys.queries import invitation_run_by, invitations_for, live_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.definition import Definition, Section
    from grono.portal.surveys.models import Invitation, Link

    Parameters = ParamSpec("Parameters")

LINKS, ON_BEHALF_OF = "surveys_links", "surveys_on_behalf"
"""What a session remembers: invitation → link; invitation → how the answers came in."""


@dataclass(frozen=True)
class Answering:
    """One questionnaire and whoever answers it now."""

    invitation: Invitation
    link: Link | None
    by: User | None
    source: str = AnswerSource.FIRM.value

    @property
    def definition(self) -> Definition:
        """Return the questionnaire."""
        return self.invitation.wave.version.definition

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections that may be seen: of a link handed to a colleague only one."""
        only = self.link.section if self.link else ""
        return tuple(one for one in self.definition.sections if only in ("", one.key))

    @property
    def is_whole(self) -> bool:
        """Say whether all of the questionnaire may be seen and handed in."""
        return not (self.link and self.link.section)

    @property
    def is_open(self) -> bool:
        """Say whether answers are still taken."""
        return self.invitation.wave.state == WaveState.OPEN

    @property
    def is_on_behalf(self) -> bool:
        """Say whether somebody enters answers for the organisation."""
        return self.source in ON_BEHALF

    def section(self, key: str) -> Section:
        """Return a section that may be seen, or answer 404."""
        found = next((one for one in self.sections if one.key == key), None)
        if found is None:
            raise Http404
        return found

    def text_language(self, page_language: str) -> str:
        """Return the language of the questions: the page's where the questionnaire has it, else the firm's own."""
        return page_language if page_language in self.definition.languages else self.invitation.language

    def title(self, language: str) -> tuple[str, str]:
        """Return the title of the wave and its language."""
        return text_in(self.invitation.wave.titles, language)


def answering(request: HttpRequest, public_id: str) -> Answering:
    """Return the questionnaire for whoever may answer it, or answer 404 as if it did not exist."""
    reader: Reader = request.user  # type: ignore[assignment]
    pk = request.session.get(LINKS, {}).get(public_id)
    link = live_link(pk, public_id) if pk else None
    if link is not None:
        return Answering(link.invitation, link, None)
    return answering_as(reader, public_id, request.session.get(ON_BEHALF_OF, {}).get(public_id, ""))


def answering_as(reader: Reader, public_id: str, source: str = "") -> Answering:
    """Return the questionnaire for an account: an administrator's own, or one that a coordinator enters as it came in; else 404."""
    mine = invitations_for(reader).filter(public_id=public_id).first()
    if mine is not None and may_answer(reader, mine):
        return Answering(mine, None, reader)  # type: ignore[arg-type]
    if source in ON_BEHALF and reader.can("surveys.run_waves"):
        return Answering(invitation_run_by(reader, public_id), None, reader, source)  # type: ignore[arg-type]
    raise Http404


def remember_link(request: HttpRequest, link: Link) -> None:
    """Let this browser answer with a link from now on, so that the secret stands in no further address."""
    known = dict(request.session.get(LINKS, {}))
    known[link.invitation.public_id] = link.pk
    request.session[LINKS] = known


def remember_on_behalf(request: HttpRequest, invitation: Invitation, source: str) -> None:
    """Let this coordinator enter the answers of an organisation that came in on paper or by telephone."""
    known = dict(request.session.get(ON_BEHALF_OF, {}))
    known[invitation.public_id] = source
    request.session[ON_BEHALF_OF] = known


def personal(
    view: Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
    """Mark pages that are meant for one organisation: no search engine keeps them, no cache either."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded  # type: ignore[return-value]
