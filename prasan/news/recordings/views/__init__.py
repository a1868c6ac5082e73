"""Screens of sound and film on the desk, and the files on their way out."""
