"""จดหมายข่าว, วารสาร and the texts beside them: of a story on the desk, or of a file without database."""
