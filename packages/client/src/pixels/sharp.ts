// The one door to sharp, an optional peer: imported when pixels are first written, and never before.
import type sharpModule from "sharp";
import { CapabilityError } from "../errors/errors.ts";

export type Sharp = typeof sharpModule;

let loading: Promise<Sharp | null> | undefined;

/** sharp, or null where it is not installed or has no binary for this machine. Loaded once; costs some 45 ms. */
export function findSharp(): Promise<Sharp | null> {
  loading ??= import("sharp").then(
    ({ default: sharp }) => {
      // Every picture is another one: a cache of operations would only hold memory.
      sharp.cache(false);
      return sharp;
    },
    () => null,
  );
  return loading;
}

/**
 * @param capability what it is needed for, like `resizing`; it stands in the error
 * @throws CapabilityError `capability.sharp` where it is not installed
 */
export async function loadSharp(capability: string, at?: string): Promise<Sharp> {
  const sharp = await findSharp();
  if (sharp !== null) return sharp;
  const facts = { platform: "this build of Fovea", capability, alternatives: [] };
  throw new CapabilityError("capability.sharp", facts, at === undefined ? {} : { at });
}

/**
 * Leaves sharp only the codecs that pictures are read with, for the whole process: no SVG, no PDF, no file formats of libvips. For processes that are
 * ours, servers above all; a host that shares sharp with other code must not. Without it only proven types reach a codec all the same.
 */
export async function lockCodecs(): Promise<void> {
  const sharp = await findSharp();
  sharp?.block({ operation: ["VipsForeignLoad"] });
  sharp?.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}Buffer`) });
}

const LOADERS = ["Jpeg", "Uhdr", "Png", "Nsgif", "Webp", "Heif", "Tiff"];
