"""What an operator sets, each by an environment variable ``TUGIPLAAN_…``.

The table of them in ``docs/how-to/run-a-server.md`` is checked against this file.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the data lies, who may come in from where, and how much work may take."""

    model_config = SettingsConfigDict(env_prefix="TUGIPLAAN_", extra="forbid", frozen=True)

    database_url: str = Field(
        default="sqlite:///tugiplaan.db",
        description="Address of the database: sqlite:///file or postgresql://user@host/name",
    )
    key_file: Path = Field(
        default=Path("tugiplaan.key"),
        description="File with the master key (64 hexadecimal digits), readable by its owner alone",
    )
