"""What runs later or nightly; each job is one call of an action."""
