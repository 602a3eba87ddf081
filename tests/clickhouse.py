"""A ClickHouse of the test's own: chdb, its embedded build, behind the few words of HTTP that ours speaks.

`make test-history` installs chdb (180 MB to fetch, 560 MB on disk: too much for everybody's `make test`).
"""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs, urlsplit

_ONE_AT_A_TIME = threading.Lock()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        """Runs the query of the address; the body goes behind it, as in ClickHouse."""
        asked = {
            name: values[0]
            for name, values in parse_qs(urlsplit(self.path).query, keep_blank_values=True).items()
        }
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        parameters = {name[6:]: value for name, value in asked.items() if name.startswith("param_")}
        sql = asked["query"] + (f"\n{body}" if body else "")
        try:
            with _ONE_AT_A_TIME:
                answer, status = bytes(self.server.session.query(sql, "CSV", params=parameters).bytes()), 200
        except Exception as error:  # chdb raises bare ones
            answer, status = str(error).encode(), 500
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        """Says nothing."""


@contextmanager
def serving():
    """Yields the address for LRS_HISTORY_URL of a ClickHouse that is empty but for its database."""
    from chdb import session

    with TemporaryDirectory() as folder:
        opened = session.Session(folder)
        opened.query("CREATE DATABASE IF NOT EXISTS xapi")
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        server.session = opened
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/xapi"
        finally:
            server.shutdown()
            server.server_close()
            opened.close()
