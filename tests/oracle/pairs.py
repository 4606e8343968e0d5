"""What the oracle says of a seat and the worker on it."""

from collections.abc import Callable

from domain.people import Client, Contract, LivedExperience, Training, Worker
from domain.session import Asked, Seat
from domain.themes import kind_of
from tests.oracle.look import Chair, Look


def fits(worker: Worker, seat: Seat) -> bool:
    """Whether a worker has one of the roles of a seat."""
    return any(role in seat.roles for role in worker.roles)


def role_fits(_look: Look, chair: Chair) -> int:
    return 0 if fits(chair.worker, chair.seat) else 1


def volunteer_unbilled(_look: Look, chair: Chair) -> int:
    return 1 if chair.seat.paid and chair.worker.contract == Contract.VOLUNTEER else 0


def _holding(chair: Chair) -> list[Training]:
    return [
        t
        for t in chair.worker.trainings
        if t.subject == chair.seat.subject
        and t.since <= chair.day
        and (t.until is None or chair.day <= t.until)
    ]


def trained(_look: Look, chair: Chair) -> int:
    return 1 if chair.seat.subject is not None and not _holding(chair) else 0


def competence_level(_look: Look, chair: Chair) -> int:
    asked, holding = chair.seat.level, _holding(chair)
    if asked is None or chair.seat.subject is None or not holding:
        return 0
    return 1 if max(t.level for t in holding) < asked else 0


def _counting(chair: Chair) -> list[LivedExperience]:
    """The experiences that the seat lets count."""
    asked = chair.seat.experience
    if asked == Asked.NOBODYS:
        return []
    found = list(chair.worker.experiences)
    if asked in (Asked.OWN, Asked.OWN_SEVERE):
        found = [e for e in found if not e.family]
    if asked in (Asked.OWN_SEVERE, Asked.FAMILY_SEVERE):
        found = [e for e in found if e.severe]
    return found


def _is_of_kind(chair: Chair, client: Client) -> bool:
    kinds = {kind_of(theme) for theme in client.themes}
    return any(kind_of(e.theme) in kinds for e in _counting(chair))


def _is_of_theme(chair: Chair, client: Client) -> bool:
    return any(e.theme in client.themes for e in _counting(chair))


def shared_experience(_look: Look, chair: Chair) -> int:
    if chair.seat.experience == Asked.NOBODYS:
        return 0
    with_theme = [c for c in chair.clients if c.themes]
    if not with_theme:
        return 1
    return len([c for c in with_theme if not _is_of_kind(chair, c)])


def closer_experience(_look: Look, chair: Chair) -> int:
    by_kind = [c for c in chair.clients if c.themes and _is_of_kind(chair, c)]
    return len([c for c in by_kind if not _is_of_theme(chair, c)])


def command(worker: Worker, languages: tuple[str, ...]) -> int:
    """The worker's best command of any of some languages, 0 where there is none."""
    return max((int(s.level) for s in worker.languages if s.language in languages), default=0)


def _understood(chair: Chair, client: Client) -> tuple[str, ...]:
    return client.languages if chair.need.language is None else (chair.need.language,)


def without_words(look: Look, chair: Chair) -> list[Client]:
    """Clients with whom the worker shares no language; nobody interprets in a group's language."""
    if not chair.seat.talks or chair.need.language is not None:
        return []
    enough = look.policy.language_level
    return [c for c in chair.clients if command(chair.worker, _understood(chair, c)) < enough]


def common_language(look: Look, chair: Chair) -> int:
    if chair.seat.talks and chair.need.language is not None:
        spoken = command(chair.worker, (chair.need.language,))
        return 1 if spoken < look.policy.language_level else 0
    left = 0
    for client in without_words(look, chair):
        first = client.languages[0] if client.languages else ""
        at_hand = look.problem.interpreter_minutes.get(first, 0) > 0
        if not (client.interpreter and at_hand):
            left += 1
    return left


def interpreter(look: Look, chair: Chair) -> int:
    return 1 if without_words(look, chair) else 0


def language_level(look: Look, chair: Chair) -> int:
    if not chair.seat.talks or without_words(look, chair):
        return 0
    for client in chair.clients:
        if command(chair.worker, _understood(chair, client)) < look.policy.good_language:
            return 1
    return 0


def reachable(look: Look, chair: Chair) -> int:
    if chair.need.place is None:
        return 0
    way = look.way(chair.worker.home, chair.need.place)
    return 1 if way > chair.worker.reach_minutes else 0


def not_refused(_look: Look, chair: Chair) -> int:
    return len([c for c in chair.clients if chair.worker.id in c.refused])


def not_excluded(_look: Look, chair: Chair) -> int:
    return len([c for c in chair.clients if c.id in chair.worker.excluded])


def chosen_worker(look: Look, chair: Chair) -> int:
    if chair.number != 0 or chair.need.group is not None:
        return 0
    chose_another = 0
    for client in chair.clients:
        chosen = None if client.chosen is None else look.workers.get(client.chosen)
        if chosen is not None and fits(chosen, chair.seat) and chosen.id != chair.worker.id:
            chose_another += 1
    return chose_another


def gender_asked(_look: Look, chair: Chair) -> int:
    wishes = [chair.need.gender]
    if chair.need.group is None:
        wishes += [c.asks_gender for c in chair.clients]
    return len([w for w in wishes if w is not None and w != chair.worker.gender])


def worker_present(look: Look, chair: Chair) -> int:
    return 1 if look.is_away(chair.worker.id, chair.day) else 0


def pinned_worker(_look: Look, chair: Chair) -> int:
    pins = chair.need.pinned_workers
    pinned = pins[chair.number] if chair.number < len(pins) else None
    return 1 if pinned is not None and pinned != chair.worker.id else 0


def usual_worker(look: Look, chair: Chair) -> int:
    if chair.number != 0 or not chair.clients:
        return 0
    whom = chair.need.group or chair.clients[0].id
    usual = look.problem.usual.get((whom, chair.need.component), ())
    came = [worker for worker in usual if worker in look.workers]
    return 1 if came and chair.worker.id not in came else 0


def confirmed_worker(look: Look, chair: Chair) -> int:
    if chair.number != 0 or chair.need.group is not None or not chair.clients:
        return 0
    found = chair.clients[0].confirmed
    fitting = [w for w in look.problem.workers if w.id in found and fits(w, chair.seat)]
    return 1 if fitting and chair.worker.id not in found else 0


def published_worker(look: Look, chair: Chair) -> int:
    published = look.problem.published.get(chair.need.id)
    if published is None or chair.number >= len(published.workers):
        return 0
    was = published.workers[chair.number]
    return 1 if was in look.workers and was != chair.worker.id else 0


OF_ONE_SEAT: tuple[Callable[[Look, Chair], int], ...] = (
    role_fits,
    volunteer_unbilled,
    trained,
    competence_level,
    shared_experience,
    common_language,
    reachable,
    not_refused,
    not_excluded,
    chosen_worker,
    gender_asked,
    worker_present,
    pinned_worker,
    closer_experience,
    interpreter,
    language_level,
    usual_worker,
    confirmed_worker,
    published_worker,
)
