"""The ASGI entry point that the web server loads."""

import os

from django.core.asgi import get_asgi_application

from lms import loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
application = get_asgi_application()
loaded.keep()
