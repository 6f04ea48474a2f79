// Where blocks may be marked as ends of what is to be cached (`cache_control`), and the rules of marks.
import type { Capability, PlatformId } from "./capability.ts";
import { fact, unsure } from "./fact.ts";
import { CACHING, FOVEA, LOCAL_SERVERS } from "./origins.ts";

const yes = fact(true, CACHING);

/** Marks on blocks; the mark at the top of a request is another matter, which Bedrock's InvokeModel refuses. */
export const CACHE_MARKS: Readonly<Record<PlatformId, Capability<boolean>>> = Object.freeze({
  anthropic: yes,
  aws: yes,
  bedrock: yes,
  "bedrock-legacy": yes,
  vertex: yes,
  "google-cloud": yes,
  foundry: yes,
  "foundry-azure": unsure(true, CACHING, "not said apart for deployments hosted on Azure"),
  compatible: unsure(false, LOCAL_SERVERS, "some of these servers ignore marks, others refuse them"),
  eyes: fact(false, FOVEA, "accepted, and of no use: nothing is read twice"),
});

/** Most marks in one request. */
export const MAX_CACHE_MARKS = fact(4, CACHING);
/** A mark finds what was cached up to at most so many blocks before it. */
export const CACHE_LOOKBACK_BLOCKS = fact(20, CACHING);
