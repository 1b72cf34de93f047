"""What comes in, checked for shape and turned into values."""
