"""``python -m graph_builder`` is ``alir``."""

from graph_builder.cli.main import main

if __name__ == "__main__":
    main()
