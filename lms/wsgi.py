"""The WSGI entry point that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from lms import loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
django_application = get_wsgi_application()

from lms.site.front import Front  # noqa: E402 – its models need Django set up

application = Front(django_application)
loaded.keep()
