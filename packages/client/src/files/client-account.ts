// Whose files an official client sees. Sources: the constructors of npm @anthropic-ai/sdk 1.12.0, aws-sdk 1.1.2, foundry-sdk 1.1.1 and
// google-cloud-sdk 1.1.4; of 0.137.0 the same.
import { accountHeaders, accountOf } from "./account.ts";
import { field } from "./file-reply.ts";

/** What cannot be known of a client (a function that gives keys, a chain of credentials) does not count; its address and workspace do. */
export function accountOfClient(client: object): string {
  const own = accountHeaders(defaultHeaders(field(field(client, "_options"), "defaultHeaders")));
  return accountOf({
    baseURL: text(get(client, "baseURL")) ?? "",
    credential:
      own.credential ??
      text(get(client, "apiKey")) ??
      text(get(client, "authToken")) ??
      text(get(client, "awsAccessKey")),
    workspace: own.workspace ?? text(get(client, "workspaceId")),
  });
}

/** As the clients take them: `Headers`, pairs, an object with null for none, or what one client hands to the next. */
function defaultHeaders(given: unknown): Headers {
  const headers = new Headers();
  if (typeof given !== "object" || given === null) return headers;
  const { values } = given as { values?: unknown };
  const source = values instanceof Headers ? values : given;
  const entries: Iterable<unknown> =
    source instanceof Headers || Array.isArray(source) ? (source as Iterable<unknown>) : Object.entries(source);
  for (const entry of entries) {
    const [name, value] = Array.isArray(entry) ? (entry as unknown[]) : [];
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof name === "string" && typeof last === "string") headers.set(name, last);
  }
  return headers;
}

/** Also what a class gives. */
function get(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
