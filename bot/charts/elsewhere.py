"""Drawing in a process of its own, for channels that many people wait for.

vl-convert keeps Python's global lock while it draws, so that a thread of its own keeps everybody waiting all the same.
Here the calling thread alone waits, for a pipe.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.charts import wire
from bot.charts.drawing import Kept
from bot.charts.picture import Picture

PATIENCE = 20.0
"""Seconds after which a picture is given up and the process that draws it is ended."""


class DrawingError(RuntimeError):
    """A picture could not be drawn."""

    def __init__(self, cause: str = "the process that draws ended") -> None:
        """Say why."""
        super().__init__(f"the picture was not drawn: {cause}")


class DrawingProcess:
    """A process that draws. Safe to use from several threads: pictures are drawn one after the other."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """Not started before `start` or the first picture; `patience` is in seconds."""
        self._patience = patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pngs: Kept[bytes] = Kept()
        self._svgs: Kept[bytes] = Kept()

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The id of the process; None where none was started or it was ended."""
        process = self._process
        return None if process is None else process.pid

    def start(self) -> None:
        """Let it warm up, without waiting for it."""
        with self._lock:
            self._running()

    def close(self) -> None:
        """End it; a later picture starts another."""
        with self._lock:
            self._end()

    def png(self, picture: Picture) -> bytes:
        """A picture as PNG, from those drawn before or drawn now.

        Args:
            picture: what is to be seen.

        Returns:
            The bytes of a file 1080 px wide; DrawingError is raised where it cannot be drawn.
        """
        return self._pngs.of(picture, lambda wanted: self._drawn(wanted, "png"))

    def svg(self, picture: Picture) -> str:
        """A picture as SVG, from those drawn before or drawn now; DrawingError is raised where it cannot be drawn."""
        return self._svgs.of(picture, lambda wanted: self._drawn(wanted, "svg")).decode()

    def _drawn(self, picture: Picture, form: str) -> bytes:
        """Let it be drawn; a process that has ended meanwhile is replaced once."""
        wish = wire.request(picture, form)
        with self._lock:
            came = self._exchange(wish) or self._exchange(wish)
        if came is None:
            raise DrawingError
        kind, content = came
        if kind != wire.DRAWN:
            raise DrawingError(content.decode(errors="replace"))
        return content

    def _exchange(self, wish: bytes) -> tuple[bytes, bytes] | None:
        """Hand over a wish and wait for what it comes to; None where the process ended or took too long."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            return None
        impatient = threading.Timer(self._patience, process.kill)
        impatient.daemon = True
        impatient.start()
        try:
            process.stdin.write(wish)
            process.stdin.flush()
            came = wire.answered(process.stdout)
        except OSError:
            came = None
        finally:
            impatient.cancel()
        if came is None:
            self._end()
        return came

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started where it is not running."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            above = str(Path(__file__).parents[2])
            paths = os.pathsep.join(filter(None, (above, os.environ.get("PYTHONPATH", ""))))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.charts"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths},
                start_new_session=True,  # Ctrl-C in the terminal is for the channel, which ends this one
            )
        return self._process

    def _end(self) -> None:
        """End the process and wait for that."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # what was not yet read by a process that is gone
        process.wait()
