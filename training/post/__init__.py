"""Letters on their way: takes outbox rows, sends them by SMTP, records what happened."""
