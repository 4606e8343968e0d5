"""The oracle against figures worked out by hand: a seat and a worker."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.people import (
    Absence,
    Cefr,
    Contract,
    Gender,
    Level,
    LivedExperience,
    Role,
    Speaks,
    Training,
)
from domain.session import Asked
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    MONDAY,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
)
from tests.oracle import judge

POLICY = default_policy()
TWO = ("c1", "c2")
NEXT_DAY = MONDAY + timedelta(days=1)
DAY_BEFORE = MONDAY - timedelta(days=1)


def missed_by(
    rule: str,
    *,
    worker: dict[str, Any] | None = None,
    clients: tuple[dict[str, Any], ...] = ({},),
    seat: dict[str, Any] | None = None,
    need: dict[str, Any] | None = None,
    **changes: Any,
) -> int:
    """Units that one worker on one seat misses; clients are ``c1``, ``c2`` ..."""
    people = tuple(a_client(f"c{i + 1}", **c) for i, c in enumerate(clients))
    wanted = a_need(
        **{"clients": tuple(c.id for c in people), "seats": (a_seat(**seat or {}),)} | (need or {})
    )
    record = {"workers": (a_worker(**worker or {}),), "clients": people, "needs": (wanted,)}
    return judge(a_problem(**(record | changes)), POLICY, [a_meeting()]).missed[rule]


def test_a_worker_has_one_of_the_roles_of_the_seat() -> None:
    helper = frozenset({Role.SUPPORT_PERSON})
    assert missed_by("role_fits", worker={"roles": helper}) == 1
    both = frozenset({Role.SUPPORT_PERSON, Role.PEER_COUNSELLOR})
    assert missed_by("role_fits", worker={"roles": both}) == 0


def test_a_volunteer_takes_no_billed_seat() -> None:
    volunteer = {"contract": Contract.VOLUNTEER}
    assert missed_by("volunteer_unbilled", worker=volunteer) == 1
    assert missed_by("volunteer_unbilled", worker=volunteer, seat={"paid": False}) == 0
    assert missed_by("volunteer_unbilled", worker={"contract": Contract.MANDATE}) == 0


@pytest.mark.parametrize(
    ("trainings", "trained", "level"),
    [
        ((), 1, 0),
        ((Training("peer", Level.INDEPENDENT, MONDAY, MONDAY),), 0, 0),
        ((Training("peer", Level.INDEPENDENT, NEXT_DAY),), 1, 0),
        ((Training("peer", Level.INDEPENDENT, DAY_BEFORE, DAY_BEFORE),), 1, 0),
        ((Training("support", Level.GROUPS, DAY_BEFORE),), 1, 0),
        ((Training("peer", Level.SHORT, DAY_BEFORE),), 0, 1),
        # The higher level has lapsed: the lower one alone counts.
        (
            (
                Training("peer", Level.GROUPS, DAY_BEFORE, DAY_BEFORE),
                Training("peer", Level.SHORT, MONDAY),
            ),
            0,
            1,
        ),
        (
            (Training("peer", Level.BESIDE, MONDAY), Training("peer", Level.GROUPS, MONDAY)),
            0,
            0,
        ),
    ],
)
def test_a_training_holds_on_the_day_and_its_level_is_enough(
    trainings: tuple[Training, ...], trained: int, level: int
) -> None:
    worker = {"trainings": trainings}
    assert missed_by("trained", worker=worker) == trained
    assert missed_by("competence_level", worker=worker) == level
    assert missed_by("trained", worker=worker, seat={"subject": None}) == 0
    assert missed_by("competence_level", worker=worker, seat={"level": None}) == 0


OWN = LivedExperience("depression")
OWN_SEVERE = LivedExperience("depression", severe=True)
FAMILY = LivedExperience("depression", family=True)
FAMILY_SEVERE = LivedExperience("depression", family=True, severe=True)


@pytest.mark.parametrize(
    ("asked", "shared"),
    [
        (Asked.NOBODYS, (0, 0, 0, 0)),
        (Asked.OWN, (0, 0, 1, 1)),
        (Asked.OWN_SEVERE, (1, 0, 1, 1)),
        (Asked.FAMILY, (0, 0, 0, 0)),
        (Asked.FAMILY_SEVERE, (1, 0, 1, 0)),
    ],
)
def test_a_seat_says_whose_experience_counts(asked: Asked, shared: tuple[int, ...]) -> None:
    for lived, missed in zip((OWN, OWN_SEVERE, FAMILY, FAMILY_SEVERE), shared, strict=True):
        worker = {"experiences": (lived,)}
        assert missed_by("shared_experience", worker=worker, seat={"experience": asked}) == missed


# bipolar is of the kind of depression; wheelchair and stroke are of another kind.
@pytest.mark.parametrize(
    ("themes", "shared", "closer"),
    [
        (({"depression"},), 0, 0),
        (({"bipolar"},), 0, 1),
        (({"wheelchair"},), 1, 0),
        (({"wheelchair", "bipolar"},), 0, 1),
        (({"depression", "bipolar"},), 0, 0),
        ((set(),), 1, 0),
        ((set(), set()), 1, 0),
        (({"depression"}, set()), 0, 0),
        (({"wheelchair"}, {"stroke"}), 2, 0),
        (({"bipolar"}, {"stroke"}, {"bipolar"}), 1, 2),
    ],
)
def test_experience_is_shared_by_kind_and_closer_by_theme(
    themes: tuple[set[str], ...], shared: int, closer: int
) -> None:
    clients = tuple({"themes": frozenset(t)} for t in themes)
    assert missed_by("shared_experience", clients=clients) == shared
    assert missed_by("closer_experience", clients=clients) == closer
    nobodys = {"experience": Asked.NOBODYS}
    assert missed_by("closer_experience", clients=clients, seat=nobodys) == 0


ET, RU, UK = {"languages": ("et",)}, {"languages": ("ru", "et")}, {"languages": ("uk",)}
UK_HELPED = {"languages": ("uk",), "interpreter": True}


@pytest.mark.parametrize(
    ("level", "clients", "minutes", "common", "needed", "low"),
    [
        # Et at C1 is good, at B2 common but not good, at A2 not common at all.
        (Cefr.C1, (ET,), {}, 0, 0, 0),
        (Cefr.B2, (ET,), {}, 0, 0, 1),
        (Cefr.B1, (ET, RU), {}, 0, 0, 1),
        (Cefr.A2, (ET, RU), {}, 2, 1, 0),
        (Cefr.C1, (UK,), {"uk": 600}, 1, 1, 0),
        (Cefr.C1, (UK_HELPED,), {"uk": 600}, 0, 1, 0),
        (Cefr.C1, (UK_HELPED,), {"uk": 0}, 1, 1, 0),
        (Cefr.C1, (UK_HELPED,), {"ru": 600}, 1, 1, 0),
        (Cefr.B2, (ET, UK_HELPED, UK), {"uk": 600}, 1, 1, 0),
    ],
)
def test_a_language_is_common_good_or_interpreted(
    level: Cefr,
    clients: tuple[dict[str, Any], ...],
    minutes: dict[str, int],
    common: int,
    needed: int,
    low: int,
) -> None:
    worker = {"languages": (Speaks("et", level), Speaks("fi", Cefr.C2))}
    given: dict[str, Any] = {"worker": worker, "clients": clients, "interpreter_minutes": minutes}
    assert missed_by("common_language", **given) == common
    assert missed_by("interpreter", **given) == needed
    assert missed_by("language_level", **given) == low
    silent = {"talks": False}
    assert missed_by("common_language", seat=silent, **given) == 0
    assert missed_by("interpreter", seat=silent, **given) == 0
    assert missed_by("language_level", seat=silent, **given) == 0


@pytest.mark.parametrize(
    ("level", "common", "low"), [(Cefr.C1, 0, 0), (Cefr.B1, 0, 1), (Cefr.A1, 1, 1)]
)
def test_a_group_speaks_its_own_language_and_has_no_interpreter(
    level: Cefr, common: int, low: int
) -> None:
    given: dict[str, Any] = {
        "worker": {"languages": (Speaks("ru", level), Speaks("et", Cefr.C2))},
        "clients": (UK_HELPED, ET),
        "need": {"group": "g", "language": "ru", "smallest": 2},
        "interpreter_minutes": {"uk": 600},
    }
    assert missed_by("common_language", **given) == common
    assert missed_by("language_level", **given) == low
    assert missed_by("interpreter", **given) == 0
    assert missed_by("interpreter_minutes", **given) == 0


def test_a_place_is_within_reach_or_remote() -> None:
    assert missed_by("reachable", need={"place": "near"}, worker={"reach_minutes": 10}) == 0
    assert missed_by("reachable", need={"place": "near"}, worker={"reach_minutes": 9}) == 1
    assert missed_by("reachable", need={"place": "island"}) == 1
    assert missed_by("reachable", need={"place": None}, worker={"reach_minutes": 0}) == 0


def test_refusals_and_exclusions_count_clients() -> None:
    refusing = {"refused": frozenset({"w1", "w9"})}
    assert missed_by("not_refused", clients=(refusing, {}, refusing)) == 2
    assert missed_by("not_refused") == 0
    kept_away = {"excluded": frozenset({"c2", "c9"})}
    assert missed_by("not_excluded", clients=({}, {}), worker=kept_away) == 1
    assert missed_by("not_excluded", worker=kept_away) == 0


def test_a_client_gets_the_worker_chosen_on_the_lead_seat() -> None:
    workers = (a_worker("w1"), a_worker("w2"), a_worker("w3", roles=frozenset({Role.MENTOR})))
    other, same, unfit = {"chosen": "w2"}, {"chosen": "w1"}, {"chosen": "w3"}
    assert missed_by("chosen_worker", clients=(other, same), workers=workers) == 1
    assert missed_by("chosen_worker", clients=(other, other), workers=workers) == 2
    assert missed_by("chosen_worker", clients=(unfit,), workers=workers) == 0
    group = {"group": "g", "smallest": 1}
    assert missed_by("chosen_worker", clients=(other,), need=group, workers=workers) == 0


def test_a_second_seat_is_nobodys_choice_habit_or_acquaintance() -> None:
    client = a_client(chosen="w1", confirmed=frozenset({"w1"}))
    problem = a_problem(
        workers=(a_worker("w1"), a_worker("w2")),
        clients=(client,),
        needs=(a_need(seats=(a_seat(), a_seat())),),
        usual={("c1", "peer"): ("w1",)},
    )
    rules = ("chosen_worker", "usual_worker", "confirmed_worker")
    lead = judge(problem, POLICY, [a_meeting(workers=["w1", "w2"])]).missed
    assert [lead[rule] for rule in rules] == [0, 0, 0]
    second = judge(problem, POLICY, [a_meeting(workers=["w2", "w1"])]).missed
    assert [second[rule] for rule in rules] == [1, 1, 1]


def test_every_wish_for_a_gender_is_counted() -> None:
    man = {"asks_gender": Gender.MALE}
    assert missed_by("gender_asked", clients=(man,)) == 1
    assert missed_by("gender_asked", clients=(man, man), need={"gender": Gender.MALE}) == 3
    of_group = {"gender": Gender.MALE, "group": "g", "smallest": 1}
    assert missed_by("gender_asked", clients=(man, man), need=of_group) == 1
    assert missed_by("gender_asked", clients=({"asks_gender": Gender.FEMALE},)) == 0


def test_a_worker_who_is_away_cannot_come() -> None:
    assert missed_by("worker_present", absences=(Absence("w1", DAY_BEFORE, MONDAY),)) == 1
    assert missed_by("worker_present", absences=(Absence("w1", NEXT_DAY, NEXT_DAY),)) == 0


def test_a_pinned_seat_has_the_pinned_worker() -> None:
    workers = (a_worker("w1"), a_worker("w2"))
    for pins, missed in (((), 0), ((None,), 0), (("w1",), 0), (("w2",), 1)):
        need = {"pinned_workers": pins}
        assert missed_by("pinned_worker", need=need, workers=workers) == missed


def test_a_usual_worker_came_last_week() -> None:
    workers = (a_worker("w1"), a_worker("w2"))

    def missed(usual: Mapping[tuple[str, str], tuple[str, ...]], **changes: Any) -> int:
        return missed_by("usual_worker", workers=workers, usual=usual, **changes)

    assert missed({("c1", "peer"): ("w2", "w1")}) == 0
    assert missed({("c1", "peer"): ("w2",)}) == 1
    assert missed({("c1", "peer"): ("who has left",)}) == 0
    assert missed({("c1", "peer"): ()}) == 0
    assert missed({("c1", "support"): ("w2",)}) == 0
    usual = {("g", "peer"): ("w2",), ("c1", "peer"): ("w1",)}
    assert missed(usual, need={"group": "g", "smallest": 1}) == 1
    assert missed(usual) == 0


def test_a_confirmed_worker_is_one_whose_roles_fit() -> None:
    workers = (a_worker("w1"), a_worker("w2"), a_worker("w3", roles=frozenset({Role.MENTOR})))
    for known, missed in (((), 0), (("w2",), 1), (("w1", "w2"), 0), (("w3",), 0), (("w9",), 0)):
        client = {"confirmed": frozenset(known)}
        assert missed_by("confirmed_worker", clients=(client,), workers=workers) == missed
        group = {"group": "g", "smallest": 1}
        assert missed_by("confirmed_worker", clients=(client,), need=group, workers=workers) == 0


def test_published_seats_keep_their_workers() -> None:
    workers = (a_worker("w1"), a_worker("w2"), a_worker("w3"))
    problem = a_problem(
        workers=workers,
        needs=(a_need(seats=(a_seat(), a_seat())),),
        published={"n1": a_meeting(workers=["w1", "w2"])},
    )
    for team, missed in ((("w1", "w2"), 0), (("w1", "w3"), 1), (("w2", "w1"), 2)):
        verdict = judge(problem, POLICY, [a_meeting(workers=team)])
        assert verdict.missed["published_worker"] == missed
    alone = replace(problem, published={"n1": a_meeting(workers=["w1"])})
    verdict = judge(alone, POLICY, [a_meeting(workers=["w1", "w2"])])
    assert verdict.missed["published_worker"] == 0
