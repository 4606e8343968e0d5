"""Leases: one worker at a time, the newest attempt alone counts, nothing is begun for ever."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from api.store.jobs import (
    QUEUE,
    State,
    add_job,
    find_job,
    forget_jobs,
    look_at_queue,
    newest_jobs,
    read_answer,
    read_asked,
)
from api.store.leases import (
    Lease,
    LostLeaseError,
    finish_job,
    lease_job,
    release_job,
    renew_lease,
)
from api.store.schema import JOB
from api.store.unit import Store
from tests.api.store.places import AT, LATER, ONE, OTHER

LENGTH = timedelta(seconds=10)
SOON = AT + timedelta(seconds=5)
OVER = AT + LENGTH


def ask(store: Store, asked: object = None) -> str:
    with store.write(ONE, AT) as unit:
        return add_job(unit, "count", asked).id


def lease(store: Store, at: datetime = AT) -> Lease | None:
    return lease_job(store, "hand", ["count"], at, LENGTH)


def test_the_oldest_job_is_leased_to_one_worker_alone(store: Store) -> None:
    with store.write(OTHER, LATER) as unit:
        later = add_job(unit, "count", None).id
    first = ask(store)
    one, two, three = (lease(store, LATER) for _ in range(3))
    assert one is not None
    assert two is not None
    assert (one.id, one.tenant, one.attempt) == (first, 1, 1)
    assert (two.id, two.tenant, two.by) == (later, 2, OTHER.name)
    assert three is None


def test_a_lease_that_is_renewed_does_not_run_out(store: Store) -> None:
    ask(store)
    held = lease(store)
    assert held is not None
    with store.write(ONE, SOON) as unit:
        assert renew_lease(unit, held, LENGTH, {"cost": 5}) is False
    assert lease(store, OVER) is None
    again = lease(store, SOON + LENGTH)
    assert again is not None
    assert (again.id, again.attempt) == (held.id, 2)


def test_an_earlier_attempt_can_neither_renew_nor_end_nor_release(store: Store) -> None:
    ask(store)
    old = lease(store)
    new = lease(store, OVER)
    assert old is not None
    assert new is not None
    with pytest.raises(LostLeaseError), store.write(ONE, OVER) as unit:
        renew_lease(unit, old, LENGTH)
    with pytest.raises(LostLeaseError), store.write(ONE, OVER) as unit:
        finish_job(unit, old, {"by": "old"})
    with pytest.raises(LostLeaseError), store.write(ONE, OVER) as unit:
        release_job(unit, old)
    with store.write(ONE, OVER) as unit:
        finish_job(unit, new, {"by": "new"})
    with pytest.raises(LostLeaseError), store.write(ONE, OVER) as unit:
        finish_job(unit, new, {"by": "twice"})
    with store.read(ONE, OVER) as unit:
        assert read_answer(unit, new.id) == {"by": "new"}


def test_the_fourth_attempt_is_not_begun_and_says_why(store: Store) -> None:
    job = ask(store)
    for number in range(3):
        held = lease(store, AT + number * LENGTH)
        assert held is not None
        assert held.attempt == number + 1
    assert lease(store, AT + 3 * LENGTH) is None
    with store.read(ONE, LATER) as unit:
        found = find_job(unit, job)
    assert found is not None
    assert (found.state, found.reason, found.attempt) == (State.FAILED, "job.given_up", 3)
    assert found.finished == AT + 3 * LENGTH


def test_a_job_given_back_is_taken_up_again_at_once(store: Store) -> None:
    ask(store)
    held = lease(store)
    assert held is not None
    with store.write(ONE, SOON) as unit:
        release_job(unit, held)
    again = lease(store, SOON)
    assert again is not None
    assert again.attempt == 2


def test_only_kinds_that_a_worker_knows_are_leased(store: Store) -> None:
    ask(store)
    assert lease_job(store, "hand", ["other"], AT, LENGTH) is None


def test_what_is_asked_lies_sealed_and_belongs_to_its_provider(store: Store) -> None:
    job = ask(store, {"who": "Mari Maasikas"})
    with store.read(ONE, AT) as unit:
        assert read_asked(unit, job) == {"who": "Mari Maasikas"}
        assert read_answer(unit, job) is None
    with store.read(OTHER, AT) as unit:
        assert (find_job(unit, job), newest_jobs(unit)) == (None, [])
        with pytest.raises(KeyError):
            read_asked(unit, job)
    column = sa.select(JOB.c.asked).where(JOB.c.id == job)
    with store.door() as connection:
        lies = connection.execute(column, execution_options=QUEUE).scalar_one()
    assert b"Maasikas" not in lies


def test_jobs_that_ended_long_ago_are_forgotten(store: Store) -> None:
    old, waiting = ask(store), ask(store)
    held = lease(store)
    assert held is not None
    with store.write(ONE, SOON) as unit:
        finish_job(unit, held)
    with store.write(ONE, LATER) as unit:
        assert forget_jobs(unit, SOON) == 0
        assert forget_jobs(unit, LATER) == 1
        left = [one.id for one in newest_jobs(unit)]
    assert left == [one for one in (old, waiting) if one != held.id]


def test_the_queue_tells_how_long_the_oldest_has_waited(store: Store) -> None:
    assert look_at_queue(store).oldest is None
    ask(store)
    ask(store)
    lease(store)
    queue = look_at_queue(store)
    assert (queue.waiting, queue.running, queue.oldest) == (1, 1, AT)
