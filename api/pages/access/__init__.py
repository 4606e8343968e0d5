"""Who may come in and as what, keys of programs, what holds for the provider as a whole."""
