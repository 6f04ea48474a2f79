// Everything that is asked of a request before its handler runs, in the order that tells strangers least.
import type { Caller, Entry, GatewayContext, GatewayRequest, Mode } from "./exchange.ts";
import type { Authenticate } from "./guard/authenticate.ts";
import { withoutKeys } from "./guard/authenticate.ts";
import { type OpenBody, openBody } from "./guard/open-body.ts";
import { betasOf, modeOf, versionOf } from "./guard/request-headers.ts";
import { ReplyError } from "./reply/envelope.ts";
import type { Route } from "./routes.ts";

export interface Rules {
  readonly authenticate: Authenticate;
  readonly mode: Mode;
  readonly maxBodyBytes: number;
}

export interface Admitted extends Pick<GatewayContext, "version" | "betas" | "mode" | "maxBodyBytes"> {
  readonly caller: Caller;
  readonly body: OpenBody;
}

/** @throws ReplyError 529 while draining, 401 or 403 for the caller, 400 or 413 for what the headers ask or announce */
export async function admit(request: GatewayRequest, route: Route, entry: Entry, rules: Rules): Promise<Admitted> {
  const { headers } = request;
  const access = route.access ?? "key";
  if (entry.draining() && access === "key") throw draining();
  const open = access === "anyone" || (access === "operator" && entry.loopback);
  const caller = await (open ? withoutKeys : rules.authenticate)(headers);
  const mode = modeOf(headers, rules.mode);
  const maxBodyBytes = route.maxBodyBytes ?? rules.maxBodyBytes;
  return {
    caller,
    mode,
    // Probes and scrapers speak no version.
    version: access === "key" ? versionOf(headers, mode) : "2023-06-01",
    betas: betasOf(headers),
    maxBodyBytes,
    body: openBody(headers, request.body, maxBodyBytes),
  };
}

function draining(): ReplyError {
  return new ReplyError(
    529,
    "Overloaded: this server is stopping. Try again in a moment.",
    {
      error_code: "gateway.draining",
      title: "The server is stopping",
      fix: "Send the request again, to another server.",
    },
    { "retry-after": "1" },
  );
}
