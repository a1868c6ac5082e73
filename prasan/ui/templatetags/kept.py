"""A part of a page that is drawn once for the same values (docs/adr/0014-kept-parts.md)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

register = template.Library()
_MOST = 128
"""Sets of values that one part of a template is kept for."""


class KeptNode(template.Node):
    """Inside, nothing is known but the values named: so what is drawn can depend on nothing else."""

    child_nodelists = ()

    def __init__(self, values: dict[str, FilterExpression], nodes: NodeList) -> None:
        self.values, self.nodes = values, nodes
        self.drawn = lru_cache(maxsize=_MOST, typed=True)(self.draw)
        self.template: Any = None

    def render(self, context: template.Context) -> SafeString:
        self.template = self.template or context.template
        values = tuple(value.resolve(context) for value in self.values.values())
        try:
            hash(values)
        except TypeError:
            return self.draw(*values)
        return self.drawn(*values)

    def draw(self, *values: object) -> SafeString:
        bare = template.Context(dict(zip(self.values, values, strict=True)))
        with bare.bind_template(self.template):
            return self.nodes.render(bare)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept name=office.name menu=menu_public %}…{% endkept %}; without values: the same on every page.

    Values are compared as they are: text, numbers, dates, tuples and frozen dataclasses of these, never rows
    of the database, which are equal while their columns are not. No block, form or message stands inside.
    """
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError(f"kept takes name=value alone, not {words}")
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(values, nodes)
