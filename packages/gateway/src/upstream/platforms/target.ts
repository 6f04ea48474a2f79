// Parts of a target: a model's name as a part of a path, and the query without what only the Claude API knows.
import { ReplyError } from "../../reply/envelope.ts";

/**
 * As the official clients write names into paths: letters, digits and what RFC 3986 allows in a segment stay, `:` and `@` among them; a slash
 * does not. Source: npm @anthropic-ai/bedrock-sdk 1.1.3, internal/utils/path.ts.
 *
 * @throws ReplyError 404 for a name that would change the path
 */
export function segment(name: string): string {
  const encoded = encode(name);
  // "", "." and "..", also with a parameter behind, are no names: a server may drop them.
  if (encoded === null || /^(?:;|\.{0,2}(?:;|$))/.test(encoded))
    throw new ReplyError(404, `model: ${name.slice(0, 100)}`);
  return encoded;
}

function encode(name: string): string | null {
  try {
    return name.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@]+/g, encodeURIComponent);
  } catch {
    // Half of a surrogate pair.
    return null;
  }
}

/** With the `?`. `beta=true` marks paths of the Claude API; the clouds' own paths do without. */
export function queryWithoutBeta(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.delete("beta");
  const rest = parameters.toString();
  return rest === "" ? "" : `?${rest}`;
}
