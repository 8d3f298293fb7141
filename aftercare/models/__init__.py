from aftercare.models.client import Client

__all__ = ["Client"]
