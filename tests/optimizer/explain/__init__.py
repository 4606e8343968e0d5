"""Tests of what is said about needs left out."""
