// Where a server holds a conversation between its turns (message threads, beta `message-threads-2026-08-12`).
import type { Capability, PlatformId } from "./capability.ts";
import { fact, unsure } from "./fact.ts";
import { FOVEA, LOCAL_SERVERS, TYPES } from "./origins.ts";

const yes = fact(true, TYPES);
const no = fact(false, TYPES);

/** By the official clients, which alone know: those of Bedrock and of Google's Vertex refuse to make a thread. */
export const THREADS: Readonly<Record<PlatformId, Capability<boolean>>> = Object.freeze({
  anthropic: yes,
  aws: yes,
  "google-cloud": yes,
  foundry: yes,
  "foundry-azure": unsure(
    true,
    TYPES,
    "the client makes threads; whether deployments hosted on Azure take them is not said",
  ),
  bedrock: no,
  "bedrock-legacy": no,
  vertex: no,
  compatible: unsure(false, LOCAL_SERVERS, "not seen in any of these servers"),
  eyes: fact(false, FOVEA),
});
