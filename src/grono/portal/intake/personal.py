"""Personal fields of the intake: who brought in a list, who looked something up (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
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
