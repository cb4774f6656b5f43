from django.urls import path, register_converter

from grono.portal.strategies.views import changing, importing, parts, plan_files, planning, reading, striking

app_name = "strategies"


class PartConverter:
    """The two kinds of cells that are split."""

    regex = "body|indicator"

    def to_python(self, value: str) -> str:
        """Return the kind as it is."""
        return value

    to_url = to_python


class SubjectConverter(PartConverter):
    """What a row of the plan is."""

    regex = "node|indicator|funding"


class NewConverter(PartConverter):
    """What may be added to a plan."""

    regex = "goal|objective|task|stage|action_group|indicator|funding"


class FurtherConverter(PartConverter):
    """Kinds of further parts."""

    regex = "sectors|milestones|selection|promotion|diagnosis|results|theory|statuses|recommendations|completeness"


register_converter(PartConverter, "card_part")
register_converter(FurtherConverter, "further_part")
register_converter(SubjectConverter, "plan_subject")
register_converter(NewConverter, "plan_new")

_PART = "<str:public_id>/parts/<further_part:kind>/"
_ROW = "<str:public_id>/plan/<plan_subject:subject>/<str:row>/"

urlpatterns = [
    path("", reading.strategies, name="list"),
    path("new/", planning.strategy_new, name="strategy_new"),
    path("import/", importing.import_card, name="import"),
    path("import/<str:public_id>/", importing.import_preview, name="import_preview"),
    path("import/<str:public_id>/discard/", importing.import_discard, name="import_discard"),
    path("import/<str:public_id>/split/<card_part:part>/<int:order>/", importing.import_split, name="import_split"),
    path("cards/<str:public_id>/", reading.card, name="card"),
    path("cards/<str:public_id>/text/", reading.card_text, name="card_text"),
    path("cards/<str:public_id>/card.txt", reading.card_file, name="card_file"),
    path("cards/<str:public_id>/card.docx", reading.card_docx, name="card_docx"),
    path("cards/<str:public_id>/card.xlsx", reading.card_xlsx, name="card_xlsx"),
    path("cards/<str:public_id>/<slug:table>.csv", reading.card_table, name="card_table"),
    path("cards/<str:public_id>/remove/", changing.card_remove, name="card_remove"),
    path("cards/<str:public_id>/restore/", changing.card_restore, name="card_restore"),
    path("<str:public_id>/", reading.strategy, name="strategy"),
    path("<str:public_id>/publish/", changing.strategy_publish, name="strategy_publish"),
    path("<str:public_id>/withdraw/", changing.strategy_withdraw, name="strategy_withdraw"),
    path("<str:public_id>/remove/", changing.strategy_remove, name="strategy_remove"),
    path("<str:public_id>/restore/", changing.strategy_restore, name="strategy_restore"),
    path("<str:public_id>/edit/", planning.strategy_edit, name="strategy_edit"),
    path("<str:public_id>/plan/", planning.plan, name="plan"),
    path("<str:public_id>/plan/log/", planning.plan_log, name="plan_log"),
    path("<str:public_id>/plan/log.csv", planning.plan_log_file, name="plan_log_file"),
    path("<str:public_id>/plan/plan.xlsx", plan_files.plan_xlsx, name="plan_xlsx"),
    path("<str:public_id>/plan/plan.zip", plan_files.plan_zip, name="plan_zip"),
    path("<str:public_id>/plan/bring/", plan_files.plan_bring, name="plan_bring"),
    path("<str:public_id>/plan/resolution/", planning.plan_resolution, name="plan_resolution"),
    path("<str:public_id>/plan/add/<plan_new:kind>/", planning.plan_add, name="plan_add"),
    path("<str:public_id>/plan/parts/<str:row>/", planning.plan_node, name="plan_node"),
    path(f"{_ROW}edit/", planning.plan_row, name="plan_row"),
    path(f"{_ROW}strike/", striking.plan_row_strike, name="plan_row_strike"),
    path(f"{_ROW}remove/", planning.plan_row_remove, name="plan_row_remove"),
    path(f"{_ROW}restore/", planning.plan_row_restore, name="plan_row_restore"),
    path("<str:public_id>/parts/", parts.parts, name="parts"),
    path(f"{_PART}add/", parts.part_add, name="part_add"),
    path(f"{_PART}<str:part>/", parts.part_change, name="part_change"),
    path(f"{_PART}<str:part>/remove/", parts.part_remove, name="part_remove"),
    path(f"{_PART}<str:part>/restore/", parts.part_restore, name="part_restore"),
]
