"""The order of a worker's day in CP-SAT: shift, travel, breaks, rest; clients in one place.

Native statements of the order rules of ``optimizer.rules``; the tests compare them with
the check and the oracle.
"""

from collections import defaultdict
from dataclasses import dataclass

from ortools.sat.python import cp_model

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.lookups import NEVER, last_free, next_shift
from optimizer.model import Model, Node

END_OF_TIME = 1 << 20


@dataclass
class Day:
    """When a route leaves home and is back."""

    leave: cp_model.IntVar
    back: cp_model.IntVar


def add_order(model: Model) -> None:
    """Every order rule, on the routes and clients that the model decides."""
    days = {route: _add_route(model, route, nodes) for route, nodes in sorted(model.routes.items())}
    _add_rest(model, days)
    _add_clients(model)


def _add_route(model: Model, route: int, nodes: list[Node]) -> Day:
    """One circuit through home: shift, windows, travel, and the break of a long day."""
    cp, t = model.cp, model.c.tables
    worker, weekday = divmod(route, WEEK_DAYS)
    home = int(t.worker_home[worker])
    begin, end = int(t.shift_start[worker, weekday]), int(t.shift_end[worker, weekday])
    price = t.policy.price("travel") or 0
    day = Day(cp.new_int_var(begin, end, ""), cp.new_int_var(begin, end, ""))
    arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, ~model.used[route])]
    rests: list[cp_model.IntVar] = []
    long_shift = end - begin > t.policy.break_after
    breaks = bool(t.worker_employee[worker]) and long_shift
    for i, a in enumerate(nodes, 1):
        if a.chosen is not True:
            arcs.append((i, i, ~a.chosen))
        out, back = cp.new_bool_var(""), cp.new_bool_var("")
        arcs += [(0, i, out), (i, 0, back)]
        to, fro = int(t.minutes[home, a.place]), int(t.minutes[a.place, home])
        cp.add(day.leave <= a.start - to).only_enforce_if(out)
        cp.add(day.back >= a.start + a.minutes + fro).only_enforce_if(back)
        model.cost += [price * to * out, price * fro * back]
        for j, b in enumerate(nodes, 1):
            way = int(t.minutes[a.place, b.place])
            ready = a.minutes + way
            if i == j or a.need == b.need or a.earliest + ready > b.latest:
                continue
            arc = cp.new_bool_var("")
            arcs.append((i, j, arc))
            cp.add(a.start + ready <= b.start).only_enforce_if(arc)
            model.cost.append(price * way * arc)
            if breaks and a.earliest + ready + t.policy.break_minutes <= b.latest:
                rest = cp.new_bool_var("")
                cp.add_implication(rest, arc)
                free = ready + t.policy.break_minutes
                cp.add(a.start + free <= b.start).only_enforce_if(rest)
                rests.append(rest)
    cp.add_circuit(arcs)
    _hint_order(model, route, nodes, arcs, day)
    if breaks:
        long = cp.new_bool_var("")
        cp.add(day.back - day.leave <= t.policy.break_after).only_enforce_if(~long)
        cp.add_bool_or([*rests, ~long, ~model.used[route]])
    return day


def _hint_order(
    model: Model,
    route: int,
    nodes: list[Node],
    arcs: list[tuple[int, int, cp_model.LiteralT]],
    day: Day,
) -> None:
    """Start from the order in which the standing roster has this day."""
    c, t, standing = model.c, model.c.tables, model.part.standing
    worker, weekday = divmod(route, WEEK_DAYS)
    now: list[tuple[int, int]] = []
    for i, node in enumerate(nodes, 1):
        start = int(standing.start[node.need])
        if start // DAY_MINUTES == weekday and standing.pair[c.pair_seat[node.pair]] == node.pair:
            now.append((start, i))
    now.sort()
    home = int(t.worker_home[worker])
    model.cp.add_hint(model.used[route], bool(now))
    leave = back = int(t.shift_start[worker, weekday])
    if now:
        first, last = nodes[now[0][1] - 1], nodes[now[-1][1] - 1]
        leave = now[0][0] - int(t.minutes[home, first.place])
        back = now[-1][0] + last.minutes + int(t.minutes[last.place, home])
    model.cp.add_hint(day.leave, leave)
    model.cp.add_hint(day.back, back)
    order = [0, *(i for _, i in now)]
    follows = dict(zip(order, [*order[1:], 0], strict=True))
    for i, j, arc in arcs:
        if isinstance(arc, cp_model.IntVar) and i != j:
            model.cp.add_hint(arc, follows.get(i) == j and len(order) > 1)


