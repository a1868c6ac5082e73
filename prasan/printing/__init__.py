"""Papers: Typst templates with a typed function each (`papers`), and what makes Thai right in a PDF.

`papers.memo.memo`, `papers.annex.annex_parts`, `papers.register.register_parts`, `papers.phonebook.phonebook`
take plain data and give PDF bytes; `compile.pdf` sets any template; `compile.PrintError.message_th` says what
went wrong. Strings come as people typed them: `joiners` prepares them, `prepared` and `font` make the
font, `textlayer` mends what Typst wrote. Nothing here knows Django.
"""
