"""Drawing in another process: the same bytes, nobody else waits, and it ends when this one does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from bot.charts import DrawingError, DrawingProcess, draw_png, draw_svg, wire
from tests.charts.conftest import Draw
from tests.conftest import ROOT

GRANT = "hur mycket fick Skåne i sektorsbidrag"
CHANNEL = """
import sys, time
from decimal import Decimal
from bot.charts import *
process = DrawingProcess()
process.start()
process.png({picture})
print("drawn", flush=True)
time.sleep(60)
"""


def test_the_same_picture(draw: Draw) -> None:
    """PNG and SVG are those that this process draws."""
    picture = draw(GRANT)
    with DrawingProcess() as process:
        assert process.png(picture) == draw_png(picture)
        assert process.svg(picture) == draw_svg(picture)


def test_what_is_handed_over_comes_back(draw: Draw) -> None:
    """A picture goes through the pipe unchanged."""
    for question in (GRANT, "hur mycket avviker resultatet från budgeten 2025"):
        picture = draw(question)
        assert wire.requested(wire.request(picture, "svg")) == (picture, "svg")


def test_others_do_not_wait(draw: Draw) -> None:
    """While a picture is drawn there, this process goes on: no pause as long as a drawing."""
    picture = draw(GRANT)
    with DrawingProcess() as process:
        process.png(picture)
        done = threading.Event()
        spent = []

        def work() -> None:
            """Draw some that were not drawn before."""
            for at in range(5):
                start = time.perf_counter()
                process.png(replace(picture, alt=str(at)))
                spent.append(time.perf_counter() - start)
            done.set()

        thread = threading.Thread(target=work)
        thread.start()
        turns = 0
        while not done.is_set():
            time.sleep(0.001)
            turns += 1
        thread.join()
    assert turns > 1000 * sum(spent) / 10


def test_another_is_started_when_it_was_killed(draw: Draw) -> None:
    """A process that dies is replaced, and the picture comes."""
    picture = draw(GRANT)
    with DrawingProcess() as process:
        first = process.png(picture)
        killed = process.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert len(process.png(replace(picture, alt="again"))) > 0
        assert process.png(picture) == first
        assert process.pid != killed


def test_what_cannot_be_drawn_is_said(draw: Draw) -> None:
    """A picture that fails does not take the others with it."""
    picture = draw(GRANT)
    with DrawingProcess() as process:
        with pytest.raises(DrawingError, match="was not drawn"):
            process.png(replace(picture, bars=()))
        assert process.png(picture) == draw_png(picture)


def test_it_is_given_up(draw: Draw) -> None:
    """A picture that takes too long is no picture, and nothing stays behind."""
    with DrawingProcess(patience=0.01) as process, pytest.raises(DrawingError, match="ended"):
        process.png(draw(GRANT))


def test_it_ends_with_the_channel(draw: Draw) -> None:
    """After `kill -9` of the process that started it, it ends by itself: nobody holds standard error any more."""
    code = CHANNEL.format(picture=repr(draw(GRANT)))
    line = [sys.executable, "-c", code]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as channel:
        assert channel.stdout is not None
        assert channel.stdout.readline() == b"drawn\n"
        channel.kill()
        assert channel.communicate(timeout=20) == (b"", b"")
