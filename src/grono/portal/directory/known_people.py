"""People that a reader sees already: one person may hold posts in several organisations (DIR-5).

Nobody is found here whom the reader does not see on a page, and nobody by an address that they may not read (DIR-14, TRU-7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from grono.portal.directory.kinds import PostRole, Rung
from grono.portal.directory.models import Organisation, Post
from grono.portal.directory.standing import own_organisations, sees_row
from grono.portal.directory.visibility import lowest_rung
from grono.portal.privacy.consents import who_agreed
from grono.portal.privacy.texts import PUBLISH_PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Person


MOST_ALIKE = 20
"""People of one name that are offered; nobody reads a longer list, and the own ones stand first."""


@dataclass(frozen=True)
class KnownPerson:
    """A person and the posts of theirs that the reader sees, in words."""

    person: Person
    posts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.person.full_name} ({'; '.join(self.posts)})"


def people_like(reader: Reader, name: str, email: str) -> list[KnownPerson]:
    """Return the people of exactly this name, or of this address at work where the reader keeps the post, whom the reader sees."""
    kept = _kept_by(reader)
    like = Q(person__full_name=" ".join(name.split()))
    if email:
        like |= kept & Q(email__iexact=email)
    rows = _seen(reader, kept).filter(like).select_related("person", "organisation")
    own = set(Post.objects.filter(organisation__in=own_organisations(reader)).values_list("person_id", flat=True))
    found: dict[int, list[Post]] = {}
    for row in rows.order_by("person_id", "until", "pk"):
        found.setdefault(row.person_id, []).append(row)
    people = [KnownPerson(posts[0].person, tuple(map(_said, posts))) for posts in found.values()]
    return sorted(people, key=lambda one: (one.person.pk not in own, one.person.pk))[:MOST_ALIKE]


def _seen(reader: Reader, kept: Q) -> QuerySet[Post]:
    """Return the open posts on the reader's rung, and also the closed ones of the organisations that the reader keeps."""
    return Post.objects.filter(sees_row(reader) & Q(until__isnull=True) | kept, organisation__removed_at__isnull=True)


def _kept_by(reader: Reader) -> Q:
    if reader.can("directory.edit_organisations"):
        return Q(organisation__isnull=False)
    return Q(organisation__in=own_organisations(reader))


def _said(post: Post) -> str:
    role = str(PostRole(post.role).label)
    days = f", {post.since or ''}–{post.until}" if post.until else ""
    return f"{role}, {post.organisation.legal_name}{days}"


def posts_elsewhere(reader: Reader, one: Organisation, posts: Iterable[str]) -> dict[str, list[Post]]:
    """Return post of this organisation → the open posts of its person in others, as far as the reader sees them too."""
    return _elsewhere(one, posts, None if lowest_rung(reader) == Rung.PUBLIC else sees_row(reader))


def _elsewhere(one: Organisation, posts: Iterable[str], seen: Q | None) -> dict[str, list[Post]]:
    """Return the same of posts that fulfil a condition; without one, of those that everyone sees."""
    holders = dict(one.posts.filter(public_id__in=list(posts)).values_list("public_id", "person_id"))
    if not holders:
        return {}
    rows = Post.objects.filter(
        person__in=set(holders.values()), until__isnull=True, organisation__removed_at__isnull=True
    ).exclude(organisation=one)
    found: dict[int, list[Post]] = {}
    rows = rows.filter(Q(rung=Rung.REGISTERED) if seen is None else seen).select_related("organisation", "person")
    for row in _agreed(rows) if seen is None else rows:
        found.setdefault(row.person_id, []).append(row)
    return {post: found[person] for post, person in holders.items() if person in found}


def _agreed(rows: Iterable[Post]) -> list[Post]:
    """Return the posts of people who agreed that everyone sees them, as on the page of one organisation (DIR-15)."""
    asked = list(rows)
    agreed = who_agreed(PUBLISH_PERSON, [row.person.public_id for row in asked])
    return [row for row in asked if row.person.public_id in agreed]


def with_others(reader: Reader, one: Organisation, posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the posts of a page, each with what its person does elsewhere."""
    return _joined(posts, posts_elsewhere(reader, one, [post["public_id"] for post in posts]))


def with_others_at(rung: Rung, one: Organisation, posts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the same as who stands on a rung of this organisation sees it; of the others they see what everyone like them does."""
    seen = None if rung == Rung.PUBLIC else Q(rung__gte=Rung.REGISTERED)
    return _joined(posts, _elsewhere(one, [post["public_id"] for post in posts], seen))


def _joined(posts: list[dict[str, Any]], others: Mapping[str, list[Post]]) -> list[dict[str, Any]]:
    return [
        post
        | {
            "others": [
                {
                    "role": PostRole(other.role).label,
                    "name": other.organisation.legal_name,
                    "language": other.organisation.name_language,
                    "href": reverse("directory:organisation", args=[other.organisation.public_id]),
                }
                for other in others.get(post["public_id"], ())
            ]
        }
        for post in posts
    ]
