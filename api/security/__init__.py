"""Who may do what, and what nobody may read: keys, passwords, rights. It knows no table."""
