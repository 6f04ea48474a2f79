// A settled request on its way to the platform: spliced, counted, sent; and once more where the platform has forgotten a file that it pointed to.
import type { Edit } from "@fovea/client/internal/content/edit";
import { counted } from "@fovea/client/internal/wire/counted";
import type { Scan } from "@fovea/client/internal/wire/scan";
import type { splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayReply } from "../../exchange.ts";
import type { Composed, Upstream } from "../../upstream/upstream.ts";
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

/** Most times that a request is sent again: one file after the other may be found gone. */
const MAX_RESENDS = 3;

export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { references, release } = delivery;
  if (references === null || references.ids.size === 0) return once(delivery, delivery.edits, release ?? undefined);
  // Until the platform has answered, the request may have to be written once more: its bytes are free when they are sent and nobody needs them again.
  const hold = holdFor(release);
  let { edits } = delivery;
  for (let resends = 0; ; resends++) {
    const sent = await once(delivery, edits, hold.part());
    const { reply, missing } = await missingFiles(sent.reply, references.ids);
    if (missing.size === 0 || resends === MAX_RESENDS) {
      hold.end();
      return { ...sent, reply };
    }
    edits = await references.renew(edits, missing);
  }
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

interface Hold {
  /** What to call when one more reader of the bytes has ended; undefined where nobody waits for that. */
  part(): (() => void) | undefined;
  /** There will be no more parts. */
  end(): void;
}

/** Releases when all parts have ended and there will be no more: a try that was answered early may still be under way. */
function holdFor(release: (() => void) | null): Hold {
  let open = 1;
  const end = (): void => {
    if (--open === 0) release?.();
  };
  return {
    part() {
      if (release === null) return undefined;
      open++;
      return end;
    },
    end,
  };
}
