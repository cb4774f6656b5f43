"""The letter of intent as a PDF to be signed: the way in (DIR-34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from grono.portal.clusters.models import Cluster
    from grono.portal.directory.models import Organisation


def letter_of_intent(cluster: Cluster, organisation: Organisation, language: str) -> bytes:
    """Return the letter in the language that is active."""
    from grono.reports.letter import Letter, printed_letter  # the compiler is not needed at the start

    today = timezone.localdate()
    return printed_letter(
        Letter(
            language=language,
            title=_("Letter of intent"),
            subtitle=_("on joining the cluster “%(cluster)s”") % {"cluster": cluster},
            facts=(
                (_("Cluster"), _named(cluster)),
                (_("Organisation"), organisation.legal_name),
                (_("Drawn up on"), day(today)),
            ),
            paragraphs=(
                _(
                    "The organisation named above declares its intention to become a member of the cluster, and to work with its other "
                    "members: firms, research and teaching, public administration."
                ),
                _(
                    "This letter creates no financial obligation. Membership begins with a separate signature; until then either side may "
                    "withdraw by telling the other in writing."
                ),
                _(
                    "The organisation agrees that its name, address and field of activity stand in the directory of the cluster, visible to "
                    "those whom it chooses there."
                ),
            ),
            signatures=(_("for the organisation"), _("for the cluster")),
            place_and_date=_("Place and date"),
            footer=_("An invented example: not a document of anybody.")
            if cluster.is_invented or organisation.is_invented
            else "",
            created=timezone.now(),
        )
    )


def _named(cluster: Cluster) -> str:
    return f"{cluster.name} ({cluster.acronym})" if cluster.acronym else cluster.name
