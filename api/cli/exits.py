"""What commands end with: told in docs/reference/command-line.md."""

CLEAN, FAULTS, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
