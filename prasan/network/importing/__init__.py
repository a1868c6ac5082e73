"""From the bytes of a sheet of members to judged rows. Reading, headings, rows and cleaning are those of
`agencies.importing`; no database: what the network holds is handed in as a snapshot."""
