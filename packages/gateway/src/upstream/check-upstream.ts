// Whether a platform can be reached at all, and whether the clock here is right: signatures are refused when it is minutes off.
import { FoveaError } from "@fovea/client/internal/errors/errors";
import type { Upstream } from "./upstream.ts";

export interface UpstreamCheck {
  readonly reached: boolean;
  /** Of a request to the root without credentials: 403 and 404 are as good as any other. */
  readonly status?: number;
  /** This clock minus the platform's, exact to a second; absent when the platform does not say. */
  readonly dateSkewMs?: number;
  /** One sentence for people. */
  readonly detail: string;
  /** What helps, where it is more than to look at the network. */
  readonly fix?: string;
}

/** One request that costs nothing and proves nothing about credentials. @throws the signal's reason when aborted */
export async function checkUpstream(upstream: Upstream, signal: AbortSignal): Promise<UpstreamCheck> {
  if (upstream.reach === undefined) return { reached: false, detail: `${upstream.name} cannot be asked.` };
  const asked = Date.now();
  try {
    const { status, date } = await upstream.reach(signal);
    // The reply was made somewhere between.
    const here = (asked + Date.now()) / 2;
    const there = date === null ? Number.NaN : Date.parse(date);
    const detail = `${upstream.platform.title} answers (${status} without credentials).`;
    if (Number.isNaN(there)) return { reached: true, status, detail };
    // A date header has whole seconds: on average it is half a second old.
    return { reached: true, status, dateSkewMs: Math.round(here - (there + 500)), detail };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!FoveaError.isInstance(error)) throw error;
    const { code, message: detail, fix } = error;
    return { reached: false, detail, ...(code === "engine.upstream-tls" ? { fix } : {}) };
  }
}
