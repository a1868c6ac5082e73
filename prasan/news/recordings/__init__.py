"""Sound and film on a story: taken in by pieces, made safe, described, consented to, played."""
