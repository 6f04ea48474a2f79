// The optional packages that decode, each imported in the child when it is first needed.
import type sharpModule from "sharp";
import { CapabilityError } from "../errors/errors.ts";

export type Sharp = typeof sharpModule;

/** @throws CapabilityError `capability.package` where it is not installed, or does not load */
export function missing(name: string, capability: string, cause: unknown): CapabilityError {
  const facts = { platform: "this build of Fovea", capability, alternatives: [], package: name };
  return new CapabilityError("capability.package", facts, { cause });
}

let sharp: Promise<Sharp> | undefined;

/** sharp with every loader taken away but the one for SVG text: pictures come to it as pixels. @throws CapabilityError `capability.sharp` */
export function loadSharp(capability: string): Promise<Sharp> {
  sharp ??= import("sharp").then(({ default: module }) => {
    module.cache(false);
    module.concurrency(1);
    module.block({ operation: ["VipsForeignLoad"] });
    module.unblock({ operation: ["VipsForeignLoadSvgBuffer"] });
    return module;
  });
  return sharp.catch((cause: unknown) => {
    const facts = { platform: "this build of Fovea", capability, alternatives: [] };
    throw new CapabilityError("capability.sharp", facts, { cause });
  });
}
