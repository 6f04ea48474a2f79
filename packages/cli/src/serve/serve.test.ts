import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inFolder } from "../commands/fixtures/run.ts";
import { addressOf, startServe } from "./fixtures/served.ts";

const root = mkdtempSync(join(tmpdir(), "fovea-serve-"));
after(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const newDirectory = (): string => join(root, String(count++));
const { fovea } = inFolder();

const filesWith = (url: string, key: string) => fetch(`${url}/v1/files`, { headers: { "x-api-key": key } });

describe("fovea serve", () => {
  test("makes a key on the first start and prints it once, on stdout alone; it opens at later starts, which print none", async (t) => {
    const data = newDirectory();
    const first = startServe(["--data", data], t);
    const { url, key } = await addressOf(first);
    assert.match(key, /^sk-fovea-[\w-]{43}$/);
    assert.match(first.out(), new RegExp(`export ANTHROPIC_BASE_URL=${url}\\n.*export ANTHROPIC_API_KEY=${key}\\n`));
    assert.equal(first.out().split(key).length, 2);
    assert.equal((await fetch(`${url}/health`)).status, 200);
    assert.equal((await filesWith(url, key)).status, 200);
    assert.equal((await filesWith(url, `${key}x`)).status, 401);
    first.child.kill("SIGTERM");
    assert.equal(await first.exit, 0);
    assert.ok(!first.err().includes(key));

    const second = startServe(["--data", data], t);
    const again = await addressOf(second);
    assert.equal(again.key, "");
    assert.match(second.out(), /To make a key: fovea keys add NAME --data/);
    assert.equal((await filesWith(again.url, key)).status, 200);
  });

  test("--json prints one object on stdout, and JSON lines on stderr", async (t) => {
    const data = newDirectory();
    const served = startServe(["--data", data, "--json"], t);
    await served.said(/"base_url".*\n/);
    const printed = JSON.parse(served.out());
    assert.equal(printed.data, data);
    assert.equal((await filesWith(printed.base_url, printed.api_key)).status, 200);
    await served.said(/"route":"\/v1\/files"/);
    served.child.kill("SIGTERM");
    assert.equal(await served.exit, 0);
    const events = served
      .err()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).event);
    assert.deepEqual([events[0], events.at(-1)], ["listening", "stopped"]);
  });

  test("a second server on the same directory exits naming the first and where it listens; so do commands that need its files", async (t) => {
    const data = newDirectory();
    const first = startServe(["--data", data], t);
    const { url } = await addressOf(first);
    const second = startServe(["--data", data], t);
    assert.equal(await second.exit, 9, second.err());
    assert.match(second.err(), new RegExp(`store\\.locked.*process ${first.child.pid}.*${url}`, "s"));
    assert.equal(second.out(), "");
    const list = await fovea(["files", "list", "--data", data]);
    assert.equal(list.exit, 9);
    assert.match(list.err, new RegExp(`ANTHROPIC_BASE_URL=${url}`));
  });

  test("a port that is taken, a host of another machine and a directory that is none are told apart", async (t) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    const run = async (argv: string[]) => {
      const served = startServe(argv, t);
      return { exit: await served.exit, out: served.out(), err: served.err() };
    };
    const busyData = join(newDirectory(), "deep");
    const busy = await run(["--port", String(port), "--data", busyData]);
    const other = newDirectory();
    mkdirSync(other);
    writeFileSync(join(other, "notes.txt"), "mine");
    const busyOther = await run(["--port", String(port), "--data", other]);
    taken.close();
    assert.ok(!existsSync(dirname(busyData)), "nothing is left behind");
    assert.equal(busyOther.exit, 10, busyOther.err);
    assert.deepEqual(readdirSync(other), ["notes.txt"]);
    assert.match((await addressOf(startServe(["--data", busyData], t))).key, /^sk-fovea-/);
    assert.equal(busy.exit, 10, busy.err);
    assert.match(busy.err, new RegExp(`serve\\.port-in-use.*127\\.0\\.0\\.1:${port}.*Fix: `, "s"));
    assert.equal(busy.out, "");
    const farData = newDirectory();
    const far = await run(["--host", "192.0.2.1", "--data", farData]);
    assert.equal(far.exit, 10, far.err);
    assert.ok(!existsSync(farData));
    assert.match(far.err, /serve\.no-such-host/);
    const file = newDirectory();
    writeFileSync(file, "I am no directory.");
    const none = await run(["--data", file]);
    assert.equal(none.exit, 9, none.err);
    assert.match(none.err, /store\.not-a-directory.* is a file, not a directory\..*Fix: /s);
    const below = await run(["--data", join(file, "below")]);
    assert.equal(below.exit, 9, below.err);
    assert.ok(below.err.includes(`${file} is a file, not a directory.`), below.err);
    for (const argv of [
      ["keys", "list"],
      ["files", "list"],
    ]) {
      const told = await fovea([...argv, "--data", file]);
      assert.equal(told.exit, 9, told.err);
      assert.ok(told.err.includes(`${file} is a file, not a directory.`), told.err);
    }
    assert.equal(readFileSync(file, "utf8"), "I am no directory.");
  });

  test("beyond loopback it warns that there is no TLS, and asks for a key before it shows figures", async (t) => {
    const served = startServe(["--host", "0.0.0.0", "--data", newDirectory()], t);
    const { url, key } = await addressOf(served);
    await served.said(/Warning: other machines reach this address/);
    assert.equal((await fetch(`${url}/metrics`)).status, 401);
    assert.equal((await fetch(`${url}/metrics`, { headers: { "x-api-key": key } })).status, 200);
  });

  test("the directory and what is in it are for their owner alone", async (t) => {
    const data = newDirectory();
    const served = startServe(["--data", data], t);
    await addressOf(served);
    assert.equal(statSync(data).mode & 0o777, 0o700);
    assert.equal(statSync(join(data, "server.json")).mode & 0o777, 0o600);
  });
});

