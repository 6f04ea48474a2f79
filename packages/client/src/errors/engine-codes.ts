// Codes for what answers: a platform that cannot be reached, or the built-in eyes.

/** How a sentence says which part of a request was slow. */
const SLOW = {
  connect: "could not be connected to within",
  headers: "did not begin to answer within",
  idle: "fell silent in the middle of its answer for",
} as const;

export const engineCodes = {
  "engine.no-sdk": {
    family: "engine",
    status: 500,
    title: "The official client is not installed",
    fix: "Run `npm install @anthropic-ai/sdk`, or pass an official client to createFovea as `client`.",
    retry: false,
    sentence: (f: { package: string }): string => `${f.package} could not be imported, and no client was given.`,
  },
  "engine.unreadable-answer": {
    family: "engine",
    status: 502,
    title: "The answer cannot be read",
    fix: "Check that the base URL leads to a server that speaks the Messages API, and try again.",
    retry: true,
    sentence: (f: { detail: string }): string =>
      `What came back is no message of the Messages API, or it broke off (${f.detail}).`,
  },
  "engine.find-answer": {
    family: "engine",
    status: 502,
    title: "The answer is no list of places",
    fix: "Try again, or use a model that keeps to the JSON schema of `output_config.format`.",
    retry: true,
    sentence: (f: { detail: string; start: string }): string =>
      `The model was asked where things are, and its answer cannot be read: ${f.detail}${f.start === "" ? "" : ` (it begins with ${JSON.stringify(f.start)})`}.`,
  },
  "engine.find-coordinates": {
    family: "engine",
    status: 502,
    title: "A place in the answer lies outside the picture",
    fix: 'Try again. If this model answers in thousandths of the picture, say so: `scale: "0..1000"` (`--scale 0..1000`).',
    retry: true,
    sentence: (f: { place: string; index: number; width: number; height: number; mayBeThousandths: boolean }): string =>
      `The model sees ${f.width}x${f.height} px, and objects[${f.index}] of its answer is at ${f.place}${f.mayBeThousandths ? "; those may be thousandths of the picture" : ""}.`,
  },
  // Of the platform behind a gateway. Every `url` fact is printed without its query.
  "engine.upstream-unreachable": {
    family: "engine",
    status: 502,
    title: "The platform cannot be reached",
    fix: "Check that the upstream's address is right and that its server runs, then try again.",
    retry: true,
    sentence: (f: { url: string; reason: string }): string => `No connection to ${f.url} (${f.reason}).`,
  },
  "engine.upstream-timeout": {
    family: "engine",
    status: 504,
    title: "The platform took too long",
    fix: "Try again; for long answers ask for a stream.",
    retry: true,
    sentence: (f: { url: string; phase: "connect" | "headers" | "idle"; timeoutMs: number }): string =>
      `${f.url} ${SLOW[f.phase]} ${f.timeoutMs} ms.`,
  },
  "engine.upstream-broken": {
    family: "engine",
    status: 502,
    title: "The connection to the platform broke",
    fix: "Try again. The platform may have received the request.",
    retry: true,
    sentence: (f: { url: string; reason: string }): string =>
      `${f.url} broke off before its reply was whole (${f.reason}).`,
  },
  "engine.upstream-tls": {
    family: "engine",
    status: 502,
    title: "The platform's certificate was not accepted",
    fix: "Check the upstream's address, and whether it is https or http; for a certificate of your own authority, name its file as `ca` in fovea.json, or start Node with NODE_EXTRA_CA_CERTS.",
    retry: false,
    sentence: (f: { url: string; reason: string }): string => `No safe connection to ${f.url} (${f.reason}).`,
  },
  "engine.upstream-not-http": {
    family: "engine",
    status: 502,
    title: "The platform's reply is not proper HTTP",
    fix: "Check that the upstream's address and port lead to a server that speaks the Claude API.",
    retry: false,
    sentence: (f: { url: string; reason: string }): string =>
      `${f.url} gave a reply that cannot be read (${f.reason}).`,
  },
  "engine.upload-unreadable": {
    family: "engine",
    status: 502,
    title: "The platform's answer to an upload cannot be read",
    fix: "Check that the platform has a Files API; set `uploads` to `never` where it has none. The platform may have kept the file.",
    retry: false,
    sentence: (f: { platform: string; status: number }): string =>
      `${f.platform} answered an upload with ${f.status} and no file id.`,
  },
  "engine.upstream-redirects": {
    family: "engine",
    status: 502,
    title: "The platform redirects elsewhere",
    fix: "Give the upstream's own address (https, if it asks for that): requests with images are not sent a second time.",
    retry: false,
    sentence: (f: { url: string; status: number }): string => `${f.url} answered with a redirect (${f.status}).`,
  },
  "engine.credentials": {
    family: "engine",
    status: 500,
    title: "No credentials for the platform",
    fix: "Run `fovea doctor`: it says where credentials are looked for, and what was found.",
    retry: false,
    sentence: (f: { platform: string; reason: string }): string =>
      `The gateway has no working credentials for ${f.platform} (${f.reason}).`,
  },
  "engine.decoder-crashed": {
    family: "engine",
    status: 500,
    title: "The decoder stopped",
    fix: "Try again; the decoder has been restarted. If it happens twice with the same file, the file is the cause: convert it to PNG or JPEG.",
    retry: true,
    sentence: (f: { detail: string }): string =>
      `The process that decodes PDF, HEIC and SVG ended before it answered (${f.detail}).`,
  },
  "engine.decoder-busy": {
    family: "engine",
    status: 529,
    title: "Too many files wait for the decoder",
    fix: "Try again in a moment, or run more decoder processes.",
    retry: true,
    sentence: (f: { limit: number }): string => `${f.limit} files wait for the decoder already.`,
  },
  "engine.decoder-closed": {
    family: "engine",
    status: 503,
    title: "The decoder was closed",
    fix: "Make a new one, or close it after the last answer.",
    retry: false,
    sentence: (_: Record<string, never>): string => "The decoder was closed before it answered.",
  },
} as const;
