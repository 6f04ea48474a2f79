// Every image and document of a body held against the platform's limits. Texts: as public issues quote them (anthropics/claude-code#11181,
// #12351, #16173, #12750, home-assistant/core#167208, anthropics/anthropic-sdk-typescript#1038 for the clouds).
import { type Block, isJson } from "./blocks.ts";
import type { Limits, Method } from "./limits.ts";
import { maxImages, seesMore } from "./models.ts";
import { type Proof, prove } from "./pictures.ts";
import { invalid, Refusal } from "./refusal.ts";
import { seenAt } from "./sizes.ts";

const TYPES: readonly string[] = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** A file as Messages may use it: `null` when the caller has none of that id. */
export type FindFile = (
  id: string,
) => { readonly bytes: Buffer; readonly mediaType: string; readonly expired: boolean } | null;

export interface ImageRules {
  readonly limits: Limits;
  readonly counting: boolean;
  /** The model's id on the Claude API; null when the name says nothing. */
  readonly model: string | null;
  readonly findFile: FindFile;
}

export async function checkImages(blocks: readonly Block[], rules: ImageRules): Promise<void> {
  const { limits } = rules;
  for (const one of blocks) checkPlace(one);
  for (const one of blocks) checkSource(one, rules);
  const images = blocks.filter(({ type }) => type === "image");
  const documents = blocks.length - images.length;
  const most = rules.model === null ? 100 : maxImages(rules.model);
  if (blocks.length > most) throw invalid(`too many images and documents: ${images.length} + ${documents} > ${most}`);
  const proofs: [Block, Proof][] = [];
  for (const one of images) {
    const proof = await checkImage(one, rules);
    if (proof !== null) proofs.push([one, proof]);
  }
  for (const one of blocks) if (one.type === "document") checkDocument(one, rules);
  const counted = images.length + (limits.documentsCount ? documents : 0);
  checkEdges(proofs, limits.maxEdgePx, "");
  for (const [one, proof] of proofs) checkSeen(one, proof, rules.model);
  if (counted >= limits.manyFrom) checkEdges(proofs, limits.manyMaxEdgePx, " for many-image requests");
}

function checkPlace({ said, type, role, nested }: Block): void {
  if (role === "user" || nested) return;
  if (role === "system" || type === "image")
    throw invalid(`${said}.type: ${type} blocks are not permitted in ${role} messages`);
}

