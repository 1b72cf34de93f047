"""Paper: certificates, letters, seals, credentials. Plain values in, bytes out; no rows, no clock."""
