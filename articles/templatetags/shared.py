"""Parts of pages that many pages share, written once for as long as nothing changes.

    {% load shared %}
    {% remember "menu" here %} … {% endremember %}

What stands between the tags may use only what is the same on every page that has the same words
after the name. None of the tags of `live` may stand there, nor in a template that is included
there: these write what belongs to one page and one moment. What remembers is `memory` in the
context (`navigation.frame`); a page that has none is written whole.
"""

from collections.abc import Iterator

from django import template
from django.template import Engine, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.library import InclusionNode
from django.template.loader_tags import IncludeNode

from articles.templatetags import live

register = template.Library()


class RememberNode(Node):
    child_nodelists = ("inside",)

    def __init__(self, inside: NodeList, name: str, words: list[FilterExpression]) -> None:
        self.inside, self._name, self._words = inside, name, words

    def render(self, context: Context) -> str:
        memory = context.get("memory")
        if memory is None:
            return self.inside.render(context)
        name = (self._name, *[word.resolve(context) for word in self._words])
        return memory.remember(name, lambda: self._written(context))

    def _written(self, context: Context) -> str:
        """Write what is inside; a part within this one goes with it."""
        with context.push(**{live.REMEMBERED: True, "memory": None}):
            return self.inside.render(context)


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """Write what is inside once, for every value of the words after its name."""
    _tag, name, *words = token.split_contents()
    inside = parser.parse(["endremember"])
    parser.delete_first_token()
    for node in _nodes(inside):
        if _is_live(node):
            raise TemplateSyntaxError(
                f"{{% {node.token.contents} %}} cannot stand inside {{% remember {name} %}}: what"
                " it writes belongs to one page and one moment. Write it after {% endremember %}."
            )
    return RememberNode(inside, name, [parser.compile_filter(word) for word in words])


def _nodes(inside: NodeList) -> Iterator[Node]:
    """Return every node that is written there, those of included templates among them."""
    for node in inside.get_nodes_by_type(Node):
        yield node
        included = _template_in(node)
        if isinstance(included, str):
            yield from _nodes(Engine.get_default().get_template(included).nodelist)


def _template_in(node: Node) -> object:
    """Return the name of the template that a tag writes, where the page does not choose it."""
    if isinstance(node, IncludeNode):
        return node.template.var
    return node.filename if isinstance(node, InclusionNode) else None


def _is_live(node: Node) -> bool:
    return getattr(getattr(node, "func", None), "__module__", "") == live.__name__
