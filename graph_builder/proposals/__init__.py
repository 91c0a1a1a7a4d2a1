"""A language model as a second reader beside the extractor, which believes none of its words.

The model proposes practices section by section; what it says counts only where the text and the
vocabulary bear it out. Sections and prompt (``sections``, ``prompt``), the exchange with a server
(``server``, ``cache``, ``ask``), the answer's closed form (``answer``), the checks (``quotes``,
``support``, ``check``), the comparison with the extractor (``compare``), what is kept (``kept``).
"""
