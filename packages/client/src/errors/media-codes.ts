// Codes for bytes and base64 text that prove something wrong.
export const mediaCodes = {
  "input.empty": {
    family: "input",
    status: 400,
    title: "There is nothing in it",
    fix: "Look at what made the file or the text: a failed download or a failed tool often leaves an empty one.",
    retry: false,
    sentence: (f: { what: "file" | "base64 text" }): string => `The ${f.what} is empty.`,
  },
  "input.not-an-image": {
    family: "input",
    status: 400,
    title: "This is not a picture",
    fix: "Open the file in an image viewer. If it is a picture of another kind, convert it to JPEG, PNG, GIF or WebP; if it is an error message, get the picture again.",
    retry: false,
    sentence: (f: { looksLike: string }): string =>
      `The bytes are no kind of picture that can be sent or converted: they look like ${f.looksLike}.`,
  },
  "input.truncated": {
    family: "input",
    status: 400,
    title: "The picture ends too early",
    fix: "Get the picture again, whole: a download or copy that was interrupted leaves such files. mendTruncated, or --mend-truncated, sends what can be seen of a JPEG, PNG, GIF, WebP, TIFF, BMP or HEIC.",
    retry: false,
    sentence: (f: { mediaType: string; byteLength: number; missing: number | null }): string =>
      `The file (${f.mediaType}, ${f.byteLength} bytes) ends before the picture does; ${
        f.missing === null ? "how much is missing cannot be told" : `at least ${f.missing} bytes are missing`
      }.`,
  },
  "input.zero-size": {
    family: "input",
    status: 400,
    title: "The picture has no pixels",
    fix: "Save the picture again with the program that made it; no decoder can show this file.",
    retry: false,
    sentence: (f: { mediaType: string; width: number; height: number }): string =>
      `The header (${f.mediaType}) says that the picture is ${f.width}x${f.height} px.`,
  },
  "input.broken-header": {
    family: "input",
    status: 400,
    title: "The picture's header is broken",
    fix: "Open the file in an image viewer and save it anew; if it does not open there, get the picture again.",
    retry: false,
    sentence: (f: { mediaType: string; offset: number; detail: string }): string =>
      `The header (${f.mediaType}) cannot be read: at byte ${f.offset}, ${f.detail}.`,
  },
  "input.damaged": {
    family: "input",
    status: 400,
    title: "The picture is damaged",
    fix: "Get the picture again, or open it in an image viewer and save what can be seen of it.",
    retry: false,
    sentence: (f: { mediaType: string; offset: number; detail: string }): string =>
      `The header (${f.mediaType}) is good, but at byte ${f.offset}, ${f.detail}.`,
  },
  "input.undecodable": {
    family: "input",
    status: 400,
    title: "The picture cannot be decoded",
    fix: "Get the picture again, or open it in an image viewer and save what can be seen of it.",
    retry: false,
    sentence: (f: { mediaType: string; detail: string }): string =>
      `The pixels (${f.mediaType}) cannot be read: ${f.detail}.`,
  },
  "input.base64-invalid": {
    family: "input",
    status: 400,
    title: "The text is not base64",
    fix: "Encode the file's bytes as base64 (A-Z, a-z, 0-9, + and /) and send nothing else in the text.",
    retry: false,
    sentence: (f: { offset: number; character: string }): string =>
      `The base64 text has ${
        /\p{C}/u.test(f.character)
          ? `U+${f.character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`
          : JSON.stringify(f.character)
      } at character ${f.offset}, where only its alphabet may stand.`,
  },
  "input.base64-length": {
    family: "input",
    status: 400,
    title: "The base64 text was cut",
    fix: "Send the whole text; a limit on the length of a field, a log or a terminal line often cuts it.",
    retry: false,
    sentence: (f: { length: number }): string =>
      `The base64 text has ${f.length} characters, one more than whole bytes need: it cannot be complete.`,
  },
  "input.data-url": {
    family: "input",
    status: 400,
    title: "The data URL is not in base64",
    fix: "Use the form `data:image/png;base64,...`, or send the base64 text alone.",
    retry: false,
    sentence: (f: { start: string }): string =>
      `The text begins with ${JSON.stringify(f.start)}, which is no data URL in base64.`,
  },
  "input.pdf-broken": {
    family: "input",
    status: 400,
    title: "The PDF cannot be opened",
    fix: "Open it in a viewer and print it to a new PDF; if it does not open there, get it again.",
    retry: false,
    sentence: (f: { detail: string }): string => `The PDF cannot be read: ${f.detail}.`,
  },
  "input.pdf-password": {
    family: "input",
    status: 400,
    title: "The PDF needs a password",
    fix: "Save it without one: open it in a viewer and print it to a new PDF, or `qpdf --decrypt --password=... IN OUT`.",
    retry: false,
    sentence: (_: Record<string, never>): string => "The PDF is locked with a password, and nobody here knows it.",
  },
  "input.pdf-encrypted": {
    family: "input",
    status: 400,
    title: "The PDF is encrypted",
    fix: "Send its pages as pictures (`--as-images`, `asImages`), or save it without encryption: `qpdf --decrypt IN OUT`.",
    retry: false,
    sentence: (f: { platform: string }): string =>
      `The PDF opens without a password, but it is encrypted, and ${f.platform} takes no encrypted PDF.`,
  },
  "input.page-range": {
    family: "input",
    status: 400,
    title: "The document has no such pages",
    fix: "Pages are counted from 1; write one page as report.pdf#3, several as report.pdf#2-5, all from one on as report.pdf#7-.",
    retry: false,
    sentence: (f: { from: number; to: number; pages: number }): string =>
      `Pages ${f.from} to ${f.to} were asked for, and the file has ${f.pages === 1 ? "1 page" : `${f.pages} pages`}.`,
  },
  "input.svg-external": {
    family: "input",
    status: 400,
    title: "The SVG shows pictures that are elsewhere",
    fix: "Save it with its pictures embedded (`data:` URLs), or as PNG.",
    retry: false,
    sentence: (f: { start: string }): string =>
      `The SVG refers to ${JSON.stringify(f.start)}, and nothing outside the file is opened for it.`,
  },
  "input.office": {
    family: "input",
    status: 400,
    title: "Office documents cannot be sent",
    fix: "Save it as PDF (pages are then seen as they look), or a table as CSV: `soffice --headless --convert-to pdf FILE`.",
    retry: false,
    sentence: (f: { kind: string }): string =>
      `The file is a ${f.kind} of an office program; document blocks take PDF and plain text.`,
  },
} as const;
