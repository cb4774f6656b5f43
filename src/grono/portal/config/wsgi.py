"""The web server's entry: ``waitress-serve grono.portal.config.wsgi:application``."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grono.portal.config.settings")
application = get_wsgi_application()

if settings.WARM:
    from grono.portal.maps import warming as maps
    from grono.portal.monitoring import warming as monitoring

    maps.warm_in_background()
    monitoring.warm_in_background()
