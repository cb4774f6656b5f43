"""Searches of the directory that people keep and follow: what they find, in words, and what a letter or a feed tells of each entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grono.portal.directory.filters import wanted_from
from grono.portal.directory.finding import KIND, PARTS, look_for
from grono.portal.directory.listing import address_of, told
from grono.portal.directory.models import Organisation
from grono.portal.directory.profiles import profiles
from grono.portal.directory.wording import codes_of_places, type_label, wording_for
from grono.portal.search.followed import Entry, Followed, register_followed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.profiles import Profile
    from grono.portal.directory.wording import Wording


def numbers_found(reader: Reader, query: str) -> NDArray[np.int64]:
    """Return the numbers of what an address finds for a reader, the smallest first; what holds only some of the words is left out."""
    answer = look_for(reader, wanted_from(QueryDict(query))).answer
    if answer.hits is not None and answer.hits.is_relaxed:
        return np.zeros(0, dtype=np.int64)
    return np.sort(answer.object_ids)


def in_words(reader: Reader, query: str) -> str:
    """Say what an address looks for, in the reader's language."""
    wanted = wanted_from(QueryDict(query))
    return words_of(wanted, wording_for(reader, [*wanted.voivodeship, *wanted.powiat]))


def words_of(wanted: Wanted, wording: Wording) -> str:
    """Say what is looked for; everything where nothing narrows the list."""
    return told(wanted, wording) or str(_("everything"))


def address(query: str) -> str:
    """Return where the list of an address stands."""
    return address_of(wanted_from(QueryDict(query)))


def entries(reader: Reader, numbers: Sequence[int], most: int) -> list[Entry]:
    """Return those of the numbered organisations that are in the directory, as the reader may see them, the latest entered first."""
    latest = sorted(numbers, reverse=True)[:most]
    rows = Organisation.objects.filter(pk__in=latest, removed_at__isnull=True).prefetch_related(*PARTS).order_by("-pk")
    found = list(rows)
    shown = profiles(reader, found)
    wording = wording_for(reader, codes_of_places(shown))
    return [
        Entry(
            one.pk,
            one.public_id,
            profile.legal_name,
            profile.name_language,
            _summary(profile, wording),
            reverse("directory:organisation", args=[one.public_id]),
            one.created_at,
            one.changed_at,
        )
        for one, profile in zip(found, shown, strict=True)
    ]


def _summary(profile: Profile, wording: Wording) -> str:
    place = profile.seat.place if profile.seat else ""
    code = profile.main_code
    parts = [type_label(profile.type), place, wording.activity(code).text if code else ""]
    return ", ".join(part for part in parts if part)


def follow_the_directory() -> None:
    """Let searches of the directory be followed; called when the apps are ready."""
    register_followed(Followed(KIND, _("Directory of organisations"), numbers_found, in_words, address, entries))
