"""Whether anything of what is withheld is in what is published. It must not know why it is.

It compares words, runs of words, pictures, files and packed data of the withheld sources with
everything in the files of the output. What public sources hold too is no leak, and neither is what
the program itself writes on every pack.
"""

from __future__ import annotations

from kallelse.leaks.comparison import Hit, compare
from kallelse.leaks.materials import Material
from kallelse.leaks.vocabulary import vocabulary

__all__ = ["Hit", "Material", "compare", "vocabulary"]
