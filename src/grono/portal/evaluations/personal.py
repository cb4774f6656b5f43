"""Personal fields of evaluations: who wrote, locked, carried out and published (DIR-44)."""

from grono.portal.privacy.fields import acted

PERSONAL = {
    "evaluations.EvaluationPlan.created_by": acted("created_by"),
    "evaluations.EvaluationPlan.locked_by": acted("locked_by"),
    "evaluations.EvaluationRun.created_by": acted("created_by"),
    "evaluations.EvaluationRun.published_by": acted("published_by"),
    "evaluations.EvaluationTable.uploaded_by": acted("uploaded_by"),
}

NOT_PERSONAL = {
    "evaluations.EvaluationPlan.question": "what is asked about a policy",
    "evaluations.EvaluationTable.name": "name of a file",
    "evaluations.EvaluationTable.source": "where the figures come from",
}
