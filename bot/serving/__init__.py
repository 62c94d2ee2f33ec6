"""One ASGI app for everything that is reached over HTTP, and the tasks of the channels that listen by themselves."""
