"""The plain weekly roster: the part of our problem that every peer can express, for comparison."""
