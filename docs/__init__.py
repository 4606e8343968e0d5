"""Documentation, and the builders of the pages that are made from data."""
