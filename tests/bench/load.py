"""A bounded load on a server of this machine, from processes of its own."""

import http.client
import multiprocessing
import time
from urllib.parse import urlsplit


def measure(url, *, cookie="", seconds, connections=4):
    """Returns requests a second, p50 and p95 in milliseconds, and the bytes of one answer.

    Keeps `connections` connections busy for `seconds`. Raises RuntimeError on any answer but 200.
    """
    with multiprocessing.Pool(connections) as pool:
        runs = pool.starmap(_keep_busy, [(url, cookie, seconds)] * connections)
    times = sorted(one for run, _size in runs for one in run)
    return {
        "requests_a_second": len(times) / seconds,
        "p50_ms": times[len(times) // 2] * 1000,
        "p95_ms": times[int(len(times) * 0.95)] * 1000,
        "bytes": runs[0][1],
    }


def once(url, *, cookie=""):
    """Returns the seconds and the bytes of one request."""
    run, size = _keep_busy(url, cookie, 0)
    return run[0], size


def _keep_busy(url, cookie, seconds):
    parts = urlsplit(url)
    if parts.hostname not in ("127.0.0.1", "localhost") and not parts.hostname.endswith(".localhost"):
        raise ValueError(f"{parts.hostname} is not this machine.")
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=30)
    headers = {"Host": parts.netloc, "Cookie": cookie, "Accept-Encoding": "identity"}
    times, size, end = [], 0, time.perf_counter() + seconds
    while True:
        begun = time.perf_counter()
        connection.request("GET", parts.path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        times.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise RuntimeError(f"{url} answers {answer.status}")
        if time.perf_counter() >= end:
            connection.close()
            return times, size
