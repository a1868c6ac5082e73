"""The stand-in keeps what it took in the order in which it came, whatever a clock says."""

import os

from prasan.delivery.standin.box import Box, Post

NOON = "2026-11-24T12:00:00+00:00"


def test_posts_of_one_moment_stand_newest_first(tmp_path):
    box = Box(tmp_path)
    for name in "fbacde":
        box.keep(Post(id=f"line-{name * 8}", channel="line", to="broadcast", text=name, at=NOON))
    for path in tmp_path.glob("*.json"):
        os.utime(path, (0, 0))
    assert "".join(post.text for post in box.posts("line")) == "edcabf"


def test_one_that_comes_again_keeps_its_place(tmp_path):
    box = Box(tmp_path)
    posts = [Post(id=f"line-{name * 8}", channel="line", to="x", text=name, at=NOON) for name in "ab"]
    assert [box.keep(post) for post in [*posts, posts[0]]] == [True, True, False]
    assert [post.text for post in box.posts()] == ["b", "a"]
