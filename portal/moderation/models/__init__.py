from portal.moderation.models.claim import Claim

__all__ = ["Claim"]
