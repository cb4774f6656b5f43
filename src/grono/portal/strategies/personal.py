"""Personal fields of strategies: who brought in a task card (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
    "strategies.CardImport.uploaded_by": acted("uploaded_by"),
    "strategies.PlanCell.changed_by": acted("changed_by"),
    "strategies.PlanFact.recorded_by": acted("recorded_by"),
    "strategies.StrategyVersion.recorded_by": acted("recorded_by"),
    "strategies.TaskCard.imported_by": acted("imported_by"),
}

NOT_PERSONAL = {
    "strategies.CardImport.file_name": "name of a file",
    "strategies.Indicator.owner_post": "name of a post; persons hold posts",
    "strategies.SelectionEntry.note": "why an industry was chosen or left out",
    "strategies.StatedResult.name_text": "name of a result",
}
