// The part without Node, packages or network: facts, blocks, platforms, plans. Runs in browsers unchanged.
export { apply } from "./content/apply.ts";
export type { Block } from "./content/block.ts";
export { readBlocks } from "./content/block-facts.ts";
export type { Edit } from "./content/edit.ts";
export { formatPath, type JsonPath } from "./content/path.ts";
export { imageTokens, seenSize, visualTokens } from "./content/tokens.ts";
export { walk } from "./content/walk.ts";
export { CODES, type ErrorCode } from "./errors/codes.ts";
export { FoveaError } from "./errors/errors.ts";
export type { Facts } from "./media/facts.ts";
export { inspect } from "./media/inspect.ts";
export { explain } from "./plan/explain.ts";
export { makePlan } from "./plan/make-plan.ts";
export { needs } from "./plan/needs.ts";
export type { Plan, Step } from "./plan/plan.ts";
export { refine } from "./plan/refine.ts";
export { findModel, modelOf } from "./platform/models.ts";
export { findPlatform, PLATFORMS } from "./platform/platforms.ts";
