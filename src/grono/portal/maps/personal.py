"""Personal fields of cluster maps: who loaded, drew, chose and published (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
    "maps.Choice.recorded_by": acted("recorded_by"),
    "maps.Choice.withdrawn_by": acted("withdrawn_by"),
    "maps.ClusterMap.created_by": acted("created_by"),
    "maps.ClusterMap.published_by": acted("published_by"),
    "maps.MapComparison.created_by": acted("created_by"),
    "maps.UploadedTable.uploaded_by": acted("uploaded_by"),
}

NOT_PERSONAL = {
    "maps.Choice.decided_by": "the body that decided",
    "maps.Choice.replaced_by": "a later choice",
    "maps.ClusterMap.note": "what the table's source says of it",
    "maps.UploadedTable.note": "what the table's source says of it",
    "maps.UploadedTable.original_name": "name of a file",
    "maps.UploadedTable.stored_name": "name of a file",
}
