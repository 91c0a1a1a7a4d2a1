"""Puts data, styles and scripts into one HTML file that asks nothing of any network.

Labels and quotes come from policies, so they are hostile input: they travel as JSON in a script
tag of type ``application/json`` (never run) and reach the page through ``textContent`` alone. The
content security policy in the page names the hashes of our own scripts and styles; nothing else can
run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from graph_builder import __version__
from graph_builder.graph.sources import Source
from graph_builder.templating import environment
from graph_builder.views import findings, network
from graph_builder.views.data import Json, page_data
from graph_builder.vocabulary import Vocabulary

_HERE = Path(__file__).parent
_VENDORED = ("d3-array", "d3-path", "d3-shape", "d3-sankey")
_OWN = (
    "base",
    "core",
    "filters",
    "panel",
    "table",
    "sankey",
    "network",
    "ego",
    "marks",
    "reader",
    "matrix",
    "compare",
    "findings",
    "app",
)
VIEWS = ("table", "sankey", "network", "ego", "reader", "matrix", "compare", "findings")

Words = Mapping[str, Mapping[str, str]]


@cache
def words() -> Words:
    """Return the words of the interface: key -> language -> text."""
    return tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands among others: ``pages`` are address and word, ``here`` is its own.

    ``words`` are further words of the interface, those of the links among them.
    """

    pages: tuple[tuple[str, str], ...] = ()
    here: str = ""
    words: Words = field(default_factory=dict)

    def address(self, word: str) -> str:
        """Return the address of the page with this word, or nothing."""
        return next((address for address, key in self.pages if key == word), "")


ALONE = Place()


def render(
    sources: Sequence[Source],
    vocabulary: Vocabulary,
    matrix: Json | None = None,
    place: Place = ALONE,
) -> str:
    """Return the page of all views.

    Args:
        sources: the policy versions to show.
        vocabulary: names and taxonomy.
        matrix: the completeness matrix (:mod:`graph_builder.views.matrix`), where it was judged.
        place: the pages that it links to.
    """
    data = dict(page_data(sources, vocabulary))
    data["networks"] = network.drawings(data)
    data["matrix"] = matrix
    data["findings"] = findings.find(sources, vocabulary)
    data["defaults"] = {"view": VIEWS[0]}
    libraries = [_vendor(f"{name}.min.js") for name in _VENDORED]
    scripts = [*libraries, _vis_network(), "\n".join(static(f"{name}.js") for name in _OWN)]
    return fill("views.html", Content(data, scripts), place, views=VIEWS)


@dataclass(frozen=True, slots=True)
class Content:
    """What a page is made of.

    Attributes:
        data: plain values for the scripts.
        scripts: of our own or vendored, in order.
        styles: beside the common style.
        title: key of the page's name among the words.
        sources: further directives of the content security policy.
        templates: folder of the template where it is not in this room.
        more_styles: hashes, as in a content security policy, of styles that a vendored script
            inserts.
    """

    data: Json
    scripts: Sequence[str]
    styles: Sequence[str] = ()
    title: str = "title"
    sources: tuple[str, ...] = ()
    templates: Path | None = None
    more_styles: tuple[str, ...] = ()


def fill(template: str, content: Content, place: Place = ALONE, **more: object) -> str:
    """Return a template filled, its scripts and styles inlined and allowed by their hashes."""
    said = {**words(), **place.words}
    styles = [static("style.css"), *content.styles]
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_digest, content.scripts)),
            "style-src " + " ".join([*map(_digest, styles), *content.more_styles]),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            *content.sources,
        )
    )
    return (
        _environment(content.templates)
        .get_template(template)
        .render(
            policy=policy,
            scripts=[Markup(s) for s in content.scripts],  # noqa: S704 - our own files, closed by closed
            styles=[Markup(s) for s in styles],  # noqa: S704 - the same
            data=Markup(as_json({**content.data, "words": said})),  # noqa: S704 - escaped by as_json
            words=said,
            title=content.title,
            version=__version__,
            pages=place.pages,
            here=place.here,
            **more,
        )
    )


def as_json(data: object) -> str:
    r"""Return JSON that can stand inside a script tag.

    >>> as_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def _environment(further: Path | None) -> Environment:
    """Return the templates of this room and further ones, which may extend them."""
    return environment(_HERE / "templates", *([further] if further else []))


@cache
def static(name: str) -> str:
    """Return one of the scripts and styles beside this module."""
    return closed((_HERE / "static" / name).read_text(encoding="utf-8"))


@cache
def _vendor(name: str) -> str:
    return static(f"vendor/{name}")


@cache
def _vis_network() -> str:
    """Return vis-network as the installed pyvis brings it."""
    found = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return closed(found.read_text(encoding="utf-8"))


def closed(code: str) -> str:
    """Return a script or style whose own text cannot end the tag it stands in."""
    return code.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _digest(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


__all__ = [
    "ALONE",
    "VIEWS",
    "Content",
    "Place",
    "Words",
    "as_json",
    "closed",
    "fill",
    "render",
    "static",
    "words",
]
