"""The words of a PDF that the product wrote, so that a test can look for them."""

import re
import zlib


def text_of(data: bytes) -> str:
    """Returns the lines of its pages, one after the other, as far as the built-in fonts have the letters."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    pages = b"\n".join(zlib.decompress(one) for one in packed if one[:1] == b"x")
    lines = re.findall(rb"\(((?:\\.|[^\\()])*)\) Tj", pages, re.DOTALL)
    return re.sub(r"\\(.)", r"\1", " ".join(line.decode("latin-1") for line in lines))
