"""The words of the trade: people, referrals, sessions, programmes, time, places, money."""
