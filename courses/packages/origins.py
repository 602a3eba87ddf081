"""Where packages are played: a host name of their own where there is one, else this host, without its origin.

Either way the page that a package makes gets an opaque origin (`sandbox` in its policy and on its frame): it
has no cookies and no storage, and cannot reach the page around it. A host of its own adds that the browser
never sends our cookies along, and that nothing but packages answers there.
"""

from urllib.parse import quote, urlsplit

from django.conf import settings

PREFIX = "/packages/"


def of(request):
    """Returns the origin of packages for a page of ours, such as `https://packages.example.org`."""
    return settings.PACKAGES_ORIGIN or f"{request.scheme}://{request.get_host()}"


def is_packages_host(request):
    """True where the host of packages is asked, and nothing else may answer."""
    wanted = urlsplit(settings.PACKAGES_ORIGIN).netloc
    return bool(wanted) and request.META.get("HTTP_HOST", "").lower() == wanted.lower()


def may_serve(request):
    """True where files of packages may be served: at their own host, or anywhere where they have none."""
    return not settings.PACKAGES_ORIGIN or is_packages_host(request)


def policy(base):
    """Returns the content security policy of a package's files; `base` is the launch's address, `…/`.

    A package may use what lies under `base` and nothing else: not this site, no other package, no other
    host. Inline scripts and `eval` are allowed in it: most packages are made of them.
    """
    inside = f"{base} data: blob:"
    return "; ".join(
        [
            "sandbox allow-scripts allow-forms",
            "default-src 'none'",
            f"script-src {base} blob: 'unsafe-inline' 'unsafe-eval'",
            f"style-src {base} data: 'unsafe-inline'",
            f"img-src {inside}",
            f"media-src {inside}",
            f"font-src {base} data:",
            f"connect-src {base}",
            f"frame-src {base}",
            "worker-src blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def address(base, path, query=""):
    """Returns the address of a file of a package, with what its manifest puts behind it."""
    return f"{base}{quote(path)}" + (f"?{quote(query, safe='=&;,:/+%-._~')}" if query else "")
