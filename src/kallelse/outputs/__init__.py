"""Other things than the PDF, one file each. Nothing here may change how a pack is built."""
