"""The PostgreSQL that tests borrow is real."""

import psycopg
import pytest


def test_postgres_tells_its_version(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        row = connection.execute("select version()").fetchone()
    assert row is not None
    assert row[0].startswith("PostgreSQL 18.")


def test_postgres_forgets_what_was_rolled_back(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        connection.execute("create temporary table visit (minutes integer not null)")
        connection.execute("insert into visit values (45)")
        connection.commit()
        connection.execute("insert into visit values (90)")
        connection.rollback()
        rows = connection.execute("select minutes from visit").fetchall()
    assert rows == [(45,)]


def test_postgres_keeps_a_constraint(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        connection.execute("create temporary table visit (minutes integer check (minutes > 0))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("insert into visit values (-45)")


def test_postgres_speaks_to_this_machine_alone(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        row = connection.execute("show listen_addresses").fetchone()
    assert row is not None
    assert row[0] in {"", "127.0.0.1"}
