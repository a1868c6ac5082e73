"""From the bytes of a sheet of achievements to judged rows. Reading, headings, rows and dates are those of
`agencies.importing`, plans and answers those of `network.importing`; no database: what the register and this
room hold is handed in as a snapshot."""
