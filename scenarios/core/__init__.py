"""The compiled middle of the simulation: those who wait meet those who have room, day by day."""
