"""The address table: pages under ``/pl/`` and ``/en/``, the API without a language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from grono.portal.core.views.security import security_txt

urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("api/", include("grono.portal.api.urls")),
    *i18n_patterns(
        path("", include("grono.portal.web.urls")),
        path("", include("grono.portal.core.urls")),
        path("account/", include("grono.portal.core.account_urls")),
        path("api/", include("grono.portal.api.page_urls")),
        path("regions/", include("grono.portal.regions.urls")),
        path("privacy/", include("grono.portal.privacy.urls")),
        path("backups/", include("grono.portal.backups.urls")),
        path("searches/", include("grono.portal.search.urls")),
        path("directory/", include("grono.portal.directory.urls")),
        path("clusters/", include("grono.portal.clusters.urls")),
        path("intake/", include("grono.portal.intake.urls")),
        path("duplicates/", include("grono.portal.duplicates.urls")),
        path("maps/", include("grono.portal.maps.urls")),
        path("cooperation/", include("grono.portal.cooperation.urls")),
        path("surveys/", include("grono.portal.surveys.urls")),
        path("aid/", include("grono.portal.aid.urls")),
        path("evaluations/", include("grono.portal.evaluations.urls")),
        path("strategies/", include("grono.portal.strategies.urls")),
        path("monitoring/", include("grono.portal.monitoring.urls")),
        path("bindings/", include("grono.portal.bindings.urls")),
        prefix_default_language=True,
    ),
]

handler429 = "grono.portal.core.account_limits.too_often"  # django-allauth's own refusals
