"""Everything that changes studies of co-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.cooperation.models import Study
from grono.portal.core.audit import audit
from grono.portal.core.publishing import keep_first_result, publish_found, withdraw_found
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
FINISHED = "measured_at"


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
    kept, is_new = keep_first_result(found=study, finished=FINISHED, result=result, pictures=pictures)
    if is_new:
        audit(by=by, verb="cooperation.keep_result", object=kept)
    return kept


def publish_study(*, by: User | None, study: Study) -> Study:
    """Let everyone read a study."""
    too_early = _("This study has not been measured yet, so there is nothing to publish.")
    return publish_found(by=by, found=study, finished=FINISHED, verb="cooperation.publish_study", too_early=too_early)


def withdraw_study(*, by: User, study: Study) -> Study:
    """Take a study from the public pages; it can be published again."""
    return withdraw_found(by=by, found=study, verb="cooperation.withdraw_study")
