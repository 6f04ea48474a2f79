// What is noted of a batch while its requests are made ready, for its line of the image ledger and for what its reply tells: paths are those of
// the batch.
import type { Diagnostic, Plan, Step } from "@fovea/client/internal/plan/plan";
import type { GatewayContext } from "../../exchange.ts";
import { imageLines } from "../messages/image-lines.ts";
import { MAX_MODEL_CHARS, type Notes } from "../messages/lane.ts";
import { toldHeaders } from "../messages/told-headers.ts";
import { pathBelow } from "./below.ts";
import type { Noted } from "./prepared.ts";

/** Model names that stand in the ledger's line; more are counted. */
const MAX_MODELS = 5;
/** Blocks that a reply's headers can tell of: theirs is room for some dozens. */
const MAX_TOLD = 200;

export interface BatchNotes {
  /** Name of the upstream, once it is known. */
  platform: string | null;
  /** Images that were really written to the platform. */
  out: number;
  add(index: number, noted: Noted): void;
  /** Writes the line. Headers that go with any reply. */
  write(status: number): Record<string, string>;
  /** Headers of the reply to a batch that was sent. */
  told(): Record<string, string>;
}

export function createBatchNotes({ requestId, caller, ledger }: GatewayContext): BatchNotes {
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  const models = new Set<string>();
  const leftOut = new Set<string>();
  const done = new Map<string, "upload" | "reference">();
  const hashes = new Map<string, string>();
  let first: Plan | null = null;
  let came = 0;

  const notes: BatchNotes = {
    platform: null,
    out: 0,
    add(index, { model, plan, ...noted }) {
      const below = (at: string) => pathBelow(index, at);
      if (model !== "") models.add(model.slice(0, MAX_MODEL_CHARS));
      for (const one of noted.leftOut) leftOut.add(one);
      for (const [at, did] of noted.done) done.set(below(at), did);
      for (const [at, hash] of noted.hashes) hashes.set(below(at), hash);
      came += noted.came;
      first ??= plan;
      for (const step of plan?.steps ?? []) steps.push({ ...step, at: below(step.at) });
      for (const note of plan?.diagnostics ?? [])
        if (note.at !== null && diagnostics.length < MAX_TOLD) diagnostics.push({ ...note, at: below(note.at) });
    },
    write(status) {
      const { out, platform } = notes;
      const noted: Notes = { model: modelNames(), plan: whole(steps), out, platform, leftOut: [...leftOut], done };
      ledger({
        requestId,
        workspace: caller.workspace,
        model: noted.model,
        platform,
        status,
        in: came,
        out,
        ...(leftOut.size === 0 ? {} : { leftOut: noted.leftOut }),
        images: imageLines(noted, hashes),
      });
      return { "fovea-images": `in=${came} out=${out}` };
    },
    told() {
      const plan = whole(steps.slice(0, MAX_TOLD));
      const way = { platform: notes.platform ?? "", done, leftOut: [...leftOut] };
      return plan === null ? {} : toldHeaders({ ...way, plan });
    },
  };
  return notes;

  function whole(some: readonly Step[]): Plan | null {
    return first === null ? null : { ...first, steps: some, diagnostics };
  }

  function modelNames(): string {
    const names = [...models];
    const more = names.length - MAX_MODELS;
    return names.slice(0, MAX_MODELS).join(", ") + (more > 0 ? ` and ${more} more` : "");
  }
}
