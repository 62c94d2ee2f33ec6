"""The proxy of docker-compose.yml: nginx with the configuration of the repository, its addresses replaced."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from tests.conftest import ROOT

SBIN = "/usr/sbin:/usr/local/sbin"
"""Where Debian puts nginx, which is not on everybody's PATH."""
_NOBODY: Mapping[str, int] = {}


class Proxy:
    """A running nginx."""

    def __init__(self, folder: Path, replicas: Mapping[str, int], telegram: Mapping[str, int] = _NOBODY) -> None:
        """Start it.

        Args:
            folder: for its files.
            replicas: name in the configuration -> port of the process that takes its place.
            telegram: the same for Telegram's webhook.
        """
        program = shutil.which("nginx") or shutil.which("nginx", path=SBIN)
        assert program, "nginx is not installed: apt-get install nginx-light"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self.port = int(taken.getsockname()[1])
        text = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        for name, port in replicas.items():
            text = text.replace(f"server {name}:8000 ", f"server 127.0.0.1:{port} ")
            text = text.replace(f"server {name}:8081 ", f"server 127.0.0.1:{telegram.get(name, 9)} ")
        text = text.replace("listen 8080;", f"listen 127.0.0.1:{self.port};").replace("/tmp/", f"{folder}/")  # noqa: S108
        path = folder / "nginx.conf"
        path.write_text(text, "utf-8")
        # As root, its workers would be nobody, who may not write in a test's folder; in the container there is no root.
        user = " user root;" if os.geteuid() == 0 else ""
        with (folder / "nginx.log").open("wb") as log:
            self._process = subprocess.Popen(
                [program, "-p", str(folder), "-c", str(path), "-e", "stderr", "-g", f"daemon off;{user}"],
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 20
        while True:
            assert self._process.poll() is None, (folder / "nginx.log").read_text("utf-8")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.05)
            else:
                break

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Proxy:
        """It, to be ended at the end of a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(20)
