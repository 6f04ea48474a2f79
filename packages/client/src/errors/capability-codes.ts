// Codes for what a platform, or this build of Fovea, does not offer. Their facts carry platform, capability and alternatives.
export const capabilityCodes = {
  "capability.step": {
    family: "capability",
    status: 400,
    title: "This step cannot be carried out here",
    fix: "Do what the message says is possible instead, and pass what comes of it; or choose a platform that does not need the step.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `The plan for ${f.platform} needs "${f.capability}", and nothing here can do that.${f.alternatives.length === 0 ? "" : ` Possible instead: ${f.alternatives.join("; ")}.`}`,
  },
  "capability.method": {
    family: "capability",
    status: 400,
    title: "The platform does not take this block by this method",
    fix: "Use one of the methods named; method `auto` picks a legal one, but not in strict mode, which changes nothing. A proxy of the Claude API counts as a compatible server until you say that its platform is `anthropic`.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `There is no way to send ${f.capability} to ${f.platform}; ${orList(f.alternatives)}.`,
  },
  "capability.block": {
    family: "capability",
    status: 400,
    title: "The platform takes no blocks of this kind",
    fix: "Send the content in another form (pages of a document as images, for example), or choose another platform.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `There is no way to send ${f.capability} to ${f.platform}; ${orList(f.alternatives)}.`,
  },
  "capability.make-url": {
    family: "capability",
    status: 400,
    title: "Bytes cannot be sent by url",
    fix: "Use one of the methods named, or put the picture on a public https server and pass its URL.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `Method "url" was asked for, but there is no URL that ${f.platform} could fetch: ${f.capability}; ${orList(f.alternatives)}.`,
  },
  "capability.uploads": {
    family: "capability",
    status: 400,
    title: "Uploads are not allowed",
    fix: "Set `uploads` to `asked` or `auto`, or use one of the methods named.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `Method "file" would upload the bytes to ${f.platform}, and the policy says uploads: "never"; ${orList(f.alternatives)}.`,
  },
  "capability.oversized-image": {
    family: "capability",
    status: 400,
    title: "The platform does not know transformations.oversized_image",
    fix: "Leave `transformations` out, or use mode `mend`, which takes it out.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `An image block for ${f.platform} cannot have ${f.capability}.`,
  },
  "capability.operation": {
    family: "capability",
    status: 404,
    title: "The platform has no such endpoint",
    fix: "Use a platform that has it, or leave the call out. A proxy of the Claude API counts as a compatible server until you say that its platform is `anthropic`.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `${capital(f.platform)} has no ${f.capability}; ${orList(f.alternatives)}.`,
  },
  "capability.threads": {
    family: "capability",
    status: 400,
    title: "Message threads are not there",
    fix: "Leave `threads` out: the conversation then sends its history itself.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `${capital(f.platform)} has no ${f.capability}; ${orList(f.alternatives)}.`,
  },
  "capability.sharp": {
    family: "capability",
    status: 501,
    title: "sharp is not installed",
    fix: "Install it beside Fovea: `npm install sharp`. Without it pictures are sent as they are, or refused.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `For ${f.capability} ${f.platform} needs the package sharp, and it is not there (or has no binary for this machine).`,
  },
  "capability.decoder": {
    family: "capability",
    status: 400,
    title: "This kind of picture cannot be decoded here",
    fix: "Convert the picture to JPEG or PNG first; the message says with what.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `There is no ${f.capability} in ${f.platform}; possible instead: ${f.alternatives.join(", ")}.`,
  },
  "capability.signature": {
    family: "capability",
    status: 400,
    title: "A signed request had to be changed, and cannot be signed again",
    fix: "Give `foveaFetch` the keys (`credentials: async () => ({ accessKeyId, secretAccessKey, sessionToken })`), set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to those that the client signs with, or use a bearer token, which covers no body.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `A picture of this request has to be changed for ${f.platform}, so its signature no longer fits, and nothing here can make another: ${f.capability}; ${orList(f.alternatives)}.`,
  },
  "capability.body-encoding": {
    family: "capability",
    status: 400,
    title: "The body is compressed in a way that cannot be undone here",
    fix: "Send the body as it is, or as gzip or deflate.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[] }): string =>
      `The pictures of a body in content-encoding ${f.capability} cannot be looked at before it is sent to ${f.platform}; ${orList(f.alternatives)}.`,
  },
  "capability.package": {
    family: "capability",
    status: 501,
    title: "An optional package is not installed",
    fix: "Install it beside Fovea with npm; the message names it. PDF needs `@hyzyla/pdfium`; HEIC needs `libheif-js`, which is under the LGPL and so never installed unasked.",
    retry: false,
    sentence: (f: { platform: string; capability: string; alternatives: readonly string[]; package: string }): string =>
      `For ${f.capability} ${f.platform} needs the package ${f.package}, and it is not there: \`npm install ${f.package}\`.`,
  },
} as const;

/** For the beginning of a sentence: "a compatible server" is a name as well. */
function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function orList(alternatives: readonly string[]): string {
  return alternatives.length === 0 ? "nothing else would work" : `possible: ${alternatives.join(", ")}`;
}
