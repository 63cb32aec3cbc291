"""How ``gunicorn wsgi:app`` serves. Command-line options and GUNICORN_CMD_ARGS win over these."""

import os

# A request waits for the database more than it computes, so threads share each process. There are
# many because browsers open connections before they have anything to ask, and each keeps a thread
# for five seconds: with four of them, eight such connections held up everybody for as long.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 32

# The application is read once, before the workers part: a quicker start, and a wrong setting stops
# the server with its one sentence. Nothing may connect to the database while it is read.
preload_app = True

# Without a proxy in front, one worker collects all the open connections while the others idle:
# throughput halved when measured. Behind a proxy that keeps connections open, set --keep-alive 5.
keepalive = 0

# The longest launch waits twice for a platform's time-outs; after that, something hangs.
timeout = 60
graceful_timeout = 10

# A control socket in the home directory is one more door, and two installations would share it.
control_socket_disable = True

# No header of a proxy's is believed: the address is a setting, and SCRIPT_NAME would move pages.
forwarder_headers = ""
forwarded_allow_ips = ""
