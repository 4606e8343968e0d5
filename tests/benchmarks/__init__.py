"""Tests of what the benchmarks measure with: instances, judge, peers, page."""
