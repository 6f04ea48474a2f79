// Codes for other people's servers: a URL that could not be fetched, or must not be.
// Every `url` fact is printed without its query, fragment and user name: those may be secrets (signed URLs).

/** A URL as sentences name it: the one given, or the redirect it came from. */
const spelled = (f: { url: string; hop: number }): string => (f.hop === 0 ? f.url : `${f.url} (redirect ${f.hop})`);

/** How a sentence says which part of a fetch was slow. */
const SLOW = {
  resolve: "was not asked: its host name was not resolved within",
  connect: "could not be connected to within",
  headers: "did not begin to answer within",
  idle: "fell silent in the middle of its answer for",
  total: "was not fetched within",
} as const;

export const fetchCodes = {
  "fetch.status": {
    family: "fetch",
    status: 400,
    title: "The server did not give the picture",
    fix: "Open the URL in a private browser window; if it does not load there, save the picture and pass the file instead.",
    retry: true,
    sentence: (f: { url: string; status: number }): string => `${f.url} answered with status ${f.status}.`,
  },
  "fetch.bad-url": {
    family: "fetch",
    status: 400,
    title: "Not a URL",
    fix: "Give a whole URL, like https://example.com/cat.png.",
    retry: false,
    sentence: (f: { url: string; hop: number }): string => `${spelled(f)} is not a URL that can be read.`,
  },
  "fetch.scheme": {
    family: "fetch",
    status: 400,
    title: "Only https is fetched",
    fix: "Use an https URL, or save the picture and pass the file instead.",
    retry: false,
    sentence: (f: { url: string; scheme: string; hop: number }): string =>
      `${spelled(f)} uses ${f.scheme}; only https is fetched.`,
  },
  "fetch.userinfo": {
    family: "fetch",
    status: 400,
    title: "The URL carries a user name or password",
    fix: "Take out what stands before the @; if the picture needs a password, save it and pass the file instead.",
    retry: false,
    sentence: (f: { url: string; hop: number }): string =>
      `${spelled(f)} was given with a user name or password before the @, and those are never sent.`,
  },
  "fetch.port": {
    family: "fetch",
    status: 400,
    title: "Only port 443 is asked",
    fix: "Serve the picture on port 443, or save it and pass the file instead.",
    retry: false,
    sentence: (f: { url: string; port: number; hop: number }): string =>
      `${spelled(f)} asks port ${f.port}; only port 443 is asked.`,
  },
  "fetch.private-address": {
    family: "fetch",
    status: 400,
    title: "The address is not on the public internet",
    fix: "Save the picture and pass the file instead: addresses of private networks and of this machine are never asked.",
    retry: false,
    sentence: (f: { url: string; host: string; address: string; range: string; hop: number }): string =>
      `${spelled(f)} leads to ${f.host === f.address ? f.address : `${f.host}, which is ${f.address}`} (${f.range}); only public addresses are asked.`,
  },
  "fetch.dns": {
    family: "fetch",
    status: 400,
    title: "The host name was not found",
    fix: "Check the spelling of the host, and that this machine can resolve names.",
    retry: true,
    sentence: (f: { url: string; host: string; reason: string }): string =>
      `No address was found for ${f.host} (${f.reason}), asked for ${f.url}.`,
  },
  "fetch.connect": {
    family: "fetch",
    status: 400,
    title: "The server could not be reached",
    fix: "Try again; if it keeps failing, check that the URL opens in a browser from this machine's network.",
    retry: true,
    sentence: (f: { url: string; host: string; reason: string }): string =>
      `No connection to ${f.host} for ${f.url} (${f.reason}).`,
  },
  "fetch.tls": {
    family: "fetch",
    status: 400,
    title: "The server's certificate was not accepted",
    fix: "Open the URL in a browser: if it warns there too, the server must be mended. Save the picture and pass the file instead.",
    retry: false,
    sentence: (f: { url: string; host: string; reason: string }): string =>
      `No safe connection to ${f.host} for ${f.url} (${f.reason}).`,
  },
  "fetch.timeout": {
    family: "fetch",
    status: 400,
    title: "The server took too long",
    fix: "Try again, or save the picture and pass the file instead.",
    retry: true,
    sentence: (f: {
      url: string;
      phase: "resolve" | "connect" | "headers" | "idle" | "total";
      timeoutMs: number;
    }): string => `${f.url} ${SLOW[f.phase]} ${f.timeoutMs} ms.`,
  },
  "fetch.too-many-redirects": {
    family: "fetch",
    status: 400,
    title: "Too many redirects",
    fix: "Use the URL the redirects end at.",
    retry: false,
    sentence: (f: { url: string; limit: number }): string =>
      `${f.url} redirects again after ${f.limit} ${f.limit === 1 ? "redirect" : "redirects"}.`,
  },
  "fetch.encoding": {
    family: "fetch",
    status: 400,
    title: "The server compressed its answer",
    fix: "Save the picture and pass the file instead: plain bytes were asked for, and compressed ones can hide any size.",
    retry: false,
    sentence: (f: { url: string; encoding: string }): string =>
      `${f.url} answered with the encoding "${f.encoding}", though plain bytes were asked for.`,
  },
  "fetch.protocol": {
    family: "fetch",
    status: 400,
    title: "The server's answer is not proper HTTP",
    fix: "Save the picture and pass the file instead.",
    retry: false,
    sentence: (f: { url: string; reason: string }): string =>
      `${f.url} gave an answer that is not accepted (${f.reason}).`,
  },
  "fetch.broken": {
    family: "fetch",
    status: 400,
    title: "The connection broke before the end",
    fix: "Try again, or save the picture and pass the file instead.",
    retry: true,
    sentence: (f: { url: string; received: number; expected: number | null }): string =>
      `${f.url} broke off after ${f.received}${f.expected === null ? "" : ` of ${f.expected}`} bytes.`,
  },
  "fetch.busy": {
    family: "fetch",
    status: 529,
    title: "Too many pictures are being fetched",
    fix: "Try again in a moment.",
    retry: true,
    sentence: (f: { url: string; waiting: number }): string =>
      `${f.url} was not asked: ${f.waiting} other fetches are waiting already.`,
  },
} as const;
