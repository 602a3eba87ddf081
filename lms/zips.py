"""Zip files from outside: what reading a broken one raises."""

import lzma
import zipfile
import zlib

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,  # a packing or a version that Python does not know
    RuntimeError,  # a password
    EOFError,
    OSError,
    ValueError,
)
