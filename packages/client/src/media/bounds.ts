// How much of a file is looked at before its pixels. Every loop of a reader ends by one of these numbers or by the
// bytes given.

/** What to read at first, in bytes (64 KiB): enough for the header of most files, so that few need a second look. */
export const FIRST_READ_BYTES = 64 * 1024;

/**
 * The largest prefix that `inspect` ever asks for, in bytes (16 MiB). Headers of honest files reach a few MB: depth
 * maps in extended XMP, a still WebP in front of its EXIF. A header that goes on behind it is a `limit.header-bytes`
 * problem, unless the caller holds those bytes already.
 */
export const MAX_HEADER_BYTES = 16 * 1024 * 1024;

/** The most segments, chunks or extensions read before the pixels. 16 MiB of XMP are 257 full JPEG segments. */
export const MAX_HEADER_BLOCKS = 4096;

/** Bytes in which text must show what it is: the root element of an SVG or HTML page, behind prolog and comments. */
export const MAX_MARKUP_BYTES = 64 * 1024;

/**
 * A PDF's `%PDF-` may stand behind this many bytes (Adobe PDF 1.7, appendix H.3, note 13: "within the first 1024
 * bytes").
 */
export const MAX_PDF_OFFSET = 1024;
