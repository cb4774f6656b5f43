"""People and posts: leaving closes a post, nothing is deleted (DIR-5). The audit chain holds identifiers only."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day as written_day
from grono.portal.directory.ending import last_day
from grono.portal.directory.models import ContactReveal, Person, Post
from grono.portal.directory.recording import recorded, source_of
from grono.portal.directory.standing import own_organisations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {
    "directory.add_post": _("Post entered: %(object)s"),
    "directory.change_post": _("Post changed: %(object)s"),
    "directory.close_post": _("Post closed: %(object)s"),
}


def add_post(
    *, by: User, organisation: Organisation, full_name: str, values: Mapping[str, Any], person: Person | None = None
) -> Post:
    """Enter a post of a new person, or of one that is known already."""
    with recorded(organisation, by=by, verb="directory.add_post", source=source_of(by, organisation)) as stored:
        holder = person or Person.objects.create(full_name=full_name.strip())
        if stored.posts.filter(person=holder, role=values["role"], until__isnull=True).exists():
            raise RefusedError(_("This person already holds such a post here."))
        post = Post(organisation=stored, person=holder)
        _write(post, values)
    return post


def change_post(
    *, by: User, organisation: Organisation, public_id: str, full_name: str, values: Mapping[str, Any]
) -> None:
    """Change a post and the name of its person; who also holds posts that one does not keep is not renamed from here.

    Raises
    ------
    RefusedError
        When the name of such a person would change.
    """
    with recorded(organisation, by=by, verb="directory.change_post", source=source_of(by, organisation)) as stored:
        post = stored.posts.select_related("person").get(public_id=public_id)
        if post.person.full_name != full_name.strip():
            _require_own(by, post)
            post.person.full_name = full_name.strip()
            post.person.save(update_fields=["full_name"])
        _write(post, values)


def _require_own(by: User, post: Post) -> None:
    elsewhere = post.person.posts.exclude(organisation__in=own_organisations(by))
    if not by.can("directory.edit_organisations") and elsewhere.exclude(organisation=post.organisation_id).exists():
        raise RefusedError(
            _(
                "This person's name does not stand here alone, so only the operator can change it. If somebody else holds the post now, close it and add that person."
            )
        )


def _write(post: Post, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(post, name, value)
    post.contact_rung = min(post.contact_rung, post.rung)
    _require_once(post)
    post.save()


def close_post(*, by: User, organisation: Organisation, public_id: str, day: datetime.date | None = None) -> None:
    """Say that a person has left a post, on a day or today.

    Raises
    ------
    RefusedError
        When the day lies before the post began or is still to come, or the person held the same post in between.
    """
    with recorded(organisation, by=by, verb="directory.close_post", source=source_of(by, organisation)) as stored:
        post = stored.posts.get(public_id=public_id)
        if post.until is None:
            post.until = last_day(day, post.since)
            _require_once(post)
            post.save()


def _require_once(post: Post) -> None:
    """Refuse days on which the person holds the same post already; without a first day nobody can tell."""
    same = Post.objects.filter(organisation=post.organisation_id, person=post.person_id, role=post.role)
    before = same.exclude(pk=post.pk).filter(since__isnull=False, until__isnull=False)
    if post.since is None:
        return
    overlapping = (
        before.filter(since__lt=post.until or datetime.date.max, until__gt=post.since).order_by("since").first()
    )
    if overlapping is not None:
        sentence = _("This person held this post from %(since)s to %(until)s already. Choose days outside of that.")
        days = {name: written_day(getattr(overlapping, name)) for name in ("since", "until")}
        raise RefusedError(sentence % days)


@transaction.atomic
def reveal_contact(*, by: User, post: Post, what: str) -> str:
    """Show a telephone number or e-mail address to someone, and keep that they saw it (DIR-15)."""
    value = str(getattr(post, {"email": "email", "phone": "phone"}[what]))
    if not value:
        raise RefusedError(_("There is no such contact any more."))
    ContactReveal.objects.create(post=post, what=what, seen_by=by)
    return value
