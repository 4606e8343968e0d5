"""Asking for scenarios to be played, so that whoever looks at them sees how far it is."""

from api.jobs.kinds import ask_for
from api.jobs.play_scenario import PLAY_SCENARIO, ScenariosAsked
from api.store.jobs import Job
from api.store.scenarios import remember_job
from api.store.unit import Unit


def ask_to_play(unit: Unit, asked: ScenariosAsked) -> Job:
    """Put the playing of scenarios into the queue; it is noted with the first of them."""
    job = ask_for(unit, PLAY_SCENARIO, asked)
    remember_job(unit, asked.ids[0], job.id)
    return job
