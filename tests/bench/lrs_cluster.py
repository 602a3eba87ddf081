"""A PostgreSQL cluster of the benchmark's own, that it may kill: never the one that others use."""

import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.journeys.product import free_port


@contextmanager
def cluster():
    """Yields a Cluster in the folder LRS_SOAK_PG names, or None where none is wanted."""
    folder = os.environ.get("LRS_SOAK_PG")
    if not folder:
        yield None
        return
    found = Cluster(Path(folder))
    try:
        yield found
    finally:
        found.stop()


class Cluster:
    """One server with one database; it is run by the user postgres where this process is root's."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.bin = _binaries()
        folder.mkdir(parents=True)
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(folder, self.user)
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "bench")
        self.start()
        with psycopg.connect(self.url.removesuffix("bench") + "postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")

    @property
    def url(self):
        """Returns the address for DATABASE_URL."""
        return f"postgres://bench@127.0.0.1:{self.port}/bench"

    def start(self):
        """Starts the server and waits until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-o", options, "start")

    def restart(self):
        """Ends all processes of the server at once, without a checkpoint, and starts it anew: it recovers."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        self.start()

    def stop(self):
        """Stops the server and removes its folder."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, name, *args):
        command = [str(self.bin / name), *args]
        user = self.user if os.getuid() == 0 else None
        subprocess.run(command, check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


def _binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if shutil.which("pg_ctl"):
        found.append(Path(shutil.which("pg_ctl")).parent)
    if not found:
        raise RuntimeError("initdb is missing: install PostgreSQL's server.")
    return found[-1]
