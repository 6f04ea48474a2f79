// Which headers pass, in each direction: a list of those that may, so that a new one never passes by accident. The caller's credentials, cookies
// and addresses stay here. Source: headers of the Claude API, claude errors and rate limits documentation, read 2026-09-26.

const TO_UPSTREAM = [
  "anthropic-version",
  "anthropic-beta",
  // `user_profile_id` of the Messages types, which the official clients send as a header.
  "anthropic-user-profile-id",
  "content-type",
  "accept",
] as const;

/** `content-encoding`: who passes a body untouched must say how it was packed. */
const TO_CALLER: ReadonlySet<string> = new Set([
  "request-id",
  "content-type",
  "content-encoding",
  "x-should-retry",
  "retry-after",
  "retry-after-ms",
  // How AWS, Azure and Google Cloud name a request, and AWS the kind of an error.
  "x-amzn-requestid",
  "x-amzn-errortype",
  "apim-request-id",
  "x-request-id",
]);
const PREFIX_TO_CALLER = "anthropic-";

/** The caller's headers that go upstream, by their lower case names. */
export function headersToUpstream(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of TO_UPSTREAM) {
    const value = headers[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}

/** The headers of a reply that go to the caller. One that came several times is joined, as HTTP has it. */
export function headersToCaller(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (value === undefined || !(TO_CALLER.has(key) || key.startsWith(PREFIX_TO_CALLER))) continue;
    passed[key] = Array.isArray(value) ? value.join(", ") : value;
  }
  return passed;
}