def _add_rest(model: Model, days: dict[int, Day]) -> None:
    """Daily and weekly rest of employees."""
    t = model.c.tables
    free, again = last_free(t), next_shift(t)
    by_worker: dict[int, list[int]] = defaultdict(list)
    for route in sorted(days):
        by_worker[route // WEEK_DAYS].append(route)
    for worker, routes in by_worker.items():
        if not t.worker_employee[worker]:
            continue
        known = int(free[worker])
        for route in routes:
            used, day = model.used[route], days[route]
            if known != NEVER and route % WEEK_DAYS == 0:
                ready = known + t.policy.daily_rest
                model.cp.add(day.leave >= ready).only_enforce_if(used)
            if route + 1 in days and (route + 1) // WEEK_DAYS == worker:
                after = days[route + 1]
                rest = after.leave - day.back >= t.policy.daily_rest
                model.cp.add(rest).only_enforce_if(used, model.used[route + 1])
        _add_weekly_rest(model, days, routes, (0 if known == NEVER else known, int(again[worker])))


def _add_weekly_rest(
    model: Model,
    days: dict[int, Day],
    routes: list[int],
    around: tuple[int, int],
) -> None:
    """One stretch of ``weekly_rest`` minutes lies before, between or after the routes."""
    cp, rest = model.cp, model.c.tables.policy.weekly_rest
    opens, closes = around[0], min(around[1], END_OF_TIME)
    used = [model.used[route] for route in routes]
    some = cp.new_bool_var("")
    cp.add_max_equality(some, used)
    if closes - opens < rest:
        cp.add(some == 0)
        return
    begin = cp.new_int_var(min(opens, 0), max(opens, closes - rest), "")
    cp.add_linear_constraint(begin, opens, closes - rest)
    for route in routes:
        before = cp.new_bool_var("")
        day, on = days[route], model.used[route]
        cp.add(day.back <= begin).only_enforce_if(on, before)
        cp.add(day.leave >= begin + rest).only_enforce_if(on, ~before)


def _add_clients(model: Model) -> None:
    """A client's meetings do not overlap."""
    t, standing = model.c.tables, model.part.standing
    of_client: dict[int, list[int]] = defaultdict(list)
    for need in range(len(t.need_minutes)):
        if need in model.start or (need not in model.part.needs and standing.start[need] >= 0):
            for client in t.member[t.need_member[need] : t.need_member[need + 1]].tolist():
                of_client[client].append(need)
    pairs = {
        frozenset((a, b))
        for needs in of_client.values()
        for k, a in enumerate(needs)
        for b in needs[k + 1 :]
        if (a in model.start or b in model.start) and a != b
    }
    for pair in sorted(sorted(p) for p in pairs):
        _keep_apart(model, pair[0], pair[1])


def _keep_apart(model: Model, a: int, b: int) -> None:
    if not _may_overlap(model, a, b):
        return
    first = model.cp.new_bool_var("")
    literals = [model.served[n] for n in (a, b) if n in model.served]
    minutes = model.c.tables.need_minutes
    starts = [model.start.get(n, int(model.part.standing.start[n])) for n in (a, b)]
    model.cp.add(starts[0] + int(minutes[a]) <= starts[1]).only_enforce_if(first, *literals)
    model.cp.add(starts[1] + int(minutes[b]) <= starts[0]).only_enforce_if(~first, *literals)


def _may_overlap(model: Model, a: int, b: int) -> bool:
    c, minutes = model.c, model.c.tables.need_minutes

    def stretches(need: int) -> list[tuple[int, int]]:
        if need not in model.start:
            start = int(model.part.standing.start[need])
            return [(start, start + int(minutes[need]))]
        options = range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
        return [(int(c.opt_lo[o]), int(c.opt_hi[o] + minutes[need])) for o in options]

    return any(x[0] < y[1] and y[0] < x[1] for x in stretches(a) for y in stretches(b))
