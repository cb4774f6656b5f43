"""Personal fields of the intake: who brought in a list, who looked something up (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, acted


def _of_trader(path: str, erasure: Erasure = Erasure.DELETE) -> Personal:
    """Declare what a list or a register said of a sole trader; the operator sees it while bringing organisations in."""
    return Personal("register", Seen.OPERATOR, path, erasure)


PERSONAL = {
    "intake.ImportRow.organisation_public_id": _of_trader("organisation_public_id"),
    "intake.ImportRow.title": _of_trader("organisation_public_id"),
    "intake.RegisterEntry.organisation_public_id": _of_trader("organisation_public_id"),
    "intake.RegisterEntry.values": _of_trader("look_up__number"),
    "intake.LookUp.number": _of_trader("number", Erasure.REPLACE),
    "intake.FirmSearch.owner": acted("owner"),
    "intake.Import.owner": acted("owner"),
    "intake.LookUp.owner": acted("owner"),
    "intake.Mapping.by": acted("by"),
}

NOT_PERSONAL = {
    "intake.Import.original_name": "name of a file",
    "intake.Import.stored_name": "name of a file",
    "intake.Mapping.name": "name of a way to read columns",
}
