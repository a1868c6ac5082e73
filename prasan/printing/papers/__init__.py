"""The office's papers: a typed function and a Typst template each."""
