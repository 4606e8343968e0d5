"""How the database came to look as it does: each step once, up only, with a backup before."""
