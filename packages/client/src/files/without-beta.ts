// The header that asks for the Files API's shapes of before 2026-08-19, which have no expiry and know no `ids`.

const FILES_BETA = "files-api-2025-04-14";

/** The headers without that beta; other betas stay. What a signature covers is left alone. */
export function withoutFilesBeta(headers: Headers): Headers {
  const betas = headers.get("anthropic-beta");
  if (betas === null || headers.get("authorization")?.startsWith("AWS4-")) return headers;
  const kept = betas
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== FILES_BETA && one !== "");
  const clean = new Headers(headers);
  if (kept.length === 0) clean.delete("anthropic-beta");
  else clean.set("anthropic-beta", kept.join(", "));
  return clean;
}
