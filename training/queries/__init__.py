"""What is asked of the database, as statements with their loads."""
