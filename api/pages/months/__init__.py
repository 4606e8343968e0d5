"""Finance's month: looked at from sums to the cent, brought in, decided, closed, billed."""
