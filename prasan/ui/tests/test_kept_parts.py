"""A kept part of a page follows its values, and knows nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.base import TextNode
from django.utils.safestring import mark_safe


def drawn(source: Template, **context: Any) -> str:
    return str(source.render(Context(context)))


def test_it_follows_its_values() -> None:
    source = Template("{% kept name=office.name %}<b>{{ name }}</b>{% endkept %}")
    assert drawn(source, office={"name": "ก"}) == "<b>ก</b>"
    assert drawn(source, office={"name": "ข"}) == "<b>ข</b>"
    assert drawn(source, office={"name": "ก"}) == "<b>ก</b>"
    assert drawn(source, office=None) == "<b></b>"


def test_it_knows_nothing_of_the_page_but_what_is_named() -> None:
    source = Template("{% kept shown=shown %}{{ shown }}{{ user }}{{ request }}{% endkept %}")
    assert drawn(source, shown="x", user="นายสมมติ", request="r") == "x"


def test_it_is_drawn_once_for_the_same_values() -> None:
    times: list[str] = []
    source = Template("{% kept a=a %}{{ a }}{% endkept %}")
    node = source.nodelist[0]
    draw = node.draw.__func__

    class Counting(type(node)):  # type: ignore[misc]
        def draw(self, *values: object) -> Any:
            times.append("drawn")
            return draw(self, *values)

    counted = Counting(node.values, node.nodes)
    source.nodelist[0] = counted
    assert drawn(source, a="1") == drawn(source, a="1") == "1"
    assert times == ["drawn"]


def test_safe_and_unsafe_text_are_not_taken_for_each_other() -> None:
    source = Template("{% kept a=a %}{{ a }}{% endkept %}")
    assert drawn(source, a=mark_safe("<i>")) == "<i>"
    assert drawn(source, a="<i>") == "&lt;i&gt;"


def test_what_can_be_no_key_is_drawn_each_time() -> None:
    source = Template("{% kept a=a %}{% for one in a %}{{ one }}{% endfor %}{% endkept %}")
    assert drawn(source, a=["1"]) == "1"
    assert drawn(source, a=["2"]) == "2"


def test_a_value_without_a_name_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        Template("{% kept office %}{% endkept %}")


def test_an_icon_named_outright_is_text_of_the_template() -> None:
    assert isinstance(Template('{% icon "check" "i-s" label="ใช่" %}').nodelist[0], TextNode)
    chosen = Template("{% icon name %}")
    assert "<svg" in drawn(chosen, name="check")
    assert drawn(chosen, name="check") != drawn(chosen, name="clock")
    assert drawn(Template('{% icon "check" as mark %}[{{ mark }}]')).startswith("[<svg")


def test_a_wrong_icon_is_found_when_the_template_is_read() -> None:
    with pytest.raises(LookupError, match="no icon"):
        Template('{% icon "no-such" %}')
