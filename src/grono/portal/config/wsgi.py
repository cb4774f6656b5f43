"""The web server's entry: ``waitress-serve grono.portal.config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from grono.portal.config import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grono.portal.config.settings")
application = get_wsgi_application()

if environment.switch("GRONO_WARM"):
    from grono.portal.maps.warming import warm_in_background

    warm_in_background()
