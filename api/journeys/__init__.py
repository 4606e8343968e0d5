"""What users do, each trip from beginning to end: no printing, no rules, no clock."""
