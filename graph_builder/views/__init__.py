"""Views: what a graph says, as pages that open from disk and send nothing anywhere.

``sources`` reads policy versions and their quotes from a store, ``data`` makes plain JSON of them,
``network`` lays out the drawings, ``page`` puts data, styles and scripts into one file.
"""
