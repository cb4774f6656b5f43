from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "bindings.bind": _("Indicator bound to a source: %(object)s"),
    "bindings.refresh": _("Source of an indicator read again: %(object)s"),
    "bindings.take_over": _("Values of an indicator taken over from its source: %(object)s"),
    "bindings.choose_peers": _("Peer regions of an indicator chosen: %(object)s"),
    "bindings.remove": _("Binding of an indicator removed: %(object)s"),
}
AUDIT_WORDS: dict[str, str | Promise] = {
    "source": _("source"),
    "choice": _("what is taken"),
    "values": _("values"),
    "peers": _("peer regions"),
    "source_date": _("date of the source"),
}
