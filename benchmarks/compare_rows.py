"""Two tables compared by datacompy, in whichever interpreter has it: a peer of the comparison.

    python benchmarks/compare_rows.py BOTH.npz

Run as a file, so that it needs nothing of this house. ``BOTH.npz`` holds columns of whole
numbers: ``lines_NAME`` of what was delivered, ``rows_NAME`` of what was billed. Prints one JSON
object: seconds of the processor, and pairs that agree.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

import numpy as np

KEY = ["provider", "client", "component", "day"]


def main() -> None:
    """Compare and print."""
    # The interpreter may be another one than that of the house.
    import pandas as pd  # noqa: PLC0415

    datacompy = import_module("datacompy")
    both = np.load(Path(sys.argv[1]))
    sides = [
        pd.DataFrame(
            {name.removeprefix(side): both[name] for name in both if name.startswith(side)}
        )
        for side in ("lines_", "rows_")
    ]
    begun = time.process_time()
    found = datacompy.PandasCompare(*sides, join_columns=KEY)
    equal = int(found.count_matching_rows())
    spent = time.process_time() - begun
    print(json.dumps({"seconds": spent, "equal": equal}))


if __name__ == "__main__":
    main()
