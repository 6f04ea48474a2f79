// Codes for a number that is over a limit. Their facts carry limit, actual and unit.
export const limitCodes = {
  "limit.image-base64-bytes": {
    family: "limit",
    status: 400,
    title: "Image has too many bytes",
    fix: "Resize or recompress the picture, or upload it where the platform has a Files API.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "base64 bytes"; platform: string }): string =>
      `The image is ${f.actual} bytes as base64; the most for ${f.platform} is ${f.limit}.`,
  },
  "limit.fetch-bytes": {
    family: "limit",
    status: 400,
    title: "The picture behind the URL is too large",
    fix: "Make the picture smaller, or save it and pass the file instead.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "bytes"; url: string }): string =>
      `${f.url} gives at least ${f.actual} bytes; at most ${f.limit} are fetched.`,
  },
  "limit.edge": {
    family: "limit",
    status: 400,
    title: "Image has too many pixels on one side",
    fix: "Make the picture smaller, or let Fovea do it: mode `mend` with `fit` other than `never`.",
    retry: false,
    sentence: (f: {
      limit: number;
      actual: number;
      unit: "px";
      width: number;
      height: number;
      platform: string;
    }): string => `The image is ${f.width}x${f.height} px; the most for ${f.platform} is ${f.limit} px on each side.`,
  },
  "limit.many-images-edge": {
    family: "limit",
    status: 400,
    title: "Image is too large for a request with many images",
    fix: "Make the picture smaller, send fewer images in one request, or let Fovea resize: mode `mend` with `fit` other than `never`.",
    retry: false,
    sentence: (f: {
      limit: number;
      actual: number;
      unit: "px";
      width: number;
      height: number;
      images: number;
      manyImages: number;
      platform: string;
    }): string =>
      `The image is ${f.width}x${f.height} px; in a request with more than ${f.manyImages} images (this one has ${f.images}) the most for ${f.platform} is ${f.limit} px on each side.`,
  },
  "limit.tier": {
    family: "limit",
    status: 400,
    title: "Image is larger than the model sees, and the block forbids downsizing",
    fix: 'Scale the picture to the size named, or set the block\'s `transformations.oversized_image` to "downsize".',
    retry: false,
    sentence: (f: {
      limit: number;
      actual: number;
      unit: "px";
      width: number;
      height: number;
      fitWidth: number;
      fitHeight: number;
      model: string;
    }): string =>
      `The image is ${f.width}x${f.height} px and ${f.model} would see ${f.fitWidth}x${f.fitHeight} px, but its oversized_image setting is "error".`,
  },
  "limit.pixels": {
    family: "limit",
    status: 400,
    title: "Image has too many pixels to decode",
    fix: "Make the picture smaller with an image editor before sending it.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "px"; width: number; height: number }): string =>
      `The image is ${f.width}x${f.height} px, ${f.actual} pixels; it must be made smaller, and Fovea decodes at most ${f.limit} pixels.`,
  },
  "limit.image-count": {
    family: "limit",
    status: 400,
    title: "Too many images and documents in one request",
    fix: "Send fewer images, or use a model with a larger context window.",
    retry: false,
    sentence: (f: {
      limit: number;
      actual: number;
      unit: "images and pages";
      images: number;
      documents: number;
      model: string;
    }): string =>
      `The request has ${f.images} images and ${f.documents} documents; ${f.model} takes at most ${f.limit} images and document pages together.`,
  },
  "limit.request-bytes": {
    family: "limit",
    status: 413,
    title: "Request has too many bytes",
    fix: 'Send fewer or smaller images, allow uploads (`uploads: "auto"`) where the platform has a Files API, or use `fit: "seen"`.',
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "bytes"; platform: string }): string =>
      `The request would be ${f.actual} bytes; the most for ${f.platform} is ${f.limit}.`,
  },
  "limit.header-bytes": {
    family: "limit",
    status: 400,
    title: "The picture's header is too long",
    fix: "Save the picture again without its metadata.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "header bytes"; mediaType: string }): string =>
      `The header (${f.mediaType}) goes on for at least ${f.actual} bytes before the pixels; at most ${f.limit} are read.`,
  },
  "limit.header-blocks": {
    family: "limit",
    status: 400,
    title: "The picture's header has too many parts",
    fix: "Save the picture again without its metadata.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "header blocks"; mediaType: string }): string =>
      `The header (${f.mediaType}) has at least ${f.actual} blocks before the pixels; at most ${f.limit} are read.`,
  },
  "limit.input-bytes": {
    family: "limit",
    status: 400,
    title: "The input is too large",
    fix: "Make it smaller. A file of up to 500 MB can be uploaded (`upload`) and named by its id.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "bytes"; name: string }): string =>
      `The input has at least ${f.actual} bytes, and ${f.limit} are read at most: ${f.name}.`,
  },
  "limit.picture-bytes": {
    family: "limit",
    status: 400,
    title: "The picture cannot be made small enough",
    fix: "Send fewer pictures in one request, or a part of this one; made any smaller, nothing could be seen in it.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "bytes"; width: number; height: number }): string =>
      `At ${f.width}x${f.height} px and the lowest quality the picture still has ${f.actual} bytes; at most ${f.limit} can be sent.`,
  },
  "limit.pages-drawn": {
    family: "limit",
    status: 400,
    title: "Too many pages to draw at once",
    fix: "Name the pages that matter, like report.pdf#2-5.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "pages" }): string =>
      `${f.actual} pages of a PDF were to be drawn as pictures; at most ${f.limit} are at once.`,
  },
  "limit.pdf-pages": {
    family: "limit",
    status: 400,
    title: "The documents have too many pages",
    fix: "Name the pages that matter, like report.pdf#2-5, split the document, or use a model with a larger context window.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "pages"; sum: string; model: string }): string =>
      `The request has ${f.sum === String(f.actual) ? f.actual : `${f.sum} = ${f.actual}`} pages of PDF; ${f.model} takes at most ${f.limit} in one request.`,
  },
  "limit.decode-time": {
    family: "limit",
    status: 400,
    title: "Decoding the file takes too long",
    fix: "Save the file anew with the program that made it, or convert it to pictures; some files are made to keep decoders busy.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "ms" }): string =>
      `The decoder was at it for ${f.limit} ms, and was ended.`,
  },
  "limit.decode-memory": {
    family: "limit",
    status: 400,
    title: "Decoding the file takes too much memory",
    fix: "Save the file anew with the program that made it, or convert it to pictures; some files are made to fill the memory.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "bytes of memory" }): string =>
      `The decoder had taken ${f.actual} bytes of memory, over its limit of ${f.limit}, and was ended.`,
  },
  "limit.transcript-line": {
    family: "limit",
    status: 400,
    title: "A line of the transcript is too long",
    fix: "No request can hold so much. Look at the line (`sed -n LINEp FILE | head -c 1000`): it is not one that is sent, and can be taken out by hand.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "bytes"; line: number }): string =>
      `Line ${f.line} has at least ${f.actual} bytes; at most ${f.limit} are read as one.`,
  },
} as const;
