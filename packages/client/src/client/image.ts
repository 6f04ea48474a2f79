// `image`: one block of a request that somebody writes by hand, in a form that the platform accepts.
import { InputError } from "../errors/errors.ts";
import type { Policy } from "../plan/plan.ts";
import type { DocumentBlock, ImageBlock } from "./block-types.ts";
import { checkImage, checkOptions } from "./check-options.ts";
import type { FoveaOptions } from "./fovea-options.ts";
import type { Inputs } from "./inputs.ts";
import { createLane, type Lane } from "./lane.ts";
import { prepare } from "./prepare.ts";
import type { OnProgress } from "./progress.ts";
import { wishOf } from "./wish.ts";

/** How one block is made. */
export interface ImageOptions extends Partial<Policy> {
  /** The model that will look: its tier decides the size. Default: that of `createFovea`. */
  readonly model?: string;
  /** Takes EXIF, XMP, IPTC and comments out. Default false. */
  readonly stripMetadata?: boolean;
  /** Takes what can be seen of a picture whose end is missing. Default false: it is refused. */
  readonly mendTruncated?: boolean;
  /** Read when the input is `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** The input of one block. */
export type OneInput = Exclude<Inputs, readonly unknown[]>;

/** @throws as `Fovea.image` */
export async function imageIn(lane: Lane, input: OneInput, options: ImageOptions): Promise<ImageBlock | DocumentBlock> {
  checkImage(options);
  if (Array.isArray(input)) throw new TypeError("image takes one input");
  const wish = wishOf(lane, input, "", { ...options, label: false });
  try {
    const { body } = await prepare(wish);
    const [{ content }] = body.messages as readonly [{ readonly content: readonly (ImageBlock | DocumentBlock)[] }];
    const blocks = content.filter(({ type }) => type === "image" || type === "document");
    const [block] = blocks;
    if (block === undefined) throw new TypeError("image takes a picture or a document, not a text block");
    if (blocks.length > 1) throw new InputError("input.several-pictures", { count: blocks.length });
    return block;
  } finally {
    wish.teller.end();
  }
}

/** Where the block will go, and how it is made. */
export interface ImageTarget extends FoveaOptions, ImageOptions {}

/**
 * A content block of a picture or document, for a request that is written by hand: any input, in a form and size that the platform accepts and the
 * model sees. Nothing is sent, unless `method` is `file`: then it is uploaded, and `client` says where.
 *
 * @throws what `Fovea.image` throws
 */
export async function image(input: OneInput, options: ImageTarget = {}): Promise<ImageBlock | DocumentBlock> {
  const { stripMetadata, mendTruncated, stdin, cwd, signal, onProgress, ...target } = options;
  checkOptions(target);
  const call = { stripMetadata, mendTruncated, stdin, cwd, signal, onProgress };
  const given = Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined));
  return imageIn(createLane(target), input, given);
}
