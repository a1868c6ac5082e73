"""What leaves the register as a file. Each asks `publication` for what goes out at the level of the file."""
