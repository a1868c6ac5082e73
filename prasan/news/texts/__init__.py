"""One story as text for every channel: radio, television, LINE, Facebook, the hub of สพฐ. (manual 5.1.4).

`told.Told` is what a story says; `radio.script`, `television.script`, `posts.line`, `posts.facebook`,
`posts.hub` make texts of it. Plain Python: no Django, no database, nothing is sent.
"""
