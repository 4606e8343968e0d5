"""Who meets whom, when."""
