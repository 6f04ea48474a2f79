// Runs the fetch in a process whose environment would loosen Node's own defaults.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { startRawServer } from "./fixtures/server.ts";

const run = promisify(execFile);

/** `.ts` here, `.js` once emitted for an older Node. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));

const CHILD = `
const [source, fixtures, port] = process.argv.slice(1);
const { createGuardedFetch } = await import(source);
const { seams } = await import(fixtures);
const { ca, ...untrusting } = seams(Number(port));
const url = "https://pictures.test:" + port + "/";
const codeOf = (options) => createGuardedFetch(options)(url).then(() => "fetched", (error) => error.code);
console.log(JSON.stringify([await codeOf(untrusting), await codeOf({ ca, ...untrusting })]));
`;

test("proxy variables, relaxed TLS and relaxed parsing in the environment change nothing", async (t) => {
  // Bare line feeds pass only with --insecure-http-parser, 20 kB of headers only with a larger --max-http-header-size.
  const answers = ["HTTP/1.1 200 OK\nContent-Length: 3\n\nabc", `HTTP/1.1 200 OK\r\nx: ${"x".repeat(20_000)}\r\n\r\n`];
  for (const [i, answer] of answers.entries()) {
    const server = await startRawServer((socket) => void socket.end(answer));
    t.after(server.stop);
    const dead = "http://127.0.0.1:9";
    const { stdout } = await run(
      process.execPath,
      [
        ...["--conditions=@fovea/source", "--input-type=module", "-e", CHILD],
        ...["./guarded-fetch", "./fixtures/server"].map((name) => new URL(name + extension, import.meta.url).href),
        String(server.port),
      ],
      {
        env: {
          PATH: process.env.PATH,
          NODE_NO_WARNINGS: "1",
          NODE_OPTIONS: "--insecure-http-parser --max-http-header-size=1000000 --tls-min-v1.0",
          NODE_TLS_REJECT_UNAUTHORIZED: "0",
          NODE_USE_ENV_PROXY: "1",
          HTTPS_PROXY: dead,
          HTTP_PROXY: dead,
          https_proxy: dead,
          ALL_PROXY: dead,
        },
      },
    );
    assert.deepEqual(JSON.parse(stdout), ["fetch.tls", "fetch.protocol"], `answer ${i}`);
  }
});
