"""The frame of every page that is written: its language, its title, its style, and what a browser may do with it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader

from griffier.pipeline.wording import language


@cache
def templates(package: str) -> Environment:
    """The templates of a package, which may extend `skeleton.html.j2`; what they print is escaped."""
    loader = ChoiceLoader([PackageLoader(package, "."), PackageLoader("griffier.pipeline.page_frame", ".")])
    return Environment(loader=loader, autoescape=True, trim_blocks=True)


def still_page(title: str, body: str, style: tuple[str, str]) -> str:
    """A page in which nothing runs and nothing is fetched. `title`: text; `body`: HTML, escaped already; `style`: the
    package and the name of its style sheet."""
    package, sheet = style
    css = files(package).joinpath(sheet).read_text("utf-8")
    page = templates("griffier.pipeline.page_frame").get_template("still_page.html.j2")
    return page.render(lang=language(), title=title, body=body, style=css) + "\n"
