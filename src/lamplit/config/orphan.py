"""Sees that a worker never outlives its server: left alone it would keep the port and half of the visitors."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1


def follow_server() -> None:
    """End this worker when the server that started it ends, however it ends; without a server do nothing."""
    server = int(os.environ.get("LAMPLIT_SERVER", "0"))
    if not server or server == os.getpid():
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(server,), daemon=True).start()
    if os.getppid() != server:  # it ended in between
        os._exit(1)


def _watch(server: int) -> None:
    """Look once a second whether the server is still there."""
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)
