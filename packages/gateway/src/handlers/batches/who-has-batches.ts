// Which of the configured platforms have message batches, and what is said where none has.
import { CapabilityError } from "@fovea/client/internal/errors/errors";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import type { GatewayContext } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import type { BatchRow } from "../../store/batch-rows.ts";
import type { Router } from "../../upstream/router.ts";
import type { Upstream } from "../../upstream/upstream.ts";

const hasBatches = ({ platform }: Upstream): boolean => platform.batches.value;

/** What batches need of a context. @throws CapabilityError `capability.operation` where no platform here has batches */
export function withBatches(context: GatewayContext): GatewayContext & { readonly router: Router } {
  const { router } = context;
  if (router === null) throw noBatches("The built-in eyes", []);
  if (!router.upstreams.some(hasBatches)) throw noBatches(names(router.upstreams), []);
  return { ...context, router };
}

/** For one that a request would be routed to. @throws CapabilityError `capability.operation` */
export function checkHasBatches(upstream: Upstream, { upstreams }: Router): void {
  if (!hasBatches(upstream)) throw noBatches(names([upstream]), upstreams.filter(hasBatches));
}

/**
 * The upstream that a batch was made on: its credential may have been exchanged since, its name may be another one's now.
 * @throws ReplyError 404 when it is not configured any more
 */
export function upstreamOf({ id, upstream: name, credential }: BatchRow, { upstreams }: Router): Upstream {
  const found =
    upstreams.find((one) => one.name === name && one.credentialId === credential) ??
    upstreams.find((one) => one.credentialId === credential) ??
    upstreams.find((one) => one.name === name);
  if (found !== undefined && hasBatches(found)) return found;
  throw new ReplyError(404, `Message Batch ${id} was made on "${name}", which is not configured here any more.`, {
    error_code: "gateway.batch-upstream",
    title: "The batch's platform is gone",
    fix: `Configure the platform "${name}" again, or ask that platform for the batch.`,
  });
}

function names(upstreams: readonly Upstream[]): string {
  return upstreams
    .map(({ name, platform: { id, title } }) => (name === id ? title : `${title} ("${name}")`))
    .join(", ");
}

function noBatches(platform: string, others: readonly Upstream[]): CapabilityError {
  const alternatives =
    others.length > 0
      ? others.map((one) => `a model that goes to ${names([one])}`)
      : Object.values(PLATFORMS)
          .filter(({ batches }) => batches.value)
          .map(({ title }) => `${title}, once it is configured`);
  return new CapabilityError("capability.operation", { platform, capability: "message batches", alternatives });
}
