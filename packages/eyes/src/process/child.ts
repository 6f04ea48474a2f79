// The process that runs codecs and models: they block, and a hostile picture may kill them. It ends with its parent.
import { EyesError, type EyesProblem } from "../errors.ts";
import { compareBytes } from "../perceive/compare-bytes.ts";
import { lockCodecs } from "../perceive/decode.ts";
import { perceive } from "../perceive/perceive.ts";
import { setThreads } from "../perceive/session.ts";
import { warm } from "../perceive/warm.ts";
import { isRequest, type Job, type Reply, type Results } from "./protocol.ts";

lockCodecs();
setThreads(Number(process.argv[2] ?? 1));
process.on("disconnect", () => process.exit(0));
// Ctrl-C in a terminal goes to every process of the group; a host that finishes what is under way must still have its eyes.
process.on("SIGINT", () => undefined);
process.on("message", (message: unknown) => {
  if (isRequest(message)) void answer(message.id, message.job);
});

async function answer(id: number, job: Job): Promise<void> {
  let reply: Reply;
  try {
    reply = { id, value: await work(job) };
  } catch (error) {
    reply = { id, problem: problemOf(error) };
  }
  process.send?.(reply);
}

function work(job: Job): Promise<Results[Job["type"]]> {
  if (job.type === "perceive") return perceive(job.bytes, job.budgetMs);
  if (job.type === "compare") return compareBytes(job.first, job.second);
  return warm();
}

/** An unnamed error is a bug of the eyes, not of the picture: the parent says that they failed, with the error's own words. */
function problemOf(error: unknown): EyesProblem {
  if (error instanceof EyesError) return { code: error.code, facts: error.facts as EyesProblem["facts"] };
  return {
    code: "eyes.crashed",
    facts: { detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
  };
}
