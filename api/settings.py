"""What an operator sets, each by an environment variable ``TUGIPLAAN_…``.

The table of them in ``docs/how-to/run-a-server.md`` is checked against this file.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
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
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Address by which people and programs reach the house, without a path",
    )
    second_factor: Literal["strong", "changing", "everybody"] = Field(
        default="strong",
        description="Who is asked for a second factor: strong: administrators and finance; "
        "changing: also coordinators and planners; everybody (OWASP ASVS, level 2)",
    )
    calendar_addresses: Literal["secret", "password"] = Field(
        default="secret",
        description="How calendars of workers are read: secret: by an address that is the secret; "
        "password: by one that tells nothing, with the secret as its password",
    )
    own_network: bool = Field(
        default=False,
        description="Whether the database on another machine is reached over a network of its own, "
        "where nobody else listens: then no TLS is asked for",
    )
    requests_a_minute: int = Field(
        default=600, ge=1, description="Requests of one caller in a minute; of one address twice"
    )
    requests_at_once: int = Field(
        default=120, ge=1, description="Requests of one caller in one go; of one address twice"
    )
    upload_megabytes: int = Field(
        default=20, ge=1, le=400, description="Largest workbook that is handed in"
    )
    metrics_token: SecretStr | None = Field(
        default=None,
        description="Token for /metrics; without one it is read from this machine alone",
    )
    free_megabytes: int = Field(
        default=500, ge=0, description="Room on the disk below which the house is not ready"
    )
    executor: str = Field(
        default="processes:1",
        description="Where long work is done: processes:N on this machine, or dask://host:port "
        "for scenarios, large months and large weeks",
    )
    job_megabytes: int = Field(
        default=6144, ge=1024, description="Address space that one job may take"
    )
    lease_seconds: int = Field(
        default=15,
        ge=3,
        description="Silence of a worker after which its jobs are given to another",
    )
    oidc_issuer: str = Field(
        default="",
        description="Address of the service through which people may sign in, as it names itself "
        "(TARA: https://tara.ria.ee); empty: by password alone",
    )
    oidc_client_id: str = Field(default="", description="Name under which it knows this house")
    oidc_secret_file: Path | None = Field(
        default=None, description="File with the secret that goes with that name"
    )
    oidc_scopes: str = Field(
        default="openid", description="What is asked of it (TARA: openid idcard mid smartid)"
    )
    oidc_rsa_bits: int = Field(
        default=3072,
        ge=2048,
        description="Shortest RSA key by which it may sign who somebody is; below 3,072 bits it is "
        "weaker than all else here",
    )
    oidc_strong: str = Field(
        default="substantial high",
        description="Levels (acr) beside which no second factor of the house is asked for",
    )
