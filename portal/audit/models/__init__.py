from portal.audit.models.event import AppendOnly, AuditEvent, AuditHead

__all__ = ["AppendOnly", "AuditEvent", "AuditHead"]
