"""How much memory a week will take, estimated before anything is laid out."""

from domain.finding import Finding
from optimizer.problem import Problem

BASE = 900 * 1024 * 1024
"""The program with its engines, before it knows of a week (address space, threads included)."""
PAIR = 400
"""Bytes a possible pair of a seat and a worker. Measured with 400 workers and 3,000 clients:
245 MB for 804,561 pairs, 300 bytes each."""
MEGABYTE = 1024 * 1024


def estimate_bytes(problem: Problem) -> int:
    """Address space that planning a week takes at most, about."""
    by_role: dict[object, set[str]] = {}
    for worker in problem.workers:
        for role in worker.roles:
            by_role.setdefault(role, set()).add(worker.id)
    fitting: dict[frozenset[object], int] = {}
    pairs = 0
    for need in problem.needs:
        for seat in need.seats:
            roles = frozenset(seat.roles)
            if roles not in fitting:
                fitting[roles] = len(set().union(*(by_role.get(role, set()) for role in roles)))
            pairs += fitting[roles]
    return BASE + PAIR * pairs


def refuse_too_large(problem: Problem, most: int, rule: str) -> list[Finding]:
    """That a week would take more than ``most`` bytes, with both numbers; nothing where not."""
    needed = estimate_bytes(problem)
    if needed <= most:
        return []
    facts: dict[str, str | int] = {
        "week": problem.monday.isoformat(),
        "needed": needed // MEGABYTE,
        "allowed": most // MEGABYTE,
        "needs": len(problem.needs),
        "workers": len(problem.workers),
    }
    return [Finding(rule, problem.monday.isoformat(), facts, needed // MEGABYTE)]
