// Codes for the blocks of a request and for what is asked of it.
export const requestCodes = {
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
  "input.in-history": {
    family: "input",
    status: 400,
    title: "An image that was sent in an earlier turn cannot be changed",
    fix: "Start a new conversation with the image made right from the beginning, or ask about the new pictures apart.",
    retry: false,
    sentence: (f: { image: string; change: string }): string =>
      `${f.image} would have to be changed (${f.change}), but it was sent in an earlier turn, and what was sent is sent again byte for byte.`,
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
  "input.body-byte-order-mark": {
    family: "input",
    status: 400,
    title: "The body begins with a byte order mark",
    fix: "Write the body as UTF-8 without a byte order mark: JSON has none.",
    retry: false,
    sentence: (f: { encoding: "UTF-8" | "UTF-16" }): string =>
      `The body begins with the byte order mark of ${f.encoding}, which JSON does not allow.`,
  },
  "input.body-not-utf8": {
    family: "input",
    status: 400,
    title: "The body is not UTF-8",
    fix: "Write the body as UTF-8.",
    retry: false,
    sentence: (f: { offset: number }): string => `The body is not valid UTF-8 at byte ${f.offset}.`,
  },
  "input.body-encoding": {
    family: "input",
    status: 400,
    title: "The body is not in the encoding that it says",
    fix: "Send the body as its `content-encoding` says, or without that header.",
    retry: false,
    sentence: (f: { encoding: string }): string => `The body is not valid ${f.encoding}.`,
  },
  "input.body-not-json": {
    family: "input",
    status: 400,
    title: "The body is not JSON",
    fix: "Look at the body at the byte named; a JSON library writes bodies that are right.",
    retry: false,
    sentence: (f: {
      /** Byte of the body; null where only the parser knows. */
      offset: number | null;
      /** Without a full stop. */
      reason: string;
    }): string => `The body is not valid JSON${f.offset === null ? "" : ` at byte ${f.offset}`}: ${f.reason}.`,
  },
  "input.body-too-deep": {
    family: "input",
    status: 400,
    title: "The body is nested too deep",
    fix: "Send a flatter body: no request needs this many objects and arrays inside each other.",
    retry: false,
    sentence: (f: { limit: number }): string => `More than ${f.limit} objects and arrays stand inside each other.`,
  },
  "input.body-too-many-keys": {
    family: "input",
    status: 400,
    title: "The body has too many keys",
    fix: "Send the fields of a request and nothing else: the Messages API knows some thirty.",
    retry: false,
    sentence: (f: { limit: number }): string => `The request has more than ${f.limit} keys of its own.`,
  },
  "input.body-too-many-values": {
    family: "input",
    status: 400,
    title: "The body has too many values",
    fix: "Send a shorter request: long ones are long because of their texts, not because of how many values they have.",
    retry: false,
    sentence: (f: { limit: number }): string =>
      `More than ${f.limit} JSON values stand in the body, those inside others counted too.`,
  },
  "input.body-duplicate-key": {
    family: "input",
    status: 400,
    title: "An object has a key twice",
    fix: "Write the key once: of two, one parser reads the first and another the last.",
    retry: false,
    sentence: (f: { key: string }): string => `The key ${JSON.stringify(f.key)} stands twice in one object.`,
  },
} as const;
