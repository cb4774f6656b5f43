from django.urls import path, register_converter

from grono.portal.strategies.views import changing, importing, reading

app_name = "strategies"


class PartConverter:
    """The two kinds of cells that are split."""

    regex = "body|indicator"

    def to_python(self, value: str) -> str:
        """Return the kind as it is."""
        return value

    to_url = to_python


register_converter(PartConverter, "card_part")

urlpatterns = [
    path("", reading.strategies, name="list"),
    path("import/", importing.import_card, name="import"),
    path("import/<str:public_id>/", importing.import_preview, name="import_preview"),
    path("import/<str:public_id>/discard/", importing.import_discard, name="import_discard"),
    path("import/<str:public_id>/split/<card_part:part>/<int:order>/", importing.import_split, name="import_split"),
    path("cards/<str:public_id>/", reading.card, name="card"),
    path("cards/<str:public_id>/text/", reading.card_text, name="card_text"),
    path("cards/<str:public_id>/card.txt", reading.card_file, name="card_file"),
    path("cards/<str:public_id>/<slug:table>.csv", reading.card_table, name="card_table"),
    path("cards/<str:public_id>/remove/", changing.card_remove, name="card_remove"),
    path("cards/<str:public_id>/restore/", changing.card_restore, name="card_restore"),
    path("<str:public_id>/", reading.strategy, name="strategy"),
    path("<str:public_id>/publish/", changing.strategy_publish, name="strategy_publish"),
    path("<str:public_id>/withdraw/", changing.strategy_withdraw, name="strategy_withdraw"),
    path("<str:public_id>/remove/", changing.strategy_remove, name="strategy_remove"),
    path("<str:public_id>/restore/", changing.strategy_restore, name="strategy_restore"),
]
