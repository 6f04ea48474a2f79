// Codes for what callers hold: an input that cannot be opened.
export const inputCodes = {
  "input.not-found": {
    family: "input",
    status: 400,
    title: "File not found",
    fix: "Check the spelling and the folder you are in. A web address begins with https://; `~` is the shell's and needs no quotes.",
    retry: false,
    sentence: (f: { path: string }): string => `There is no file at ${f.path}.`,
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
  "input.no-pixels": {
    family: "input",
    status: 400,
    title: "There are no pixels to work with",
    fix: "Pass the picture itself: a path, a URL or bytes. Of a PDF, name one page: report.pdf#3.",
    retry: false,
    sentence: (f: { what: string }): string =>
      `This needs a picture whose pixels can be read, and the input is ${f.what}.`,
  },
  "input.several-pictures": {
    family: "input",
    status: 400,
    title: "One picture is wanted, and the input is several",
    fix: "Name one page or frame: report.pdf#3, film.gif#1.",
    retry: false,
    sentence: (f: { count: number }): string => `One picture or document goes here, and the input makes ${f.count}.`,
  },
  "input.already-file": {
    family: "input",
    status: 400,
    title: "This is a file of the platform already",
    fix: "Use its id as it is; to have the bytes somewhere else, pass the bytes.",
    retry: false,
    sentence: (f: { fileId: string }): string => `${f.fileId} is a file of the Files API: there is nothing to upload.`,
  },
  "input.crop-outside": {
    family: "input",
    status: 400,
    title: "Nothing of the picture is in the box",
    fix: "Give a box with an area inside the upright picture: x1 and y1 are its left and top edge, x2 and y2 the right and bottom one.",
    retry: false,
    sentence: (f: { x1: number; y1: number; x2: number; y2: number; width: number; height: number }): string =>
      `The box [${f.x1}, ${f.y1}, ${f.x2}, ${f.y2}] has no part in the picture, which is ${f.width}x${f.height} px.`,
  },
  "input.pages-of-no-pdf": {
    family: "input",
    status: 400,
    title: "Only PDFs, TIFFs and animated pictures have pages or frames to name",
    fix: "Leave the #... out, or name a PDF; pass a file whose name really ends so as bytes.",
    retry: false,
    sentence: (f: { what: string }): string => `Pages were named, and the input is ${f.what}.`,
  },
  "input.text-encoding": {
    family: "input",
    status: 400,
    title: "The text is not UTF-8",
    fix: "Save it as UTF-8 (`iconv -f ISO-8859-1 -t UTF-8 IN > OUT`); if it is no text, give it the ending of what it is.",
    retry: false,
    sentence: (_: Record<string, never>): string =>
      "The file is named like a text, but its bytes are neither UTF-8 nor marked as UTF-16.",
  },
  "input.no-transcript": {
    family: "input",
    status: 400,
    title: "There are no messages in it",
    fix: "Name a file of messages: a list or a request body as JSON, or a session with one JSON object a line.",
    retry: false,
    sentence: (f: { values: number }): string =>
      f.values === 0 ? "No line of it is JSON." : "It is JSON, but nothing in it is a message.",
  },
  "input.saved-conversation": {
    family: "input",
    status: 400,
    title: "This is a conversation that Fovea saved",
    fix: "Nothing in it can be wrong: its pictures were made right when they entered. Load it with `conversation()`, or go on with `fovea chat`.",
    retry: false,
    sentence: (_: Record<string, never>): string =>
      "Its pictures are kept apart from it, by their hashes; as a transcript it would have none.",
  },
  "input.not-writable": {
    family: "input",
    status: 400,
    title: "The file cannot be written",
    fix: "Check that the folder is yours to write in and has room, or copy the file to one that is.",
    retry: false,
    sentence: (f: { path: string; reason: string }): string => `${f.path} cannot be written (${f.reason}).`,
  },
  "input.being-repaired": {
    family: "input",
    status: 409,
    title: "Somebody else is repairing this file",
    fix: "Wait until the other is done; if none is running, an earlier one was killed: delete the file that is named.",
    retry: true,
    sentence: (f: { path: string }): string => `${f.path} is there already, which is made while a file is repaired.`,
  },
  "input.changed-meanwhile": {
    family: "input",
    status: 409,
    title: "The file changed while it was read",
    fix: "Close the program that writes to it, and try again. Nothing was changed.",
    retry: true,
    sentence: (f: { path: string }): string => `${f.path} is not what it was when the repair began.`,
  },
} as const;
