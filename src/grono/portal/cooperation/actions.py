"""Everything that changes studies of co-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono import __version__
from grono.portal.cooperation.models import Study
from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.models import BackgroundRun, User

VERBS = {
    "cooperation.load_study": _("Study of co-operation loaded: %(object)s"),
    "cooperation.keep_result": _("Study of co-operation measured: %(object)s"),
    "cooperation.publish_study": _("Study of co-operation published: %(object)s"),
    "cooperation.withdraw_study": _("Study of co-operation withdrawn: %(object)s"),
}
AUDIT_WORDS = {"sha256": _("SHA-256 of the files"), "seed": _("seed")}
MEASURE = "cooperation.measure"
"""The kind of background work that measures a study."""


@transaction.atomic
def load_study(  # noqa: PLR0913 - what the form asks for
    *,
    by: User | None,
    kind: str,
    title: str,
    source: str,
    content: Mapping[str, Any],
    seed: int,
    language: str = "pl",
    is_synthetic: bool = False,
) -> Study:
    """Keep what was read from the files of a study."""
    study = Study.objects.create(
        kind=kind,
        title=title,
        source=source,
        content=dict(content),
        seed=seed,
        language=language,
        is_synthetic=is_synthetic,
        created_by=by,
    )
    checksums = ", ".join(file["sha256"] for file in content["files"])
    audit(by=by, verb="cooperation.load_study", object=study, after={"sha256": checksums, "seed": seed})
    return study


@transaction.atomic
def start_measuring(*, by: User, study: Study) -> BackgroundRun:
    """Measure a study in the background."""
    return start_run(by=by, kind=MEASURE, subject_public_id=study.public_id)


@transaction.atomic
def keep_result(*, by: User | None, study: Study, result: Mapping[str, Any], pictures: Mapping[str, Any]) -> Study:
    """Keep what came out; a study that was measured keeps its first result."""
    locked = Study.objects.select_for_update().get(pk=study.pk)
    if locked.measured_at is None:
        locked.result, locked.pictures = dict(result), dict(pictures)
        locked.measured_at, locked.version = timezone.now(), __version__
        locked.save(update_fields=["result", "pictures", "measured_at", "version"])
        audit(by=by, verb="cooperation.keep_result", object=locked)
    return locked


@transaction.atomic
def publish_study(*, by: User | None, study: Study) -> Study:
    """Let everyone read a study."""
    locked = Study.objects.select_for_update().get(pk=study.pk)
    if locked.measured_at is None:
        raise RefusedError(_("This study has not been measured yet, so there is nothing to publish."))
    if locked.published_at is None:
        locked.published_at, locked.published_by = timezone.now(), by
        locked.save(update_fields=["published_at", "published_by"])
        audit(by=by, verb="cooperation.publish_study", object=locked)
    return locked


@transaction.atomic
def withdraw_study(*, by: User, study: Study) -> Study:
    """Take a study from the public pages; it can be published again."""
    locked = Study.objects.select_for_update().get(pk=study.pk)
    if locked.published_at is not None:
        locked.published_at, locked.published_by = None, None
        locked.save(update_fields=["published_at", "published_by"])
        audit(by=by, verb="cooperation.withdraw_study", object=locked)
    return locked
