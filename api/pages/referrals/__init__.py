"""Referrals: who waits for what, one referral and its steps, a new one."""
