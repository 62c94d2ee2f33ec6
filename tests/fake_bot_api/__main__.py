"""Serve until interrupted: `python -m tests.fake_bot_api [--port N]`. The first line says where, in JSON."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading

from tests.fake_bot_api.server import FakeBotApi


def main() -> None:
    """Serve, and say where."""
    parser = argparse.ArgumentParser(prog="python -m tests.fake_bot_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="on which port of 127.0.0.1 (any free one)")
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with FakeBotApi(port=parser.parse_args().port) as telegram:
        where = {name: getattr(telegram, name) for name in ("base_url", "base_file_url", "control_url", "token")}
        sys.stdout.write(json.dumps(where) + "\n")
        sys.stdout.flush()
        ended.wait()


if __name__ == "__main__":
    main()
