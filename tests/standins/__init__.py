"""Make the stand-in attachments of the example meeting; this package must not import kallelse."""
