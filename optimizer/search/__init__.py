"""Ruin and recreate, compiled: the engine for weeks that the exact model cannot hold."""
