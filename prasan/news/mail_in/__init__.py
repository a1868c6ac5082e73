"""Mail that is news (form 7.4): told from requests, matched to its school, made a story that was sent in."""
