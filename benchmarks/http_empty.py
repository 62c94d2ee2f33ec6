"""An empty JSON endpoint in the framework and server of the service; `python -m benchmarks.http_empty` serves it."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def empty() -> dict[str, str]:
    """Nothing."""
    return {}


def main() -> None:
    """Serve it at a free port as `siffersvar serve` does, and print the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    main()
