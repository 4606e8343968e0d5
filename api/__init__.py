"""The doors of the house: command line, files in and out, and the journeys behind them."""
