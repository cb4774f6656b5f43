"""Plans of evaluations, their tables and what came out; private to this app."""

from grono.portal.evaluations.models.plans import EvaluationPlan, EvaluationRun, EvaluationTable

__all__ = ["EvaluationPlan", "EvaluationRun", "EvaluationTable"]