function checkSource({ said, type, source, block }: Block, { limits, counting }: ImageRules): void {
  const at = `${said}.${type}.source`;
  const kinds: readonly string[] =
    type === "image" ? ["base64", "url", "file"] : ["base64", "url", "file", "text", "content"];
  const method = String(source.type);
  if (!kinds.includes(method))
    throw invalid(
      `${at}: Input tag '${method}' found using 'type' does not match any of the expected tags: ${kinds.join(", ")}`,
    );
  if (type === "document" && limits.document.length === 0) throw invalid(`${said}: document blocks are not supported`);
  const takes = type === "image" ? limits.image : limits.document;
  const name = method === "url" ? "URL" : "File";
  if ((method === "url" || method === "file") && !takes.includes(method as Method))
    throw invalid(`${said}.image.source.base64.data: ${name} sources are not supported`);
  if (type === "image" && counting && method !== "base64")
    throw invalid(`${at}: ${name} sources are not supported when counting tokens`);
  if (method === "url" && !/^https:\/\//.test(String(source.url)))
    throw invalid(`${at}.url.url: Only HTTPS URLs are supported.`);
  if (type === "image" && "transformations" in block && !limits.transformations)
    throw invalid(`${said}.image.transformations: Extra inputs are not permitted`);
}

async function checkImage({ said, source }: Block, { limits, findFile }: ImageRules): Promise<Proof | null> {
  if (source.type === "url") return null;
  const at = `${said}.image.source`;
  if (source.type === "file") {
    const proof = await prove(stored(String(source.file_id), findFile, TYPES, "image"));
    if (proof === null) throw invalid("Could not process image");
    return proof;
  }
  const { data, media_type: declared } = source;
  if (typeof declared !== "string" || !TYPES.includes(declared))
    throw invalid(`${at}.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`);
  if (typeof data !== "string") throw invalid(`${at}.base64.data: Field required`);
  if (data === "") throw invalid(`${at}.base64: image cannot be empty`);
  if (data.length > limits.maxImageChars)
    throw invalid(
      `${at}.base64: image exceeds ${limits.maxImageChars / 1_048_576} MB maximum: ${data.length} bytes > ${limits.maxImageChars} bytes`,
    );
  if (data.length % 4 !== 0 || !BASE64.test(data)) throw invalid(`${at}.base64: invalid base64 data`);
  const proof = await prove(Buffer.from(data, "base64"));
  if (proof === null) throw invalid(`${at}.base64.data: Could not process image`);
  if (!TYPES.includes(proof.mediaType))
    throw invalid(`${at}.base64.data: Image format ${proof.mediaType} not supported`);
  if (proof.mediaType !== declared)
    throw invalid(
      `${at}.base64: The image was specified using the ${declared} media type, but the image appears to be a ${proof.mediaType} image`,
    );
  return proof;
}

function checkDocument({ said, source }: Block, { findFile }: ImageRules): void {
  const at = `${said}.document.source`;
  if (source.type === "file") stored(String(source.file_id), findFile, ["application/pdf", "text/plain"], "document");
  if (source.type !== "base64") return;
  if (source.media_type !== "application/pdf")
    throw invalid(`${at}.base64.media_type: Input should be 'application/pdf'`);
  const { data } = source;
  if (typeof data !== "string" || data.length % 4 !== 0 || !BASE64.test(data))
    throw invalid(`${at}.base64: invalid base64 data`);
  if (!Buffer.from(data.slice(0, 2000), "base64").includes("%PDF-"))
    throw invalid(`${at}.base64.data: The PDF specified was not valid.`);
}

function stored(id: string, findFile: FindFile, types: readonly string[], what: "image" | "document"): Buffer {
  const file = findFile(id);
  if (file === null) throw new Refusal(404, `File \`${id}\` not found.`);
  if (file.expired) throw new Refusal(404, `File \`${id}\` has expired.`, { details: { error_code: "file_expired" } });
  if (types.includes(file.mediaType)) return file.bytes;
  const only = what === "image" ? "JPEG, PNG, GIF and WebP images" : "PDF and plaintext documents";
  throw invalid(`Unsupported ${what} file format: ${file.mediaType}. Only ${only} are supported.`);
}

// `oversized_image: "error"`: what would be made smaller is refused instead.
function checkSeen(
  { at, block, source }: Block,
  { orientedWidth: width, orientedHeight: height }: Proof,
  model: string | null,
): void {
  const { transformations } = block;
  if (!isJson(transformations) || transformations.oversized_image !== "error") return;
  const seen = seenAt({ width, height }, model !== null && seesMore(model));
  if (seen.width === width && seen.height === height) return;
  const to = `${seen.width}x${seen.height}`;
  throw invalid(
    `${source.type === "base64" ? `${at}: ` : ""}image dimensions ${width}x${height} exceed the maximum image size of a model named on this request and would be downsized to ${to}; scale the image to at most ${to} or set the image's oversized_image setting to "downsize"`,
  );
}

function checkEdges(proofs: readonly (readonly [Block, Proof])[], most: number, when: string): void {
  const over = proofs.filter(([, { width, height }]) => Math.max(width, height) > most).map(([one]) => one);
  const [first] = over;
  if (first === undefined) return;
  const where = first.source.type === "base64" ? `${first.said}.image.source.base64.data: ` : "";
  throw invalid(`${where}At least one of the image dimensions exceed max allowed size${when}: ${most} pixels`, {
    error_code: "image_dimensions_too_large",
    max_side_length_pixels: most,
    paths: over.map(({ at }) => at),
  });
}
