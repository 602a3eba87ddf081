"""Looks at the machine before anything is set up, and says in one line what to do."""

import shutil
import socket

NEEDED_MEGABYTES = 300


class NotReady(Exception):
    """The machine cannot run the demo as it is; the text says what to do."""


def look(*, folder, port):
    """Raises NotReady when the disk is nearly full or the port is taken.

    A folder that cannot be written is told by the settings, before this runs.
    """
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise NotReady(
            f"The disk that holds {folder} has {free} MB left and the demo needs {NEEDED_MEGABYTES} MB. "
            "Free some space, or set DATA_DIR to a folder on another disk."
        )
    if not 0 < port < 65536:
        raise NotReady(f"{port} is no port. Choose one from 1024 to 65535, such as PORT=8080.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise NotReady(
                f"Port {port} needs more rights. Choose one from 1024 up: make demo PORT=8080"
            ) from error
        except OSError as error:
            raise NotReady(f"Port {port} is taken. Choose another one: make demo PORT={port + 1}") from error
