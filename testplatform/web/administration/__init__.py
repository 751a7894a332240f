"""The administrator's pages: attempts, decisions, deliveries, content and the audit log."""
