// Where the blocks of a request go, and what the workspace has there already: files that the platform may be pointed to.
import { type Block, isKnown } from "@fovea/client/internal/content/block";
import type { Model, Platform } from "@fovea/client/internal/platform/capability";
import type { GatewayContext } from "../../exchange.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { createReferences, type References } from "./references.ts";
import type { FoundFile } from "./stored-files.ts";

export interface Target {
  readonly platform: Platform;
  readonly model: Model;
  readonly modelKnown: boolean;
  /** Whether the bytes of every picture are wanted here, also of those that the platform would get itself. */
  readonly needsEveryByte: boolean;
  /** Where the request goes, which may be given files; null: to nobody who takes any. */
  readonly upstream: Upstream | null;
}

/** Whether an id that is not of our store may be the platform's own. Never one that another workspace put there. */
export function foreign({ upstream, platform }: Target, { caller, uploads }: GatewayContext) {
  return async ({ type }: Block, fileId: string): Promise<boolean> => {
    if (upstream === null || !upstream.files.foreignFiles || !platform[type].file.value) return false;
    return !(await uploads.isOthers({ workspace: caller.workspace, upstream }, fileId));
  };
}

/** The platform's ids, by sha256, of what is there already of the files that are named. */
export async function uploadedBefore(
  blocks: readonly Block[],
  { upstream, platform }: Target,
  { caller, uploads }: GatewayContext,
): Promise<Record<string, string>> {
  const there: Record<string, string> = {};
  if (upstream === null || upstream.files.uploads === "never" || !platform.filesApi.value) return there;
  for (const { source, facts } of blocks) {
    if (source.method !== "file" || !isKnown(facts) || facts.sha256 === null) continue;
    const { sha256, mediaType } = facts;
    const fileId = await uploads.find({ workspace: caller.workspace, upstream }, { sha256, mediaType });
    if (fileId !== null) there[sha256] = fileId;
  }
  return there;
}

export function referencesOf(
  { upstream, platform }: Target,
  files: ReadonlyMap<string, FoundFile>,
  { caller, uploads, now }: GatewayContext,
  signal: AbortSignal,
): References | null {
  if (upstream === null || upstream.files.uploads === "never" || !platform.filesApi.value) return null;
  return createReferences({ workspace: caller.workspace, upstream, uploads, files, signal, now });
}

export function takesTexts({ platform }: Target): boolean {
  return platform.document.file.value;
}
