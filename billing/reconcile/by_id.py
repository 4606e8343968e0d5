"""P2: a row that bears our own id of a line is that line's, whatever else it says."""

import numpy as np

from billing.joining import pair_counted
from billing.reconcile.matching import BY_ID, Matching


def join_by_id(m: Matching) -> None:
    """Join by the id that we sent and the seller sent back; a second row with it stays free."""
    rows = np.flatnonzero(m.free_rows & (m.rows.object != 0))
    if not len(rows):
        return
    lines = np.flatnonzero(m.free_lines)
    rank = np.lexsort((m.rows.name[rows], m.rows.place[rows], m.rows.issued[rows]))
    order = np.empty(len(rows), dtype=np.int64)
    order[rank] = np.arange(len(rows))
    one, other = pair_counted(
        m.lines.name[lines], m.rows.object[rows], np.zeros(len(lines), np.int64), order
    )
    m.join(lines[one], rows[other], BY_ID)
