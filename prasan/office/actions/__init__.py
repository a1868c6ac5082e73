"""What can be done to the office."""
