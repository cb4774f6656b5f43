"""Forms of evaluations."""

from grono.portal.evaluations.forms.plans import PlanForm
from grono.portal.evaluations.forms.runs import RunForm

__all__ = ["PlanForm", "RunForm"]
