// The process that runs decoders: they block, and a hostile file may kill them. It ends with its parent.
import { errorOf, FoveaError, problem } from "../errors/errors.ts";
import { inspect } from "../media/inspect.ts";
import { cutPages } from "./cut.ts";
import { drawPages } from "./draw.ts";
import { heicToPng } from "./heic.ts";
import { readPdf } from "./pdf.ts";
import { isRequest, type Job, type Reply, type Results } from "./protocol.ts";
import { svgToPng } from "./svg.ts";
import { watchMemory } from "./watch-memory.ts";

watchMemory(Number(process.argv[2]));
process.on("disconnect", () => process.exit(0));
// Ctrl-C in a terminal goes to every process of the group; a host that finishes what is under way must still have its decoders.
process.on("SIGINT", () => undefined);
process.on("message", (message: unknown) => {
  if (isRequest(message)) void answer(message.id, message.job);
});

async function answer(id: number, job: Job): Promise<void> {
  let reply: Reply;
  try {
    checkType(job);
    reply = { id, value: await work(job) };
  } catch (error) {
    reply = { id, ...problemOf(error, job) };
  }
  process.send?.(reply, () => {
    if ("last" in reply && reply.last) process.exit(0);
  });
}

/** Only a proven type reaches a codec. */
function checkType(job: Job): void {
  const mediaType = typeOf(job);
  const found = inspect(job.bytes, { complete: true });
  if (found.status === "defect") throw errorOf(found.problem.code, found.problem.facts);
  const proven = found.status === "facts" ? found.facts.mediaType : "unknown";
  if (proven !== mediaType) throw errorOf("input.undecodable", { mediaType, detail: `the bytes are ${proven}` });
}

function typeOf(job: Job): string {
  return job.type === "png" ? job.mediaType : "application/pdf";
}

function work(job: Job): Promise<Results[Job["type"]]> {
  if (job.type === "pdf") return readPdf(job.bytes);
  if (job.type === "draw") return drawPages(job.bytes, job.pages, job.fit);
  if (job.type === "cut") return cutPages(job.bytes, job.pages);
  return job.mediaType === "image/heic" ? heicToPng(job.bytes, job.maxPixels) : svgToPng(job.bytes, job.maxPixels);
}

/** An unnamed error is a codec that gave up in the middle, as WebAssembly does when its stack overflows: what it left behind is not used again. */
function problemOf(error: unknown, job: Job): Omit<Extract<Reply, { problem: unknown }>, "id"> {
  if (FoveaError.isInstance(error)) return { problem: problem(error.code, error.facts), last: false };
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const detail = words.replace(/\s+/g, " ").trim().replace(/\.$/, "").slice(0, 200);
  return { problem: problem("input.undecodable", { mediaType: typeOf(job), detail }), last: true };
}
