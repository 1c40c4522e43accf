"""Parts of pages that many pages share, written once for as long as nothing changes.

    {% load shared %}
    {% remember "menu" here %} … {% endremember %}

What stands between the tags may use only what is the same on every page that has the same words
after the name, and none of the tags of `live`: these leave places that belong to one page.
"""

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

register = template.Library()


class RememberNode(template.Node):
    def __init__(self, inside: NodeList, name: str, words: list[FilterExpression]) -> None:
        self._inside, self._name, self._words = inside, name, words

    def render(self, context: Context) -> str:
        state = context.get("state")
        if state is None or get_language() != settings.LANGUAGE:
            return self._inside.render(context)
        name = (self._name, *(word.resolve(context) for word in self._words))
        return state.remember(name, lambda: self._inside.render(context))


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """Write what is inside once, for every value of the words after its name."""
    _tag, name, *words = token.split_contents()
    inside = parser.parse(["endremember"])
    parser.delete_first_token()
    return RememberNode(inside, name, [parser.compile_filter(word) for word in words])
