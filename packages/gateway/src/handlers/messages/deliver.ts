// A settled request on its way to the platform: spliced, counted, sent; and once more where the platform has forgotten a file that it pointed to.
import type { Edit } from "@fovea/client/internal/content/edit";
import type { Scan } from "@fovea/client/internal/wire/scan";
import type { splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayReply } from "../../exchange.ts";
import type { Composed, Upstream } from "../../upstream/upstream.ts";
import { counted } from "./counted.ts";
import { missingFiles } from "./missing-files.ts";
import type { References } from "./references.ts";

export interface Delivery {
  readonly scan: Scan;
  readonly upstream: Upstream;
  readonly composed: Composed;
  /** Those of the blocks. */
  readonly edits: readonly Edit[];
  /** Null where the platform gets no files. */
  readonly references: References | null;
  readonly stream: boolean;
  readonly signal: AbortSignal;
  /** Called when nothing reads the bytes of the scan any more; null: it is read again later. */
  readonly release: (() => void) | null;
  readonly splice: typeof spliceBytes;
}

export interface Delivered {
  readonly reply: GatewayReply;
  /** Images whose sources have gone out. */
  readonly images: number;
}

export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { edits, references, release } = delivery;
  if (references === null || references.ids.size === 0) return once(delivery, edits, release ?? undefined);
  // Until the platform has answered, the request may have to be written once more: its bytes are free when they are sent and nobody needs them again.
  const freed = release === null ? undefined : afterTwo(release);
  const first = await once(delivery, edits, freed);
  const { reply, missing } = await missingFiles(first.reply, references.ids);
  if (missing.size === 0) {
    freed?.();
    return { ...first, reply };
  }
  return once(delivery, await references.renew(edits, missing), freed);
}

async function once(delivery: Delivery, edits: readonly Edit[], onSent?: () => void): Promise<Delivered> {
  const { scan, composed, upstream, stream, signal, splice } = delivery;
  const all = [...composed.edits, ...edits];
  const spliced = splice(scan, all);
  const out = counted(scan, all, spliced);
  const reply = await upstream.send({
    method: composed.method,
    target: composed.target,
    headers: composed.headers,
    length: spliced.length,
    body: out.body,
    rehearse: () => spliced.open(),
    signal,
    stream,
    ...(onSent === undefined ? {} : { onSent }),
  });
  return { reply, images: out.images() };
}

/** Calls `then` at the second call. */
function afterTwo(then: () => void): () => void {
  let calls = 0;
  return () => {
    if (++calls === 2) then();
  };
}
