"""How the documentation is built: Sphinx with Markdown, four kinds of pages."""

project = "Grono"
author = "The Grono team"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "conftest.py"]
html_theme = "furo"
html_title = "Grono"
language = "en"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
