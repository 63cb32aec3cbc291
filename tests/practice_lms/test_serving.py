"""The practice LMS over real sockets, with browsers that leave in the middle."""

import gc
import socket
import struct
import time

from practice_lms import create_lms
from practice_lms.serving import serve

ASK = b"GET /static/submit.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
RESET = struct.pack("ii", 1, 0)


def test_a_browser_that_leaves_leaves_no_file_open() -> None:
    with serve(create_lms()) as address:
        for _ in range(20):
            port = int(address.url.rpartition(":")[2])
            with socket.create_connection(("127.0.0.1", port)) as browser:
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                browser.sendall(ASK + b"more")
                time.sleep(0.005)
    gc.collect()
