"""The WSGI entry point that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from lms import loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
application = get_wsgi_application()
loaded.keep()
