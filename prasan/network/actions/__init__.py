"""What is done with members, groups and what comes in from them: one verb each."""
