"""Names that PDF's standards and the programs we use have made, and nobody's own. Nothing more.

From ISO 32000-1 and 32000-2; names of three letters and less are ordinary anyway.
"""

from __future__ import annotations

_ORDINARY_LENGTH = 3
_ORDINARY = frozenset(
    """
    AFRelationship ASCII85Decode ASCIIHexDecode AbsoluteColorimetric Accepted AcroForm Action
    ActualText Adobe After AllOff AllOn Alternate AlternatePresentations Alternative Annot
    Annotation Annots AnyOff AnyOn AppDefault ArtBox Artifact Ascent Aside Author Auto BBox
    Background BaseEncoding BaseFont BaseState BaseVersion BaselineShift Before Beveled BibEntry
    BitsPerComponent Black BlackIs1 BlackPoint BleedBox Block BlockQuote Border BorderColor
    BorderStyle BorderThickness Both Bottom BoxColorInfo BrotliDecode ByteRange CCITTFaxDecode
    CIDFontType0 CIDFontType0C CIDFontType2 CIDSet CIDSystemInfo CIDToGIDMap CMYK CMap CNS1
    CalCMYK CalGray CalRGB CapHeight Caption Caret Catalog Category Center CenterWindow
    CharProcs CharSet CheckSum Checkbox Circle ClassMap ClosedArrow Code ColSpan Collection
    ColorSpace ColorTransform Colors Column Columns Comment Content Contents Count Courier
    CreationDate Creator CropBox Crypt CryptFilterDecodeParms Cyan DCTDecode DPart DPartRoot
    DamagedRowsBeforeError Dashed Data Datetime Decimal Decode DecodeParms Default DefaultCMYK
    DefaultGray DefaultRGB Desc DescendantFonts Descent Design Dest DestOutputProfile Dests
    Device DeviceCMYK DeviceGray DeviceN DeviceRGB Diamond Differences Direction Disc
    DisplayDocTitle Distributed Document Domain Duplex DuplexFlipLongEdge DuplexFlipShortEdge
    EarlyChange EmbeddedFile EmbeddedFiles EncodedByteAlign Encoding Encrypt EncryptMetadata
    EncryptedPayload EndIndent EndOfBlock EndOfLine Enforce Entire Event Export ExtGState
    ExtensionLevel Extensions FDecodeParms FFilter Fields Figure FileAttachment Filespec Filter
    First FirstChar FirstPage FitB FitBH FitBV FitH FitR FitV FitWindow FixedPrint Flags
    FlateDecode Font FontBBox FontDescriptor FontFamily FontFile FontFile2 FontFile3 FontName
    FontWeight Footer Form FormData FormFeed FormType FormXob Formula FreeText FullScreen GoTo
    GoTo3DView GoToDp GoToE GoToR Graph Grid Group Header Headers Height Help Helv Helvetica
    Hidden Hide HideMenubar HideToolbar HideWindowUI Highlight ICCBased IDTree Identity Image
    ImageB ImageC ImageI ImageMask ImportData Index Indexed Info InkList Inline Insert Inset
    Intent Interpolate IsMap ItalicAngle JBIG2Decode JBIG2Globals JPXDecode Japan1 JavaScript
    Justify KallelseDR Keywords Kids Korea1 LBody LZWDecode Lang Language Last LastChar
    LastModified LastPage Launch Layout Leading Left Legal Length Length1 Length2 Length3 Limits
    Line LineHeight LineThrough Link LinkName List ListNumbering Locked LowerAlpha LowerRoman
    MCID MMType1 MacExpertEncoding MacRomanEncoding Magenta MarkInfo Marked Markup Mask Matrix
    Matte MaxLen Measure MediaBox Metadata MissingWidth ModDate Movie Name Named Names
    NeedAppearances NeedsRendering NewParagraph NewWindow Next NextPage NoLayout
    NonFullScreenPageMode NonStruct None Normal Note NumCopies Nums OBJR OCGs OCMD OCProperties
    ObjStm OneColumn Open OpenAction OpenArrow OpenType Order Ordering Outlines OutputCondition
    OutputConditionIdentifier OutputIntent OutputIntents OverlayText Overline PDFDocEncoding
    Page PageElement PageLabel PageLabels PageLayout PageMode Pages Pagination Paperclip
    Paragraph Params Parent ParentTree ParentTreeNextKey Part Path Pattern Perceptual Perms
    PickTrayByPDFSize PieceInfo Placement PolyLine Polygon PolygonCloud Popup Predictor
    PresSteps PreserveRB Prev PrevPage Print PrintArea PrintClip PrintPageRange PrintScaling
    PrinterMark Private ProcSet Producer Projection Properties Public PushPin QuadPoints Quote
    RBGroups RLAFencoding Range Rect Redact Reference Registry RegistryName RelativeColorimetric
    Rendition Renditions Repeat Requirements ResetForm Resources ReversedChars Review RichMedia
    RichMediaContent RichMediaExecute RichMediaSettings Right RoleMap Root Rotate RowSpan Rows
    Ruby RunLengthDecode SMask Saturation Schema Scope Screen SearchIndex Sect Separation
    SeparationInfo SetOCGState Shading SigFlags Simplex SinglePage Size Slash Solid Sound Source
    SpaceAfter SpaceBefore Span SpiderInfo Spread Square Squiggly Stamp Standard
    StandardEncoding Start StartIndent State StateModel StemH StemV StrikeOut Strong StructElem
    StructParent StructParents StructTreeRoot Subj Subject SubmitForm Subtype Summary Supplement
    Suspects TBody THead TOCI Table Tabs TemplateInstantiated Terms Text TextAlign
    TextDecorationType TextIndent Thread Threads Thumb Title ToUnicode Trans Transparency
    TrapNet Trapped TrimBox TrueType TwoColumnLeft TwoColumnRight TwoPageLeft TwoPageRight Type
    Type0 Type1 Type1C Type3 UCR2 Unchanged Underline Unix Unspecified UpperAlpha UpperRoman
    Usage UseAttachments UseCMap UseNone UseOC UseOutlines UseThumbs User UserProperties
    UserUnit Version Vertices View ViewArea ViewClip ViewState ViewerPreferences WMode Warichu
    Watermark WhitePoint Widget Width Widths WinAnsiEncoding Windows WritingMode XHeight XObject
    XRef XRefStm Yellow Zoom
""".split()  # noqa: SIM905 - five hundred lines of quotes would hide what is there
)


def is_own(name: str) -> bool:
    """Tell whether somebody has made a name up, so that it can tell something."""
    return len(name) > _ORDINARY_LENGTH and name not in _ORDINARY