/** A server of the Claude wire whose replies the test ends. */
async function slowPlatform(t: { after(clean: () => void): void }) {
  const replies: ServerResponse[] = [];
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers["x-api-key"]);
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("event: ping\ndata: {}\n\n");
    replies.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, replies, keys };
}

const question = JSON.stringify({
  model: "claude-sonnet-5-5",
  max_tokens: 10,
  stream: true,
  messages: [{ role: "user", content: "?" }],
});

describe("fovea serve, told to stop", () => {
  test("finishes the stream under way and refuses new ones, then exits 0; the environment's key went upstream", async (t) => {
    const platform = await slowPlatform(t);
    const served = startServe(["--data", newDirectory(), "--upstream", platform.url], t, {
      ANTHROPIC_API_KEY: "sk-upstream-1",
    });
    const { url, key } = await addressOf(served);
    const reply = await fetch(`${url}/v1/messages`, { method: "POST", headers: { "x-api-key": key }, body: question });
    const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
    assert.match(Buffer.from((await reader.read()).value ?? []).toString(), /ping/);
    served.child.kill("SIGTERM");
    await served.said(/draining/);
    await assert.rejects(fetch(`${url}/health`));
    platform.replies[0]?.end("event: last\ndata: {}\n\n");
    let rest = "";
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      rest += Buffer.from(piece.value).toString();
    assert.match(rest, /event: last/);
    assert.equal(await served.exit, 0, served.err());
    assert.deepEqual(platform.keys, ["sk-upstream-1"]);
    assert.ok(!(served.out() + served.err()).includes("sk-upstream-1"));
  });

  test("Ctrl-C, which the eyes' process gets too, lets an answer under way be finished, and its line be written", {
    skip: process.platform === "win32" && "there are no process groups",
  }, async (t) => {
    const served = startServe(["--data", newDirectory(), "--json", "--ledger", "full"], t);
    await served.said(/"base_url".*\n/);
    const { base_url: url, api_key: key } = JSON.parse(served.out());
    const data = readFileSync(join(import.meta.dirname, "../../../../examples/photos/rocket.jpg")).toString("base64");
    const source = { type: "base64", media_type: "image/jpeg", data };
    const content = [
      { type: "image", source },
      { type: "text", text: "What is in this picture?" },
    ];
    const answer = fetch(`${url}/v1/messages`, {
      method: "POST",
      headers: { "x-api-key": key },
      body: JSON.stringify({ model: "fovea-eyes-1", max_tokens: 500, messages: [{ role: "user", content }] }),
    });
    for (let asked = ""; !/fovea_requests_open [2-9]/.test(asked); )
      asked = await (await fetch(`${url}/metrics`)).text();
    process.kill(-(served.child.pid ?? 0), "SIGINT");
    assert.equal((await answer).status, 200);
    assert.equal(await served.exit, 0, served.err());
    const [, sha256] = /"event":"images".*"sha256":"(\w+)"/.exec(served.err()) ?? [];
    assert.equal(sha256, createHash("sha256").update(Buffer.from(data, "base64")).digest("hex"));
  });

  test("a second signal ends it at once", async (t) => {
    const platform = await slowPlatform(t);
    const served = startServe(["--data", newDirectory(), "--upstream", platform.url], t);
    const { url, key } = await addressOf(served);
    const reply = await fetch(`${url}/v1/messages`, { method: "POST", headers: { "x-api-key": key }, body: question });
    await (reply.body as ReadableStream<Uint8Array>).getReader().read();
    served.child.kill("SIGINT");
    await served.said(/draining/);
    served.child.kill("SIGINT");
    assert.equal(await served.exit, null);
    assert.equal(served.child.signalCode, "SIGINT");
  });
});

