"""Made-up providers: people, referrals and wishes that belong together, from a seed."""

from api.sample.build import Size, generate, sample

__all__ = ["Size", "generate", "sample"]
