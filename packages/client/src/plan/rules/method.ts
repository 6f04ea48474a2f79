// By which of the three methods a block is sent: one function for each way its bytes are given now. `auto` keeps what is legal; a method
// that was asked for is taken or refused, never quietly replaced.
import type { Method } from "../../content/block.ts";
import { problem } from "../../errors/errors.ts";
import { changesPixels, type Draft, decide, factsOf, refuse } from "../draft.ts";
import { isOpened, reachProblem, schemeProblem } from "../reach.ts";
import { enters, isSettled, isStrict, type Terms } from "../terms.ts";
import { takesKind } from "./kind.ts";

export function method(draft: Draft, terms: Terms): Draft {
  const { source } = draft.block;
  if (source.method === "text") return decide(draft, {}, "its text stands in the request");
  if (!takesKind(draft, terms)) return draft;
  const wanted = wantedMethod(draft, terms);
  if (source.method === "held") return fromHeld(draft, wanted, terms);
  if (source.method === "base64") return fromBase64(draft, wanted, terms);
  if (source.method === "url") return fromUrl(draft, source.url, wanted, terms);
  return source.ours === true ? fromOurs(draft, wanted, terms) : fromFile(draft, wanted, terms);
}

/** What was asked for counts only where something may still be changed. */
function wantedMethod(draft: Draft, terms: Terms): "auto" | Method {
  return isSettled(draft.block, terms) ? "auto" : terms.policy.method;
}

function fromBase64(draft: Draft, wanted: "auto" | Method, terms: Terms): Draft {
  if (wanted === "url") return refuseUrl(draft, "its bytes are in the request", terms);
  if (wanted === "file") return toFile(draft, null, terms);
  if (wanted === "auto" && uploadsOnEntry(draft, terms)) return entersAsFile(draft, null, terms);
  if (!takes(draft, "base64", terms)) return refuseMethod(draft, "base64", terms);
  return decide(draft, { method: "base64" }, `base64 is legal for ${terms.platform.title}`);
}

function fromUrl(draft: Draft, url: string, wanted: "auto" | Method, terms: Terms): Draft {
  const opened = isOpened(url, terms.openedOrigins);
  const scheme = opened ? null : schemeProblem(url);
  if (wanted === "file") return checked(toFile(draft, "fetch", terms), scheme);
  if (wanted === "base64") return checked(toBase64(draft, "fetch", 'method "base64" was asked for', terms), scheme);
  if (wanted === "auto" && enters(draft.block, terms)) {
    const why = "it is kept as it is now, whatever becomes of its address";
    if (uploadsOnEntry(draft, terms)) return checked(entersAsFile(draft, "fetch", terms, why), scheme);
    return checked(toBase64(draft, "fetch", why, terms), scheme);
  }
  if (takes(draft, "url", terms)) {
    if (wanted === "auto" && opened && !isSettled(draft.block, terms) && takes(draft, "base64", terms))
      return toBase64(draft, "fetch", "its origin was opened to Fovea, and may be closed to others", terms);
    if (!changesPixels(draft)) {
      const kept = decide(draft, { method: "url" }, `urls are legal for ${terms.platform.title}`);
      return checked(kept, opened ? null : reachProblem(url, terms.platform.title));
    }
    if (wanted === "url") return refuseUrl(draft, "the picture has to be changed first", terms);
    return checked(toBase64(draft, "fetch", "its bytes have to be changed", terms), scheme);
  }
  if (wanted === "url" || isStrict(draft.block, terms)) return refuseMethod(draft, "url", terms);
  return checked(toBase64(draft, "fetch", `urls are not legal for ${terms.platform.title}`, terms), scheme);
}

function fromFile(draft: Draft, wanted: "auto" | Method, terms: Terms): Draft {
  if (wanted === "url") return refuseUrl(draft, "it is a file", terms);
  if (wanted === "base64") return toBase64(draft, "file", 'method "base64" was asked for', terms);
  if (takes(draft, "file", terms)) {
    const { source } = draft.block;
    const known = source.method !== "file" || source.ours !== true;
    if (known && !changesPixels(draft))
      return decide(draft, { method: "file" }, `file ids are legal for ${terms.platform.title}`);
    if (wanted === "file") return toFile(draft, "file", terms);
    return toBase64(draft, "file", "its bytes have to be changed", terms);
  }
  if (wanted === "file" || isStrict(draft.block, terms)) return refuseMethod(draft, "file", terms);
  return toBase64(draft, "file", `file ids are not legal for ${terms.platform.title}`, terms);
}

