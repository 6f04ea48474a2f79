// Which parameters of a query pass: those of the Claude API alone, as with headers. Clouds take keys and tokens there too (`key` and `access_token`
// at Google, `X-Amz-...` at AWS), and a caller's own go nowhere. Source: the parameters of npm @anthropic-ai/sdk 1.12.0.

const PASSED: ReadonlySet<string> = new Set([
  "beta",
  "limit",
  "after_id",
  "before_id",
  "page",
  "lifecycle",
  "lifecycle[]",
]);

/** The caller's query as it goes upstream, without the `?`; empty when nothing of it does. */
export function queryToUpstream(query: URLSearchParams): string {
  return new URLSearchParams([...query].filter(([name]) => PASSED.has(name))).toString();
}
