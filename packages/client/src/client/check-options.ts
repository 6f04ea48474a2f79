// Options are checked where they are given, so that a misspelt one is a TypeError and not a surprise on the wire.

type Check = (value: unknown) => string | null;

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) ? null : `one of ${values.join(", ")}`;
const text: Check = (value) => (typeof value === "string" ? null : "a string");
const name: Check = (value) => (typeof value === "string" && value.trim() !== "" ? null : "a string that is not empty");
const yesNo: Check = (value) => (typeof value === "boolean" ? null : "true or false");
const anything: Check = () => null;
const func: Check = (value) => (typeof value === "function" ? null : "a function");
const count: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) > 0 ? null : "a whole number from 1 up";
const tileCount: Check = (value) =>
  value === false || value === "auto" || count(value) === null ? null : 'false, "auto" or a whole number from 1 up';
const object: Check = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? null : "an object";
/** An object that does things: what it can do is looked for now, not in the middle of a call. */
const able =
  (...methods: readonly string[]): Check =>
  (value) =>
    typeof value === "object" && value !== null && methods.every((one) => typeof Reflect.get(value, one) === "function")
      ? null
      : `an object with ${methods.join(", ")}`;
/** A text can be iterated as well: its letters are nobody's ids, and everything would be deleted. An iterator is left for who reads it. */
const ids: Check = (value) => {
  const list = Array.isArray(value) || value instanceof Set ? [...value] : null;
  const iterable = typeof value === "object" && value !== null && Symbol.iterator in value;
  const wrong = list === null ? !iterable : !list.every((one) => typeof one === "string");
  return wrong ? "a list of file ids" : null;
};
const origins: Check = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === "string") ? null : "a list of origins, each a string";
const address: Check = (value) =>
  typeof value === "string" && /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : "")
    ? null
    : "an http or https URL";
const expiry: Check = (value) =>
  value === null || (Number.isSafeInteger(value) && (value as number) >= 3600 && (value as number) <= 7_776_000)
    ? null
    : "a whole number of seconds from 3600 to 7776000, or null";
const time: Check = (value) => (typeof value === "number" && value >= 0 ? null : "a time in ms since 1970");
const signal: Check = (value) => (value instanceof AbortSignal ? null : "an AbortSignal");

const POLICY: Readonly<Record<string, Check>> = {
  method: oneOf("auto", "base64", "url", "file"),
  uploads: oneOf("never", "asked", "auto"),
  fit: oneOf("never", "legal", "seen"),
  mode: oneOf("mend", "strict"),
};
const OPTIONS: Readonly<Record<string, Check>> = {
  ...POLICY,
  client: anything,
  apiKey: text,
  authToken: text,
  baseURL: address,
  fetch: func,
  fetchUrl: func,
  openedOrigins: origins,
  pixels: able("pixels", "ready"),
  decoder: object,
  platform: text,
  capabilities: object,
  model: name,
  ledger: able("find", "put", "touch", "forget", "list", "exclusive"),
  uploadsExpireInSeconds: expiry,
};
const CALL: Readonly<Record<string, Check>> = {
  ...POLICY,
  model: name,
  system: text,
  maxTokens: count,
  schema: object,
  label: yesNo,
  stripMetadata: yesNo,
  mendTruncated: yesNo,
  asImages: yesNo,
  stdin: anything,
  cwd: text,
  signal,
  onProgress: func,
};
/** `fields` has a check of its own: it knows what a conversation writes itself. */
const TURN: Readonly<Record<string, Check>> = {
  method: POLICY.method as Check,
  fit: POLICY.fit as Check,
  maxTokens: count,
  schema: object,
  fields: anything,
  label: yesNo,
  stripMetadata: yesNo,
  mendTruncated: yesNo,
  asImages: yesNo,
  stdin: anything,
  cwd: text,
  signal,
  onProgress: func,
};
const PLAN: Readonly<Record<string, Check>> = { ...CALL, fetch: yesNo, prompt: text };
const ESTIMATE: Readonly<Record<string, Check>> = {
  ...PLAN,
  turns: anything,
  outputTokens: anything,
  cache: anything,
  batch: anything,
  inferenceGeo: anything,
  write: yesNo,
};
const UPLOAD: Readonly<Record<string, Check>> = {
  fit: POLICY.fit as Check,
  model: name,
  filename: name,
  expiresInSeconds: expiry,
  stripMetadata: yesNo,
  mendTruncated: yesNo,
  stdin: anything,
  cwd: text,
  signal,
  onProgress: func,
};
const PRUNE: Readonly<Record<string, Check>> = { keep: ids, before: time, signal };
const IMAGE: Readonly<Record<string, Check>> = {
  ...POLICY,
  model: name,
  stripMetadata: yesNo,
  mendTruncated: yesNo,
  stdin: anything,
  cwd: text,
  signal,
  onProgress: func,
};

const LOCATE: Readonly<Record<string, Check>> = {
  model: name,
  fit: oneOf("never", "legal", "seen"),
  give: oneOf("boxes", "points"),
  scale: oneOf("pixels", "0..1", "0..1000"),
  schema: yesNo,
  within: object,
  tiles: tileCount,
  mendTruncated: yesNo,
  system: text,
  maxTokens: count,
  stdin: anything,
  cwd: text,
  signal,
};

const FETCH: Readonly<Record<string, Check>> = {
  ...POLICY,
  platform: text,
  capabilities: object,
  ledger: able("find", "put", "touch", "forget", "list", "exclusive"),
  fetch: func,
  fetchUrl: func,
  openedOrigins: origins,
  pixels: able("pixels", "ready"),
  decoder: object,
  credentials: func,
  maxBytes: count,
  maxKeptUrlBytes: count,
  onPlan: func,
  onLedger: func,
};

/** @throws TypeError that names the option and what it must be */
export function checkFetchOptions(options: object): void {
  check(options, FETCH, "foveaFetch");
}

/** @throws TypeError that names the option and what it must be */
export function checkOptions(options: object): void {
  check(options, OPTIONS, "createFovea");
}

/** @throws TypeError that names the option and what it must be */
export function checkCall(options: object): void {
  check(options, CALL, "ask and stream");
}

/** @throws TypeError that names the option and what it must be */
export function checkTurn(options: object): void {
  check(options, TURN, "a turn");
}

/** @throws TypeError that names the option and what it must be */
export function checkPlan(options: object): void {
  check(options, PLAN, "plan");
}

/** @throws TypeError that names the option and what it must be; `estimate` looks at the values of its own */
export function checkEstimate(options: object): void {
  check(options, ESTIMATE, "estimate");
}

/** @throws TypeError that names the option and what it must be */
export function checkUpload(options: object): void {
  check(options, UPLOAD, "upload");
}

/** @throws TypeError that names the option and what it must be */
export function checkPrune(options: object): void {
  check(options, PRUNE, "prune");
}

/** @throws TypeError that names the option and what it must be */
export function checkImage(options: object): void {
  check(options, IMAGE, "image");
}

/** @throws TypeError that names the option and what it must be */
export function checkLocate(options: object): void {
  check(options, LOCATE, "locate");
}

function check(options: unknown, checks: Readonly<Record<string, Check>>, taker: string): void {
  if (object(options) !== null) throw new TypeError(`the options of ${taker} must be an object`);
  for (const [key, value] of Object.entries(options as object)) {
    const found = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (found === undefined)
      throw new TypeError(`${key} is no option of ${taker}; there are ${Object.keys(checks).join(", ")}`);
    const wanted = value === undefined ? null : found(value);
    if (wanted !== null) throw new TypeError(`${key} must be ${wanted}`);
  }
}
