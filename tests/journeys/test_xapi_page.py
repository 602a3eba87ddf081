"""A page of another site writes and reads statements from a browser, as players of packages do."""

import re
import subprocess
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.journeys.product import ROOT

# As a player of H5P or ADL's wrapper asks: fetch with a header, and 1.0.3's form, in which all stands.
ASK = """
async ([base, authorization, statement]) => {
  const headers = {
    'Authorization': authorization,
    'X-Experience-API-Version': '1.0.3',
    'Content-Type': 'application/json',
  };
  const told = {};
  const posted = await fetch(base + 'statements', {method: 'POST', headers, body: JSON.stringify(statement)});
  told.ids = await posted.json();
  const read = await fetch(base + 'statements?statementId=' + told.ids[0], {headers});
  told.verb = (await read.json()).verb.id;
  told.version = read.headers.get('X-Experience-API-Version');
  told.through = read.headers.get('X-Experience-API-Consistent-Through');
  told.modified = read.headers.get('Last-Modified');
  const state = base + 'activities/state?' + new URLSearchParams({
    activityId: statement.object.id, agent: JSON.stringify(statement.actor), stateId: 'place',
  });
  await fetch(state, {method: 'PUT', headers, body: '{"page": 3}'});
  const place = await fetch(state, {headers});
  told.tag = place.headers.get('ETag');
  told.page = (await place.json()).page;
  const form = new URLSearchParams({
    'Authorization': authorization, 'X-Experience-API-Version': '1.0.3', 'statementId': told.ids[0],
  });
  const formed = await fetch(base + 'statements?method=GET', {method: 'POST', body: form});
  told.formed = (await formed.json()).id;
  return told;
}
"""
REFUSED = """
async ([base, authorization]) => {
  try {
    await fetch(base + 'statements', {headers: {
      'Authorization': authorization, 'X-Experience-API-Version': '1.0.3',
    }});
    return 'read';
  } catch (fault) {
    return fault.name;
  }
}
"""
# What a site tells H5P's core before it begins.
H5P_SITE = """
window.H5PIntegration = {
  baseUrl: location.origin, url: '/h5p', siteUrl: location.origin, saveFreq: false, postUserStatistics: false,
  ajax: {contentUserData: ''}, l10n: {H5P: {}}, user: {name: 'Ruth', mail: 'ruth@clinic.example'},
  contents: {'cid-1': {
    library: 'H5P.Tiny 1.0', url: location.origin + '/h5p/1', metadata: {title: 'Which word?'},
    jsonContent: '{}', contentUserData: [{state: '{}'}],
  }},
};
"""
# What a content of H5P says goes to the store as it is, as the sites' own plug-ins send it.
H5P_PLAYS = """
async ([base, authorization]) => {
  const headers = {
    'Authorization': authorization, 'X-Experience-API-Version': '1.0.3', 'Content-Type': 'application/json',
  };
  const sent = [];
  H5P.externalDispatcher.on('xAPI', event => sent.push(fetch(base + 'statements', {
    method: 'POST', headers, body: JSON.stringify(event.data.statement),
  }).then(answer => answer.json())));
  const content = new H5P.EventDispatcher();
  content.contentId = 1;
  content.triggerXAPI = H5P.EventDispatcher.prototype.triggerXAPI;
  content.triggerXAPI('attempted');
  content.triggerXAPIScored(1, 2, 'answered', true, true);
  const ids = (await Promise.all(sent)).flat();
  const read = await fetch(base + 'statements?statementId=' + ids[1], {headers});
  return [ids.length, await read.json()];
}
"""


class Page(BaseHTTPRequestHandler):
    """An empty page of another site."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Course</title>")

    def log_message(self, *_args):
        """Says nothing."""


@pytest.fixture
def site():
    """Yields the origin of another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def credentials(product, site):
    """Returns the basic credentials of a client that the site's pages may use."""
    done = subprocess.run(
        [
            *(sys.executable, "manage.py", "lrs_client", "--organisation", "lakeside", "create"),
            *(f"Course page {uuid.uuid4().hex[:8]}", "--sites", site, "--scopes", "all"),
        ],
        cwd=ROOT, env=product.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    key, secret = re.findall(r"(?:key|secret): (\S+)", done.stdout)
    return key, secret


def page_of(chromium, origin):
    page = chromium.new_context().new_page()
    page.goto(f"{origin}/")
    return page


def basic(page, credentials):
    return page.evaluate("pair => 'Basic ' + btoa(pair.join(':'))", list(credentials))


def test_a_page_of_a_named_site_writes_and_reads(chromium, product, site, credentials):
    page = page_of(chromium, site)
    statement = {
        "actor": {"account": {"homePage": "https://clinic.example", "name": "4711"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "https://clinic.example/interactive/1"},
    }

    told = page.evaluate(ASK, [f"{product.url}/xapi/", basic(page, credentials), statement])

    assert told["verb"] == statement["verb"]["id"]
    assert told["formed"] == told["ids"][0]
    assert told["version"] == "1.0.3"
    assert told["through"]
    assert told["modified"].endswith(" GMT")
    assert (told["page"], told["tag"][0], told["tag"][-1]) == (3, '"', '"')
    page.context.close()


def test_an_h5p_player_on_a_named_site_sends_what_its_content_says(chromium, product, site, credentials):
    page = page_of(chromium, site)
    page.add_script_tag(content=H5P_SITE)
    page.add_script_tag(path=ROOT / "courses/packages/runtime/h5p/frame.bundle.js")

    sent, kept = page.evaluate(H5P_PLAYS, [f"{product.url}/xapi/", basic(page, credentials)])

    assert sent == 2
    assert kept["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert kept["object"]["definition"]["name"] == {"en-US": "Which word?"}
    assert kept["result"]["score"] == {"min": 0, "max": 2, "raw": 1, "scaled": 0.5}
    assert kept["actor"]["mbox"] == "mailto:ruth@clinic.example"
    page.context.close()


def test_a_page_of_another_site_reads_nothing(chromium, product, credentials):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = page_of(chromium, f"http://localhost:{server.server_address[1]}")

    told = page.evaluate(REFUSED, [f"{product.url}/xapi/", basic(page, credentials)])

    assert told == "TypeError"  # the browser's word for: it may not be read
    page.context.close()
    server.shutdown()
    server.server_close()
