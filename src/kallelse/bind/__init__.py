"""PDFs → one PDF: stamps, outline, links, page labels, tags, metadata.

Only here is pikepdf imported.
"""

from kallelse.bind.archive import Hindrance
from kallelse.bind.binder import bind
from kallelse.bind.documents import BindError, Bound, Document, PageStamp, Words

__all__ = ["BindError", "Bound", "Document", "Hindrance", "PageStamp", "Words", "bind"]
