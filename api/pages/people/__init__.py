"""Clients, workers and groups: lists with filters, one of each, absences."""
