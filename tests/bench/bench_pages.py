"""The busiest pages, each against a bare Django view of the same number of bytes, same server, same run."""

import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.bench import load, report
from tests.bench.browser import Browser
from tests.journeys import product as products

SECONDS = report.small(2, 8)
LESSON = "/en/learn/start-here/what-a-portal-is/see/"


def main():
    """Starts the product and measures: lesson page (cold, guest, learner), practice page, self-check step."""
    with tempfile.TemporaryDirectory(prefix="portalwise-bench-") as folder:
        env = products.environment(
            Path(folder), products.free_port(), DEMO_LEARNERS="0", **products.own_engines("portalwise_bench")
        )
        products.load(env)
        with products.running(env, log=Path(folder) / "log.txt") as port:
            base = f"http://localhost:{port}"
            report.say(
                "pages", [row for name, url, cookie in _pages(base) for row in _measured(name, url, cookie)]
            )


def _pages(base):
    yield "lesson, new guest", base + LESSON, ""
    learner = Browser(base)
    learner.get(LESSON)
    learner.post(_action(learner.text))
    yield "lesson, own progress", base + LESSON, learner.cookie()
    practice = Browser(base)
    practice.get("/en/practice/")
    practice.get(re.search(r'href="(/en/practice/[^"]*refill-in-time[^"]*)"', practice.text).group(1))
    practice.post(_action(practice.text), **_fields(practice.text), mode="guided")
    yield "practice page", practice.url, practice.cookie()
    check = Browser(base)
    check.get("/en/check/")
    check.post("/en/check/begin/", questionnaire="five-questions")
    yield "self-check step", check.url, check.cookie()


def _form(text):
    main = text[text.index("<main") :]
    return re.findall(r'<form method="post"[^>]*>.*?</form>', main, re.S)[-1]


def _action(text):
    found = re.search(r'action="([^"]+)"', _form(text).split(">")[0])
    return found.group(1) if found else ""


def _fields(text):
    form = _form(text)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    for name, value in re.findall(r'<button[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)[:1]:
        fields[name] = value
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def _measured(name, url, cookie):
    cold, size = load.once(url, cookie=cookie)
    page = load.measure(url, cookie=cookie, seconds=SECONDS)
    with _bare(size) as bare_url:
        bare = load.measure(bare_url, seconds=SECONDS)
    yield {
        "page": name,
        "bytes": size,
        "first_ms": cold * 1000,
        "requests_a_second": page["requests_a_second"],
        "p50_ms": page["p50_ms"],
        "p95_ms": page["p95_ms"],
        "bare_a_second": bare["requests_a_second"],
        "ratio": page["requests_a_second"] / bare["requests_a_second"],
    }


@contextmanager
def _bare(size):
    port = products.free_port()
    command = (
        f"-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4 "
        "--no-access-log --log-level error tests.bench.bare:application"
    )
    process = subprocess.Popen([sys.executable, *command.split()], env=os.environ | {"BARE_BYTES": str(size)})
    try:
        products.wait_until_answers(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=15)


if __name__ == "__main__":
    main()