describe("fovea keys beside a running server", () => {
  test("a key that is added opens at once; one that is revoked is refused a second later", async (t) => {
    const data = newDirectory();
    const { url } = await addressOf(startServe(["--data", data], t));
    const added = JSON.parse((await fovea(["keys", "add", "ci", "--json", "--data", data])).out);
    assert.equal((await filesWith(url, added.secret)).status, 200);
    assert.equal((await fovea(["keys", "revoke", added.id, "--data", data])).exit, 0);
    await sleep(1000);
    assert.equal((await filesWith(url, added.secret)).status, 401);
  });

  test("a key of another workspace sees none of the first one's files", async (t) => {
    const data = newDirectory();
    const { url, key } = await addressOf(startServe(["--data", data], t));
    const other = (await fovea(["keys", "add", "them", "--workspace", "other", "--data", data])).out.trim();
    const cat = join(import.meta.dirname, "../../../../examples/photos/cat.png");
    const env = (secret: string) => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: secret });
    const { data: files } = JSON.parse((await fovea(["files", "upload", cat, "--json"], { env: env(key) })).out);
    const listed = await fovea(["files", "list", "--json"], { env: env(other) });
    assert.deepEqual(JSON.parse(listed.out), { data: [] });
    const got = await fovea(["files", "get", files[0].id], { env: env(other) });
    assert.equal(got.exit, 3, got.err);
    assert.equal(JSON.parse((await fovea(["files", "list", "--json"], { env: env(key) })).out).data.length, 1);
  });

  test("a question by file id goes to a server of ours as it is", async (t) => {
    const { url, key } = await addressOf(startServe(["--data", newDirectory()], t));
    const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: key };
    const cat = join(import.meta.dirname, "../../../../examples/photos/cat.png");
    const uploaded = await fovea(["files", "upload", cat], { env });
    assert.match(uploaded.out, /^Upload complete\. file_id: file_\w+\n$/);
    const answer = await fovea(["ask", uploaded.out.trim().split(" ").at(-1) ?? "", "Is there a cat?"], { env });
    assert.equal(answer.exit, 0, answer.err);
    assert.match(answer.out, /cat/);
  });
});

describe("options that cannot be right are exit 2, and open nothing", () => {
  for (const argv of [
    ["--port", "70000"],
    ["--upstream", "ftp://127.0.0.1"],
    ["--upstream", "http://127.0.0.1/?a=b"],
    ["--upstream", "http://me:secret-9@127.0.0.1"],
    ["--allow-url-host", "http://10.0.0.5:8080/path"],
    ["--allow-url-host", "example.com"],
    ["--allow-url-host", "http://169.254.169.254"],
    ["--allow-url-host", "http://2852039166:8080"],
    ["--allow-url-host", "http://[::ffff:169.254.169.254]"],
    ["--allow-url-host", "http://[fd00:ec2::254]"],
    ["--allow-url-host", "http://168.63.129.16"],
    ["--max-bytes-in-flight", "12"],
    ["--max-bytes-in-flight", "1XB"],
    ["--ledger", "some"],
  ])
    test(argv.join(" "), async () => {
      const data = newDirectory();
      const { exit, err } = await fovea(["serve", "--data", data, ...argv]);
      assert.equal(exit, 2, err);
      assert.match(err, /Fix: /);
      assert.doesNotMatch(err, /secret-9/);
      assert.throws(() => readFileSync(join(data, "fovea.sqlite")));
    });
});
