"""The doors for programs: JSON, files and calendars."""
