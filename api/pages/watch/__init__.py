"""What happens in the house: the record of acts, work under way, how the house stands."""
