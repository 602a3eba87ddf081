"""Has Wagtail give the pages of a site below a path (places.py) their right addresses.

Wagtail knows a site by host name and port only, and takes the prefix that it is asked under for every site's.
"""

from django.urls import get_script_prefix, set_script_prefix
from wagtail.models import Page, Site

from lms.organisations import places, sites


def mend():
    """Puts our functions where Wagtail looks for its own; a second call changes nothing."""
    if getattr(Page.get_url_parts, "knows_places", False):
        return
    Site.root_url = property(sites.root_url)
    plain = Page.get_url_parts

    def get_url_parts(self, request=None):
        """Returns (site's key, its scheme and host, the path with the site's own prefix), or None."""
        before = get_script_prefix()
        set_script_prefix("/")
        try:
            parts = plain(self, request)
        finally:
            set_script_prefix(before)
        if parts is None or parts[1] is None:
            return parts
        key, root_url, path = parts
        host, prefix = places.parts_of(root_url)
        return key, host, prefix + path

    get_url_parts.knows_places = True
    Page.get_url_parts = get_url_parts
