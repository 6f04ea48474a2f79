import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { createDecoder } from "./create-decoder.ts";
import { FIT, file } from "./fixtures/files.ts";
import { drawingBomb } from "./fixtures/hostile.ts";

const pdf = file("chart-cairo.pdf");

/** A decoder on a machine that lacks a package. */
function without(name: string) {
  const hooks = `export async function resolve(specifier, context, next) {
    if (specifier === "${name}" || specifier.startsWith("${name}/")) throw Object.assign(new Error("none"), { code: "ERR_MODULE_NOT_FOUND" });
    return next(specifier, context);
  }`;
  const register = `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(hooks)}");`;
  return createDecoder({ execArgv: ["--import", `data:text/javascript,${encodeURIComponent(register)}`] });
}

describe("a decoder that is not installed is named, with how to install it:", () => {
  test("for PDF", async () => {
    const decoder = without("@hyzyla/pdfium");
    await assert.rejects(decoder.pdf(pdf), { code: "capability.package", message: /npm install @hyzyla\/pdfium/ });
    await decoder.close();
  });

  test("for HEIC", async () => {
    const decoder = without("libheif-js");
    const made = decoder.toPng(file("upright.heic"), "image/heic", { maxPixels: 1e6 });
    await assert.rejects(made, { code: "capability.package", message: /npm install libheif-js/ });
    await decoder.close();
  });

  test("for drawing; pages are counted all the same", async () => {
    const decoder = without("sharp");
    assert.equal((await decoder.pdf(pdf)).pages, 1);
    await assert.rejects(decoder.rasterise(pdf, { pages: [1, 1], fit: FIT }), { code: "capability.sharp" });
    await decoder.close();
  });
});

test("more waiting jobs than allowed are refused at once, and all fail when it is closed", async () => {
  const decoder = createDecoder({ maxQueued: 1 });
  const jobs = [1, 2].map(() => decoder.pdf(pdf));
  await assert.rejects(decoder.pdf(pdf), { code: "engine.decoder-busy" });
  const closing = Promise.allSettled(jobs);
  await decoder.close();
  for (const job of await closing) assert.equal(job.status === "rejected" && job.reason.code, "engine.decoder-closed");
  await assert.rejects(decoder.pdf(pdf), { code: "engine.decoder-closed" });
  assert.deepEqual(decoder.pids(), []);
});

test("an aborted job ends at once, waiting or under way, and the next is done", async () => {
  const decoder = createDecoder();
  await decoder.pdf(pdf);
  const under = new AbortController();
  const queued = new AbortController();
  const a = decoder.rasterise(drawingBomb(12), { pages: [1, 1], fit: FIT }, { signal: under.signal });
  const b = decoder.pdf(pdf, { signal: queued.signal });
  const c = decoder.pdf(pdf);
  queued.abort(new Error("not needed"));
  await assert.rejects(b, /not needed/);
  under.abort();
  await assert.rejects(a, { name: "AbortError" });
  assert.equal((await c).pages, 1);
  await assert.rejects(decoder.pdf(pdf, { signal: AbortSignal.abort() }), { name: "AbortError" });
  await decoder.close();
});

test("options are checked where they are given", () => {
  assert.throws(() => createDecoder({ timeoutMs: 0 }), TypeError);
  assert.throws(() => createDecoder({ processes: 1.5 }), TypeError);
});

test("an idle child does not keep the host alive", async () => {
  const script = `import { createDecoder } from "${new URL("./create-decoder.ts", import.meta.url)}";
    import { readFileSync } from "node:fs";
    const { pages } = await createDecoder().pdf(readFileSync(new URL("${new URL("./fixtures/chart-cairo.pdf", import.meta.url)}")));
    console.log(pages);`;
  const run = promisify(execFile);
  const { stdout, stderr } = await run(
    process.execPath,
    ["--conditions=@fovea/source", "--input-type=module", "--eval", script],
    { cwd: import.meta.dirname, timeout: 60_000 },
  );
  assert.equal(stdout, "1\n");
  assert.equal(stderr, "");
});

test("the child sees none of the host's keys", { skip: process.platform !== "linux" && "reads /proc" }, async () => {
  process.env.ANTHROPIC_API_KEY = "sk-ant-not-a-real-key";
  const decoder = createDecoder();
  await decoder.pdf(pdf);
  const environment = await readFile(`/proc/${decoder.pids()[0]}/environ`, "utf8");
  await decoder.close();
  delete process.env.ANTHROPIC_API_KEY;
  assert.match(environment, /PATH=/);
  assert.doesNotMatch(environment, /ANTHROPIC|sk-ant/);
});
