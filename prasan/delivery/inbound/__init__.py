"""Mail that comes in (form 7.4): waiting in the spool, fetched from a mailbox, kept whole, and sorted.

Each mail gets its number of the year and a row that nothing takes away; what becomes of it stands above:
`signals.mail_received` and `signals.mail_sorted` tell the rooms that make something of it.
"""