/** A file whose id the platform does not know: that its bytes go there is no edit of what was sent but the way to it, in strict as well. */
function fromOurs(draft: Draft, wanted: "auto" | Method, terms: Terms): Draft {
  if (wanted !== "auto" || !takes(draft, "file", terms)) return fromFile(draft, wanted, terms);
  if (changesPixels(draft)) return toBase64(draft, "file", "its bytes have to be changed", terms);
  if (terms.policy.uploads === "never") return toBase64(draft, "file", "nothing may be uploaded", terms);
  if (!canUpload(draft, terms)) return toBase64(draft, "file", "the platform has no such file", terms);
  const referenced = toReference(draft, terms);
  if (referenced !== null) return referenced;
  const decided = { method: "file", upload: true, needs: "file" } as const;
  return decide(draft, decided, "it was sent as a file, and the platform has to have it");
}

function fromHeld(draft: Draft, wanted: "auto" | Method, terms: Terms): Draft {
  if (wanted === "url") return refuseUrl(draft, "its bytes are in hand", terms);
  if (wanted === "file") return toFile(draft, null, terms);
  if (wanted === "auto") {
    const referenced = terms.policy.uploads === "never" ? null : toReference(draft, terms);
    if (referenced !== null) return referenced;
    if (uploadsOnEntry(draft, terms)) return entersAsFile(draft, null, terms);
  }
  if (!takes(draft, "base64", terms)) return refuseMethod(draft, "base64", terms);
  const why = wanted === "base64" ? 'method "base64" was asked for' : "its bytes are in hand";
  return decide(draft, { method: "base64" }, why);
}

/** Whether the block enters a conversation by file id: what is sent every turn is sent once. */
function uploadsOnEntry(draft: Draft, terms: Terms): boolean {
  return terms.policy.uploads === "auto" && enters(draft.block, terms) && canUpload(draft, terms);
}

function entersAsFile(draft: Draft, needs: Draft["needs"], terms: Terms, why = "it is sent again every turn"): Draft {
  return toReference(draft, terms) ?? decide(draft, { method: "file", upload: true, needs }, why);
}

function toBase64(draft: Draft, needs: "fetch" | "file", why: string, terms: Terms): Draft {
  if (!takes(draft, "base64", terms)) return refuseMethod(draft, "base64", terms);
  return decide(draft, { method: "base64", needs }, why);
}

/** Method "file", asked for: a file that is there already, or an upload. */
function toFile(draft: Draft, needs: Draft["needs"], terms: Terms): Draft {
  if (!canUpload(draft, terms)) return refuseMethod(draft, "file", terms);
  const referenced = toReference(draft, terms);
  if (referenced !== null) return referenced;
  if (terms.policy.uploads === "never")
    return refuse(
      draft,
      problem("capability.uploads", {
        platform: terms.platform.title,
        capability: "uploading",
        alternatives: alternatives(draft, terms).filter((method) => method !== "file"),
      }),
    );
  return decide(draft, { method: "file", upload: true, needs }, 'method "file" was asked for');
}

/** The draft as a reference to the same bytes uploaded earlier; null when there are none, or the pixels change. */
export function toReference(draft: Draft, terms: Terms): Draft | null {
  const sha256 = factsOf(draft)?.sha256 ?? null;
  if (sha256 === null || changesPixels(draft) || !takes(draft, "file", terms)) return null;
  const fileId = Object.hasOwn(terms.uploaded, sha256) ? terms.uploaded[sha256] : undefined;
  if (fileId === undefined) return null;
  const decided = { method: "file", fileId, upload: false, needs: null } as const;
  return decide(draft, decided, "the same bytes are on the platform already");
}

export function canUpload(draft: Draft, terms: Terms): boolean {
  return takes(draft, "file", terms) && terms.platform.filesApi.value;
}

function takes(draft: Draft, method: Method, terms: Terms): boolean {
  return terms.platform[draft.block.type][method].value;
}

function checked(draft: Draft, found: ReturnType<typeof schemeProblem>): Draft {
  return found === null ? draft : refuse(draft, found);
}

function refuseMethod(draft: Draft, method: Method, terms: Terms): Draft {
  const by = { base64: "as base64", url: "by url", file: "by file id" }[method];
  return refuse(
    draft,
    problem("capability.method", {
      platform: terms.platform.title,
      capability: `${draft.block.type} blocks ${by}`,
      alternatives: alternatives(draft, terms).filter((other) => other !== method),
    }),
  );
}

function refuseUrl(draft: Draft, because: string, terms: Terms): Draft {
  return refuse(
    draft,
    problem("capability.make-url", {
      platform: terms.platform.title,
      capability: because,
      alternatives: alternatives(draft, terms).filter((method) => method !== "url"),
    }),
  );
}

/** The methods by which this block could go to this platform at all. */
function alternatives(draft: Draft, terms: Terms): Method[] {
  const from = draft.block.source.method;
  return [
    ...(takes(draft, "base64", terms) ? (["base64"] as const) : []),
    ...(takes(draft, "url", terms) && from === "url" && !changesPixels(draft) ? (["url"] as const) : []),
    ...(canUpload(draft, terms) || (from === "file" && takes(draft, "file", terms)) ? (["file"] as const) : []),
  ];
}
