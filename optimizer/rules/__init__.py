"""The rules of a roster, in the order in which people read them.

Each rule is one function of one signature per family. None knows who asks, and none
knows whether it is a must or a wish: that stands in the policy.
"""

from optimizer.limit import CountRule, PairRule, RosterRule, StartRule
from optimizer.rules.after_plan import after_plan
from optimizer.rules.breaks import breaks
from optimizer.rules.caseload import caseload
from optimizer.rules.chosen_worker import chosen_worker
from optimizer.rules.client_free import client_free
from optimizer.rules.client_present import client_present
from optimizer.rules.closer_experience import closer_experience
from optimizer.rules.common_language import common_language
from optimizer.rules.competence_level import competence_level
from optimizer.rules.confirmed_worker import confirmed_worker
from optimizer.rules.daily_rest import daily_rest
from optimizer.rules.days_apart import days_apart
from optimizer.rules.euros_left import euros_left
from optimizer.rules.even_load import even_load
from optimizer.rules.first_meeting_in_time import first_meeting_in_time
from optimizer.rules.full_team import full_team
from optimizer.rules.gender_asked import gender_asked
from optimizer.rules.group_size import group_size
from optimizer.rules.guaranteed_minutes import guaranteed_minutes
from optimizer.rules.interpreter import interpreter
from optimizer.rules.interpreter_minutes import interpreter_minutes
from optimizer.rules.language_level import language_level
from optimizer.rules.liked_time import liked_time
from optimizer.rules.most_supporters import most_supporters
from optimizer.rules.no_included_component import no_included_component
from optimizer.rules.no_parallel_service import no_parallel_service
from optimizer.rules.not_excluded import not_excluded
from optimizer.rules.not_refused import not_refused
from optimizer.rules.one_a_day import one_a_day
from optimizer.rules.one_supporter import one_supporter
from optimizer.rules.overtime import overtime
from optimizer.rules.pinned_start import pinned_start
from optimizer.rules.pinned_worker import pinned_worker
from optimizer.rules.public_holiday import public_holiday
from optimizer.rules.published_time import published_time
from optimizer.rules.published_worker import published_worker
from optimizer.rules.reachable import reachable
from optimizer.rules.role_fits import role_fits
from optimizer.rules.served_once import served_once
from optimizer.rules.shared_experience import shared_experience
from optimizer.rules.shift import shift
from optimizer.rules.start_allowed import start_allowed
from optimizer.rules.trained import trained
from optimizer.rules.travel import travel
from optimizer.rules.units_left import units_left
from optimizer.rules.usual_worker import usual_worker
from optimizer.rules.volunteer_unbilled import volunteer_unbilled
from optimizer.rules.wanted_meeting import wanted_meeting
from optimizer.rules.weekly_rest import weekly_rest
from optimizer.rules.within_referral import within_referral
from optimizer.rules.worker_day_minutes import worker_day_minutes
from optimizer.rules.worker_days import worker_days
from optimizer.rules.worker_free import worker_free
from optimizer.rules.worker_present import worker_present
from optimizer.rules.worker_week_minutes import worker_week_minutes

START_RULES: tuple[StartRule, ...] = (
    start_allowed,
    pinned_start,
    within_referral,
    client_present,
    group_size,
    no_parallel_service,
    after_plan,
    public_holiday,
    first_meeting_in_time,
    liked_time,
    published_time,
)
"""Of a need and its start."""

PAIR_RULES: tuple[PairRule, ...] = (
    role_fits,
    volunteer_unbilled,
    pinned_worker,
    chosen_worker,
    trained,
    competence_level,
    shared_experience,
    common_language,
    not_refused,
    not_excluded,
    gender_asked,
    worker_present,
    reachable,
    usual_worker,
    confirmed_worker,
    closer_experience,
    language_level,
    interpreter,
    published_worker,
)
"""Of a seat and a worker."""

COUNT_RULES: tuple[CountRule, ...] = (
    units_left,
    euros_left,
    one_a_day,
    days_apart,
    no_included_component,
    worker_day_minutes,
    worker_week_minutes,
    overtime,
    even_load,
    guaranteed_minutes,
    worker_days,
    caseload,
    one_supporter,
    most_supporters,
    interpreter_minutes,
)
"""Of sums."""

ROSTER_RULES: tuple[RosterRule, ...] = (
    wanted_meeting,
    served_once,
    full_team,
    shift,
    worker_free,
    client_free,
    breaks,
    daily_rest,
    weekly_rest,
    travel,
)
"""Of whole rosters, and of the order within a worker's day: native to the engines."""

RULES = (*START_RULES, *PAIR_RULES, *COUNT_RULES, *ROSTER_RULES)
"""Every rule of the house."""

ALWAYS_PRICED = ("wanted_meeting", "guaranteed_minutes", "travel")
"""Wishes that no roster can be sure to meet in full: a policy must name their price."""

NEVER_PRICED = (
    *("start_allowed", "pinned_start", "trained", "competence_level", "worker_present"),
    *("served_once", "full_team", "shift", "worker_free", "client_free"),
    *("breaks", "daily_rest", "weekly_rest"),
)
"""Musts that the engines keep by construction, or day by day: a policy may not price them."""
