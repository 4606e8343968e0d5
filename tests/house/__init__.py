"""Tests of the house itself: floors, package, borrowed tools."""
