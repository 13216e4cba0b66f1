"""How gunicorn serves the portal behind the council's own proxy."""

import multiprocessing
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() + 1))
worker_class = "gthread"
threads = 4
preload_app = False  # each worker opens its own database connections and reads its own keys

timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500

limit_request_line = 8190  # an address of 5,000 digits is answered by the portal's own page
limit_request_fields = 60
limit_request_field_size = 8190

# Which forwarded headers are believed is decided once, by PORTAL_PROXIES inside the portal.
forwarded_allow_ips = ""
control_socket_disable = True
umask = 0o077

# Paths without query strings, and nobody's address.
accesslog = os.environ.get("ACCESS_LOG")
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"
errorlog = "-"
