// Codes for what answers: a platform that cannot be reached, or the built-in eyes.
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
} as const;
