"""A visitor without a screen: keeps cookies, posts forms with their token. For setting benchmarks up."""

import http.cookiejar
import re
import urllib.parse
import urllib.request

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """Opens pages of one host and posts their forms."""

    def __init__(self, base):
        self.base = base
        self.cookies = http.cookiejar.CookieJar(
            http.cookiejar.DefaultCookiePolicy(allowed_domains=None, strict_ns_domain=0)
        )
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.text, self.url = "", base

    def get(self, path):
        """Opens a page; returns its text."""
        return self._open(urllib.request.Request(self._address(path)))

    def post(self, path, **fields):
        """Posts a form to a path, with the token of the page before; returns the text of where it leads."""
        token = TOKEN.search(self.text)
        fields |= {"csrfmiddlewaretoken": token.group(1)} if token else {}
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        request = urllib.request.Request(self._address(path), data=body, headers={"Referer": self.url})
        return self._open(request)

    def cookie(self):
        """Returns the Cookie header that this visitor sends."""
        return "; ".join(f"{one.name}={one.value}" for one in self.cookies)

    def _address(self, path):
        return urllib.parse.urljoin(self.url, path)

    def _open(self, request):
        with self.opener.open(request, timeout=30) as answer:
            self.url, self.text = answer.url, answer.read().decode()
        return self.text
