"""Places of Estonia and the way between them: placeholder of the interface, see below."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Travel:
    """Ways between the places of one problem; row and column follow ``ids``."""

    ids: tuple[str, ...]
    minutes: NDArray[np.int16]
    """(places, places) minutes, 0 on the diagonal; UNREACHABLE where no way is known."""
    km: NDArray[np.int16]
    """(places, places) kilometres, rounded up."""
