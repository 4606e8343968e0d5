"""Lines of the log as JSON: ids, addresses of routes and counts, never what somebody wrote."""

import logging
import time

from pythonjsonlogger.json import JsonFormatter

FIELDS = ["asctime", "levelname", "name", "message"]
QUIET = ("uvicorn.access", "sqlalchemy.engine", "httpx")
"""Loggers that would tell addresses with what is asked in them, or statements."""


def log_as_json() -> None:
    """Have everything that is logged written as one JSON object a line, on standard error."""
    handler = logging.StreamHandler()
    lines = JsonFormatter(
        FIELDS,
        datefmt="%Y-%m-%dT%H:%M:%SZ",
        rename_fields={"asctime": "at", "levelname": "level"},
    )
    lines.converter = time.gmtime
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
    for name in QUIET:
        logging.getLogger(name).disabled = True
