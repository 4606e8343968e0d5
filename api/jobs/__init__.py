"""Long work: what may be asked for, who does it, and what keeps it from hurting anybody."""
