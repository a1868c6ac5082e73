"""Whatever people type, the tags of the house print it as text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

from prasan.ui.widgets import HouseForm

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    """What a browser would make of a piece of HTML: names of tags, and of attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        "{{ text|nb }}",
        "{{ text|nb:'name' }}",
        "{% diff text 'x' %}",
        "{% diff '' text %}",
        "{% badge 'open' text %}",
        "{% icon 'check' text %}",
        "{% icon 'check' label=text %}",
        "{{ text|phone }}",
        "{{ text|tel }}",
        "{{ text|number }}",
        "{{ text|thai_digits_if:True }}",
        "{% include 'ui/_empty.html' with title=text text=text action_url=text action_label=text %}",
        "{% include 'ui/_notice.html' with title=text text=text link_url=text link_label=text %}",
        "{% include 'ui/_stepper.html' with steps=texts current=1 %}",
        "{% include 'ui/_progress.html' with label=text text=text done=1 total=2 %}",
    ],
)
def test_it_prints_hostile_text_as_text(source: str) -> None:
    seen = Tags(render(source, text=HOSTILE, texts=[HOSTILE]))
    assert not seen.tags & {"script", "img"}
    assert not seen.attributes & {"src", "onerror"}


def test_it_prints_hostile_field_texts_as_text() -> None:
    class Form(HouseForm):
        name = forms.CharField(label=HOSTILE, help_text=HOSTILE)
        choice = forms.ChoiceField(choices=[("a", HOSTILE)], widget=forms.RadioSelect)

    form = Form({"name": HOSTILE, "choice": HOSTILE})
    html = render(
        "{% for one in form %}{% field one %}{% endfor %}{% include 'ui/_errors.html' %}", form=form
    )
    assert not Tags(html).tags & {"script", "img"}


def test_it_leaves_safe_html_whole_and_holds_the_words_between_tags() -> None:
    html = render("{{ '<a href=\"/โรงเรียน\">โรงเรียน</a>'|nb }}")
    assert html == '<a href="/โรงเรียน"><span class="nb">โรงเรียน</span></a>'


@pytest.mark.parametrize("source", ["{% icon 'nothing' %}", "{% badge 'nothing' %}", "{% level 'nothing' %}"])
def test_it_says_which_name_is_wrong(source: str) -> None:
    with pytest.raises(LookupError, match="nothing"):
        render(source)
