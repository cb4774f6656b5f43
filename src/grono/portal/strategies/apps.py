from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StrategiesConfig(AppConfig):
    """Strategies and their task cards."""

    name = "grono.portal.strategies"
    label = "strategies"
    verbose_name = _("Strategies")

    def ready(self) -> None:
        """Register the menu entry, the tile of the home page, the background work and the card of the demonstration."""
        from grono.portal.core import navigation
        from grono.portal.core.runs import register_kind
        from grono.portal.maps import followers
        from grono.portal.strategies import demonstration, tiles  # noqa: F401
        from grono.portal.strategies.actions import DRAW_PICTURES
        from grono.portal.strategies.drawing import card_of_run_address, draw_pictures
        from grono.portal.strategies.selection import followers_of_map

        followers.register(followers_of_map)
        navigation.register("strategies:list", pgettext_lazy("menu entry", "Strategies"), order=40)
        register_kind(
            DRAW_PICTURES,
            draw_pictures,
            title=_("Drawing the pictures of a task card"),
            subject_url=card_of_run_address,
        )
