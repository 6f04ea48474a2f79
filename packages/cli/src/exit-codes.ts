// What the command's exit code says. docs/cli.md lists the same table; a test compares them.

export const EXIT_CODES = {
  ok: { code: 0, meaning: "done" },
  unexpected: {
    code: 1,
    meaning: "a fault in Fovea itself, a Node that is too old, or standard output that cannot be written",
  },
  usage: { code: 2, meaning: "the command line is wrong" },
  input: { code: 3, meaning: "an input cannot be used: missing, empty, truncated, not a picture, wrong base64" },
  limit: { code: 4, meaning: "a number is over a limit: bytes, pixels, images" },
  capability: { code: 5, meaning: "the platform, or this build, does not offer what is needed" },
  fetch: { code: 6, meaning: "a URL could not be fetched, or must not be" },
  engine: { code: 7, meaning: "what answers failed: the built-in eyes, or the connection to the platform" },
  platform: { code: 8, meaning: "the platform answered with an error" },
  store: {
    code: 9,
    meaning: "the data directory cannot be used: another process has it, no rights, no space, or a Node before 22.13",
  },
  listen: {
    code: 10,
    meaning: "the server cannot listen: the port is taken or not allowed, or the host is none of this machine",
  },
  config: { code: 11, meaning: "the configuration is wrong: fovea.json, or a FOVEA_ variable" },
  doctor: { code: 12, meaning: "`fovea doctor` found something that does not work, or that it could not repair" },
  nothing: { code: 13, meaning: "`fovea find` found nothing: the question was answered, and the list is empty" },
  interrupted: { code: 130, meaning: "interrupted with Ctrl-C" },
} as const;

export type Exit = keyof typeof EXIT_CODES;
