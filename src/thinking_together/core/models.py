"""Models of the house itself."""

from thinking_together.core.audit import AuditEvent
from thinking_together.core.backup.records import BackupTaken, Restoration
from thinking_together.core.purge_records import Purge

__all__ = ["AuditEvent", "BackupTaken", "Purge", "Restoration"]
