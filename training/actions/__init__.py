"""What people do: ask the rule, change the row, write the event. No request, no session, no clock."""
