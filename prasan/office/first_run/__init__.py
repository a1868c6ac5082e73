"""The first run of an empty office: five questions, and the office file that their answers make."""
