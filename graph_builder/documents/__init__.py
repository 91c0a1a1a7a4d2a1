"""Bytes of any supported format to blocks, sentences and offsets."""
