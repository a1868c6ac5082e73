"""จดหมายข่าว of one story from a file, without database: `python -m prasan.news.newsletter` (manual 5.1.4)."""
