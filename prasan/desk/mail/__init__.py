"""Triage of the mailbox: what came in, what the house takes it for, and one press to say otherwise."""
