from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvaluationsConfig(AppConfig):
    """Whether a policy worked: plans that are locked first, results with a verdict."""

    name = "grono.portal.evaluations"
    label = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self) -> None:
        """Register the menu entry, the tile of the home page, the background work, the audited objects and the demonstration."""
        from grono.portal.core import audit_objects, navigation
        from grono.portal.core.runs import register_kind
        from grono.portal.evaluations import demonstration, queries, tiles  # noqa: F401
        from grono.portal.evaluations.actions import EVALUATE
        from grono.portal.evaluations.goals import section_of_goal
        from grono.portal.evaluations.running import address, carry_out
        from grono.portal.strategies import goal_sections, keeping

        navigation.register("evaluations:list", pgettext_lazy("menu entry", "Evaluations"), order=45)
        register_kind(EVALUATE, carry_out, title=_("Carrying out an evaluation"), subject_url=address)
        goal_sections.register_section(section_of_goal)
        keeping.follow("evaluations")
        audit_objects.register("evaluations.EvaluationPlan", "evaluations:plan", queries.plans_visible_to)
        audit_objects.register("evaluations.EvaluationRun", "evaluations:result", queries.runs_visible_to)
