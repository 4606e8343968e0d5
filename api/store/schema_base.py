"""What every table of the database is made with: names of indexes and keys, whose a row is."""

import sqlalchemy as sa

from api.store.forms import ID_LENGTH

META = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
HASH = sa.String(64)
NAME = sa.String(ID_LENGTH)


def tenant_column(*, key: bool = True) -> sa.Column[int]:
    """The number of the provider to whom a row belongs."""
    return sa.Column("tenant", sa.ForeignKey("provider.id"), primary_key=key, nullable=False)
