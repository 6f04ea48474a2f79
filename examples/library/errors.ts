// Errors say what is wrong, with which block, and what to do; and a platform's refusal is read the same way, whoever hands it on.
// npx node --conditions=@fovea/source examples/library/errors.ts
import {
  CapabilityError,
  CODES,
  createFovea,
  DEFAULT_MAX_TOKENS,
  DEFAULT_MODEL,
  EngineError,
  FetchError,
  FoveaError,
  InputError,
  LimitError,
  readRejection,
  StoreError,
} from "@fovea/client";

const FAMILIES = { InputError, LimitError, CapabilityError, FetchError, EngineError, StoreError };

const fovea = createFovea({ apiKey: "unused", baseURL: "http://127.0.0.1:9", platform: "anthropic" });
for (const ask of [
  () => fovea.ask(new TextEncoder().encode("I am no picture"), "What is this?"),
  () => fovea.ask("http://127.0.0.1/a.png", "What is this?", { method: "base64" }),
  () => fovea.plan("no-such-file.png"),
]) {
  const error: unknown = await ask().catch((caught: unknown) => caught);
  if (!FoveaError.isInstance(error)) throw error;
  const family = Object.entries(FAMILIES).find(([, one]) => error instanceof one)?.[0];
  console.log(`${family} ${error.code} (${CODES[error.code].status}): ${error.message} ${error.fix}`);
}

const refused = readRejection(
  "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes",
);
console.log(refused?.kind, refused?.at, refused?.limit);
console.log(`answers of ${DEFAULT_MAX_TOKENS} tokens from ${DEFAULT_MODEL} where nobody says otherwise`);
