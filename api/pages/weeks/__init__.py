"""The coordinator's week: looked at, changed by hand, searched for, re-planned, published."""
