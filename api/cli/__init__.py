"""The command line: ``tugiplaan`` and what its commands print."""

from api.cli.main import main

__all__ = ["main"]
