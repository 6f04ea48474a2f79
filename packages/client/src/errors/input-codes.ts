// Codes for content that is wrong: what the caller holds cannot be read, or is not what it says it is.
export const inputCodes = {
  "input.not-found": {
    family: "input",
    status: 400,
    title: "File not found",
    fix: "Check the spelling and the folder you are in.",
    retry: false,
    sentence: (f: { path: string }): string => `There is no file at ${f.path}.`,
  },
  "input.block-place": {
    family: "input",
    status: 400,
    title: "A picture or document stands where none may stand",
    fix: "Move the block into a message of the user, or into the content of a tool result.",
    retry: false,
    sentence: (f: { block: "image" | "document"; place: string }): string =>
      `The ${f.block} block stands in ${f.place === "system" ? "the system prompt" : `a message of the ${f.place}`}; the Messages API takes none there.`,
  },
  "input.pdf-in-image": {
    family: "input",
    status: 400,
    title: "A PDF stands in an image block",
    fix: 'Send it as a document block (`"type": "document"`), or send its pages as pictures.',
    retry: false,
    sentence: (f: { mediaType: "application/pdf" }): string =>
      `The bytes of this image block are a PDF (${f.mediaType}); image blocks take JPEG, PNG, GIF and WebP.`,
  },
  "input.image-in-document": {
    family: "input",
    status: 400,
    title: "A picture stands in a document block",
    fix: 'Send it as an image block (`"type": "image"`); document blocks take PDF and text.',
    retry: false,
    sentence: (f: { mediaType: string }): string =>
      `The bytes of this document block are a picture (${f.mediaType}), not a PDF.`,
  },
  "input.web-page": {
    family: "input",
    status: 400,
    title: "A web page came in place of the content",
    fix: "Servers answer with a page when the real thing is missing or needs a login: get the file again and look at it before sending.",
    retry: false,
    sentence: (f: { block: "image" | "document" }): string =>
      `The bytes of this ${f.block} block are an HTML page, not ${f.block === "image" ? "a picture" : "a document"}.`,
  },
  "input.media-type-declared": {
    family: "input",
    status: 400,
    title: "The declared media type is wrong",
    fix: "Declare the media type that the bytes have, or use mode `mend`, which corrects it.",
    retry: false,
    sentence: (f: { declared: string | null; actual: string }): string =>
      `The source declares ${f.declared === null ? "no media type" : f.declared}, but its bytes are ${f.actual}.`,
  },
  "input.media-type-unsupported": {
    family: "input",
    status: 400,
    title: "The Messages API does not take this kind of picture",
    fix: "Convert it to JPEG, PNG, GIF or WebP, or let Fovea do it: mode `mend` with `fit` other than `never`.",
    retry: false,
    sentence: (f: { mediaType: string }): string =>
      `The picture is ${f.mediaType}; image blocks take JPEG, PNG, GIF and WebP.`,
  },
  "input.base64-text": {
    family: "input",
    status: 400,
    title: "The base64 text is not clean",
    fix: "Send plain base64 without a `data:` prefix and without line breaks, or use mode `mend`, which cleans it.",
    retry: false,
    sentence: (f: { flaws: readonly string[] }): string =>
      `The base64 text of the source has flaws that the platform answers with "invalid base64 data": ${f.flaws.join(", ")}.`,
  },
  "input.url-not-https": {
    family: "input",
    status: 400,
    title: "The URL is not an https URL",
    fix: "Use the https address of the picture, or save the picture and pass the file.",
    retry: false,
    sentence: (f: { scheme: string }): string =>
      f.scheme === ""
        ? "The url of the source is not a URL; only https URLs can be fetched."
        : `The url of the source begins with "${f.scheme}:"; only https URLs can be fetched.${f.scheme === "data" ? " The bytes of a data: URL belong into a base64 source." : ""}`,
  },
  "input.url-unreachable": {
    family: "input",
    status: 400,
    title: "The platform cannot reach this address",
    fix: "Pass the picture itself (the file, or base64), or put it where the public internet can reach it.",
    retry: false,
    sentence: (f: { host: string; reason: string; platform: string }): string =>
      `${f.host} is ${f.reason}, so it cannot be fetched by ${f.platform}.`,
  },
  "input.before-thinking": {
    family: "input",
    status: 400,
    title: "An image before a thinking block cannot be changed",
    fix: "Drop the thinking block and what it answers, or start a new conversation with the image made right from the beginning.",
    retry: false,
    sentence: (f: { image: string; thinking: string; change: string }): string =>
      `${f.image} would have to be changed (${f.change}), but the thinking block at ${f.thinking} is bound to the exact bytes before it and would be refused.`,
  },
  "input.several-problems": {
    family: "input",
    status: 400,
    title: "Several things are wrong with the request",
    fix: "Look at each problem; every one has its own code, path and fix.",
    retry: false,
    sentence: (f: {
      problems: readonly { readonly at: string | null; readonly code: string; readonly message: string }[];
    }): string =>
      `${f.problems.length} problems: ${f.problems.map((p) => (p.at === null ? p.message : `${p.at}: ${p.message}`)).join(" ")}`,
  },
  "input.unknown-platform": {
    family: "input",
    status: 400,
    title: "Unknown platform",
    fix: "Use one of the names in the message; `compatible` is any other server that speaks the Messages API.",
    retry: false,
    sentence: (f: { name: string; known: readonly string[] }): string =>
      `"${f.name}" is no platform. The platforms are ${f.known.join(", ")}.`,
  },
  "input.block-malformed": {
    family: "input",
    status: 400,
    title: "An image or document block is malformed",
    fix: "Give the block a source of one of the forms in the Messages API reference: base64, url or file; for documents also text or content.",
    retry: false,
    sentence: (f: {
      block: "image" | "document";
      /** Path below the block, as the platform prints it, like `image.source.base64.data`. */
      field: string;
      /** What is wrong there, in the platform's words where they are known, without a full stop. */
      reason: string;
    }): string => `The ${f.block} block is malformed at ${f.field}: ${f.reason}.`,
  },
  "input.block-container": {
    family: "input",
    status: 400,
    title: "A picture or document stands inside a block that takes none",
    fix: "Move the block into a message of the user, or into the content of a tool result.",
    retry: false,
    sentence: (f: { block: "image" | "document"; container: string }): string =>
      `The ${f.block} block stands inside a ${f.container} block, which takes none.`,
  },
  "input.blocks-too-deep": {
    family: "input",
    status: 400,
    title: "The content blocks are nested too deep",
    fix: "Send the blocks flat: no legal request nests them more than a few levels.",
    retry: false,
    sentence: (f: { limit: number }): string => `Content blocks stand more than ${f.limit} levels inside each other.`,
  },
  "input.length-changed": {
    family: "input",
    status: 400,
    title: "The input changed while it was read",
    fix: "Make sure that nothing writes to the file, and try again.",
    retry: true,
    sentence: (f: { expected: number; actual: number; more: boolean }): string =>
      `The input gave ${f.more ? "at least " : ""}${f.actual} bytes where ${f.expected} were announced.`,
  },
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
    fix: "Get the picture again, whole: a download or copy that was interrupted leaves such files.",
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
  "input.is-folder": {
    family: "input",
    status: 400,
    title: "This is a folder",
    fix: "Name the picture inside the folder.",
    retry: false,
    sentence: (f: { path: string }): string => `${f.path} is a folder, not a file.`,
  },
  "input.not-a-file": {
    family: "input",
    status: 400,
    title: "This is no file",
    fix: "Name a file or a named pipe; to read what is piped in, use `-`.",
    retry: false,
    sentence: (f: { path: string; kind: "device" | "socket" }): string => `${f.path} is a ${f.kind}, not a file.`,
  },
  "input.not-readable": {
    family: "input",
    status: 400,
    title: "The file cannot be read",
    fix: "Check that the file is yours to read, and that its disk is well.",
    retry: false,
    sentence: (f: { path: string; reason: string }): string => `${f.path} cannot be read (${f.reason}).`,
  },
  "input.bad-path": {
    family: "input",
    status: 400,
    title: "This is no path",
    fix: "Give the path of a file. If you hold the file's content, pass it as bytes (a Uint8Array or Buffer), not as text.",
    retry: false,
    sentence: (f: { reason: "empty" | "zero-byte" }): string =>
      f.reason === "empty"
        ? "The path is an empty text."
        : "The text given as a path has a zero byte in it, like the content of a file rather than its name.",
  },
  "input.looks-like-base64": {
    family: "input",
    status: 400,
    title: "This is base64, not a path",
    fix: 'Pass the bytes (`Buffer.from(text, "base64")`), or put `data:image/png;base64,` in front; the right type is found by itself.',
    retry: false,
    sentence: (f: { start: string; length: number }): string =>
      `There is no file of this name, but the text looks like base64: ${f.length} characters that begin with ${f.start}.`,
  },
  "input.url-form": {
    family: "input",
    status: 400,
    title: "The URL cannot be read",
    fix: "Give a whole URL, like https://example.com/cat.png or file:///home/me/cat.png; put ./ in front of a file whose name begins so.",
    retry: false,
    sentence: (f: { scheme: string; reason: string }): string =>
      `The text begins with "${f.scheme}:", but ${f.reason}.`,
  },
  "input.url-scheme": {
    family: "input",
    status: 400,
    title: "This kind of URL is not read",
    fix: "Get the picture with the tool that made the URL, and pass the file, its bytes, or an https URL.",
    retry: false,
    sentence: (f: { scheme: string }): string =>
      `The input is a "${f.scheme}:" URL; only https:, http:, data: and file: URLs are inputs.`,
  },
  "input.data-url-form": {
    family: "input",
    status: 400,
    title: "The data URL cannot be read",
    fix: "Use the form `data:image/png;base64,...`.",
    retry: false,
    sentence: (f: { start: string }): string =>
      `The data URL begins with ${JSON.stringify(f.start)}, and no comma ends its head.`,
  },
  "input.no-stdin": {
    family: "input",
    status: 400,
    title: "Nothing comes in on standard input",
    fix: "Pipe a picture in (`cat photo.png | ...`, or `... < photo.png`), or name a file instead of `-`.",
    retry: false,
    sentence: (f: { terminal: boolean }): string =>
      f.terminal
        ? "`-` means standard input, but that is the terminal; a picture cannot be typed."
        : "`-` means standard input, but none was handed in.",
  },
  "input.stream-used": {
    family: "input",
    status: 400,
    title: "The stream was read already",
    fix: "A stream can be read once: open it once and keep what came, or make a new stream.",
    retry: false,
    sentence: (f: { name: string }): string => `Something else has read from this input already: ${f.name}.`,
  },
  "input.file-id": {
    family: "input",
    status: 400,
    title: "This is no file id",
    fix: "Use the id the Files API gave, like file_011CNha8iCJcU1wXNR6q4V8w.",
    retry: false,
    sentence: (f: { start: string }): string =>
      `${JSON.stringify(f.start)} is no file id: those have 1 to 256 letters, digits, _ and -.`,
  },
} as const;
