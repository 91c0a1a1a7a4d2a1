"""A server of ours in a thread, for clients that speak real HTTP, and waiting for conditions."""

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn

PATIENCE = 60.0


def wait_until(met, what):
    """Wait until a condition is met; fail with what was waited for when it never is."""
    deadline = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < deadline, f"waited {PATIENCE:g} s in vain for {what}"
        time.sleep(0.01)


@contextmanager
def running(app):
    """Serve an application on a port of its own and give its address."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started or not thread.is_alive(), "the server to start")
    assert server.started, "the server ended instead of starting"
    try:
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
