// Paths that go on to a platform as they came, and their replies back untouched: in one table, with the platforms that have them. What stands
// nowhere in routes.ts stays 404. Batches pass too, but are looked at on the way (handlers/batches).
import type { PlatformId } from "@fovea/client/internal/platform/capability";
import type { GatewayContext, GatewayReply, GatewayRequest } from "../exchange.ts";
import { bare } from "../upstream/bare.ts";
import { queryToUpstream } from "../upstream/query.ts";
import type { Upstream } from "../upstream/upstream.ts";

export type PassedPath = "/v1/models" | "/v1/models/:id";

// Source: the resources of npm @anthropic-ai/sdk 1.12.0, aws-sdk 1.1.2 and google-cloud-sdk 1.1.4; foundry-sdk 1.1.1, bedrock-sdk 1.1.3 and
// vertex-sdk 1.1.3 take them out.
const WHOLE_API: ReadonlySet<PlatformId> = new Set<PlatformId>(["anthropic", "aws", "google-cloud"]);

const PASSED: Readonly<Record<PassedPath, ReadonlySet<PlatformId>>> = {
  "/v1/models": WHOLE_API,
  "/v1/models/:id": WHOLE_API,
};

/** The one upstream that a path can go to without a choice; null where there is none, or several, or it does not have the path. */
export function passesTo(path: PassedPath, { router }: Pick<GatewayContext, "router">): Upstream | null {
  if (router === null || router.routes.length > 0) return null;
  const [only, second] = router.upstreams;
  return only !== undefined && second === undefined && PASSED[path].has(only.platform.id) ? only : null;
}

/** What an id may be made of. A platform may take `%2e%2e%2f` for what it stands for, and lists of its own stand beside these paths. */
const ID = /^(?!\.+$)[A-Za-z0-9_.:@-]{1,200}$/;

/** Whether an id of a path may go on in one. */
export function mayPass(id: string): boolean {
  return ID.test(id);
}

/** HEAD goes on as GET: whether a reply without a body is a good one nobody could tell. @throws EngineError as `Upstream.send` */
export function passOn({ query, headers, signal }: GatewayRequest, path: string, to: Upstream): Promise<GatewayReply> {
  const search = queryToUpstream(query);
  return to.send({ ...bare("GET", search === "" ? path : `${path}?${search}`, headers), signal });
}
