import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { buildClient } from "../../scripts/build/build-client.ts";
import { findChromium, NO_CHROMIUM } from "./chromium.ts";
import { findNode20, NO_NODE20 } from "./node-20.ts";
import { scenario } from "./scenario.js";

// What is published as ./pure, unchanged, on three runtimes: the same picture must give the same figures.

const PICTURE = join(import.meta.dirname, "../../examples/photos/rocket.jpg");
const browser = findChromium();
const node20 = findNode20();

describe("the pure part", { timeout: 180_000 }, () => {
  let folder = "";
  let expected: unknown;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "fovea-pure-"));
    await buildClient(folder);
    const pure = (await import(join(folder, "pure.js"))) as Record<string, unknown>;
    expected = await scenario(pure, new Uint8Array(readFileSync(PICTURE)));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("does on this Node what it promises: facts, plan, estimate, scan and splice of a real picture", () => {
    const found = expected as Record<string, never> & { plans: { plan: { ok: boolean }; sentences: string }[] };
    assert.deepEqual(at(found, "inspection", "facts", "mediaType"), "image/jpeg");
    assert.equal(found.plans.length, 4);
    assert.ok(found.plans.every(({ plan, sentences }) => plan.ok && sentences.length > 100));
    assert.equal(found.untouched, true);
    assert.equal(at(found, "asBytes", "same"), true);
    assert.equal(at(found, "error", "code"), "input.body-duplicate-key");
    assert.equal((at(found, "scanned", "blocks") as unknown[]).length, 1);
  });

  test("runs in Chromium, and every figure is Node's", { skip: browser === null ? NO_CHROMIUM : false }, async (t) => {
    const server = await serve(folder);
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const running = await chromium.launch({ executablePath: browser ?? "", args: FLAGS });
    t.after(() => running.close());
    const page = await running.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`http://127.0.0.1:${port}/`);
    const found = await page.evaluate(async () => {
      const load = (path: string): Promise<Record<string, never>> => import(path);
      const { scenario } = (await load("/scenario.js")) as unknown as typeof import("./scenario.js");
      const picture = new Uint8Array(await (await fetch("/picture")).arrayBuffer());
      return scenario(await load("/dist/pure.js"), picture);
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(found, expected);
  });

  test("runs on Node 20, and every figure is the same", { skip: node20 === null ? NO_NODE20 : false }, async () => {
    const script = join(import.meta.dirname, "node20.mjs");
    const { stdout } = await promisify(execFile)(node20 ?? "", [script, join(folder, "pure.js"), PICTURE], {
      env: {},
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.deepEqual(JSON.parse(stdout), expected);
  });
});

/** As a container needs it, and with nothing that would talk to anybody. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://127.0.0.1").pathname;
    const send = (type: string, body: string | Buffer): void => void response.setHeader("content-type", type).end(body);
    if (path === "/") send("text/html", "<!doctype html><title>pure</title>");
    else if (path === "/picture") send("image/jpeg", readFileSync(PICTURE));
    else if (path === "/scenario.js") send("text/javascript", readFileSync(join(import.meta.dirname, "scenario.js")));
    else if (/^\/dist\/[\w/.-]+\.js$/.test(path) && !path.includes(".."))
      send("text/javascript", readFileSync(join(folder, path.slice("/dist/".length))));
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}
