"""The comparison of what was billed with what was delivered, pass by pass."""

from billing.books import Books, Known
from billing.reconcile.blocks import Memory
from billing.reconcile.run import PART, reconcile
from billing.reconcile.written import Identity, Reconciled

__all__ = ("PART", "Books", "Identity", "Known", "Memory", "Reconciled", "reconcile")
