"""The front sends what the middleware would, to whom it would, and hands on all else."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lms.organisations.models import Organisation
from lms.site import freshness
from lms.site.front import Front
from tests.courses.conftest import HOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready")]
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
HANDED_ON = [b"Django's"]


def environ(path, **more):
    host, _colon, port = HOST.partition(":")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    } | more


def ask(path, application=None, **more):
    """Returns (body, headers, cookie) of the front, or (HANDED_ON, None, None)."""
    told = []
    front = Front(application or (lambda environ, start_response: HANDED_ON))
    body = front(environ(path, **more), lambda status, headers: told.append((status, headers)))
    if body is HANDED_ON:
        return body, None, None
    [(status, headers)] = told
    assert status == "200 OK"
    cookies = [value.strip() for name, value in headers if name == "Set-Cookie"]
    others = {name: value for name, value in headers if name != "Set-Cookie"}
    return b"".join(body).decode(), others, cookies[0] if cookies else ""


def is_handed_on(path, **more):
    return ask(path, **more)[0] is HANDED_ON


def shape(cookie):
    """A cookie without what differs each time: its secret and its date."""
    return re.sub(r"csrftoken=[A-Za-z0-9]{32};|expires=[^;]+;", "", cookie.strip())


def visit(url, **cookies):
    visitor = Client(HTTP_HOST=HOST)
    for name, value in cookies.items():
        visitor.cookies[name] = value
    return visitor.get(url)


@pytest.mark.parametrize("part", ["", "connect/", "see/", "try/", "reflect/", "done/"])
@pytest.mark.parametrize("choices", ["", "text=150"])
def test_a_page_is_the_same_as_the_middleware_sends_it(url, part, choices):
    cookies = {"pw_settings": choices} if choices else {}
    visit(url + part, **cookies)
    wanted = visit(url + part, **cookies)
    body, headers, cookie = ask(url + part, HTTP_COOKIE=f"pw_settings={choices}" if choices else "")

    assert TOKEN.sub("", body) == TOKEN.sub("", wanted.content.decode())
    assert headers == dict(wanted.items())
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert shape(cookie) == shape(wanted.cookies.output(header=""))


def test_each_visitor_has_a_token_of_their_own_and_the_form_works(url):
    visit(f"{url}see/")
    seen = set()
    for _number in range(3):
        body, _headers, cookie = ask(f"{url}see/")
        token, secret = TOKEN.search(body)[0], cookie.split(";")[0].split("=")[1]
        seen |= {token, secret}
        visitor = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
        visitor.cookies["csrftoken"] = secret
        assert visitor.post(f"{url}see/", {"csrfmiddlewaretoken": token}).status_code == 302
        assert visitor.post(f"{url}see/", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403

    assert len(seen) == 6


def test_a_visitors_own_secret_is_kept_and_a_broken_one_replaced(url):
    visit(f"{url}see/")
    own = "a" * 32

    assert ask(f"{url}see/", HTTP_COOKIE=f"csrftoken={own}")[2].startswith(f"csrftoken={own};")
    assert not ask(f"{url}see/", HTTP_COOKIE="csrftoken=broken")[2].startswith("csrftoken=broken")


def test_nothing_is_asked_of_the_database(url):
    visit(url)
    with CaptureQueriesContext(connection) as asked:
        assert not is_handed_on(url)

    assert len(asked) == 0


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "pw_learner=x"},
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": "something-new=x"},
        {"HTTP_COOKIE": "pw_settings=text=150"},  # no such page was made yet
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_HOST": "elsewhere.example"},
        {"QUERY_STRING": "from=mail"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"SCRIPT_NAME": "/below"},
        {"SERVER_PORT": "8443"},
        {"wsgi.url_scheme": "https"},
    ],
    ids=lambda more: "-".join(map(str, more.items())),
)
def test_whatever_may_matter_is_handed_on(url, more):
    visit(url)
    assert not is_handed_on(url)

    assert is_handed_on(url, **more)


def test_what_is_handed_on_is_untouched(url):
    given = environ("/es/caf\u00c3\u00a9/", HTTP_COOKIE="csrftoken=broken")
    before, seen = dict(given), []
    Front(lambda environ, start_response: seen.append(dict(environ)))(given, None)

    assert seen == [before]


def test_what_is_changed_or_paused_is_handed_on_at_once(url, clinic, django_capture_on_commit_callbacks):
    visit(url)
    assert not is_handed_on(url)

    connection.run_on_commit = []
    with django_capture_on_commit_callbacks(execute=True):
        Organisation.objects.filter(pk=clinic.pk).update(status=Organisation.Status.SUSPENDED)

    assert is_handed_on(url)
    assert visit(url).status_code == 503
    assert is_handed_on(url)


def test_when_the_mark_is_to_be_read_django_reads_it(url, monkeypatch):
    visit(url)
    monkeypatch.setattr(freshness, "_EVERY", -1)

    assert is_handed_on(url)
