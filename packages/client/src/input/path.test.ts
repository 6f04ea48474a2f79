import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { readPath } from "./path.ts";

const folder = mkdtempSync(join(tmpdir(), "fovea-path-"));
after(() => rmSync(folder, { recursive: true }));
const options = { cwd: folder, maxBytes: 1_000_000, signal: undefined };
const read = async (path: string, more: object = {}) =>
  Buffer.from(await readPath(path, { ...options, ...more })).toString("latin1");
const make = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
const unix = process.platform === "win32" ? "Windows has no such files" : false;

describe("a path is read", () => {
  test("relative to the folder given, or absolute", async () => {
    make("a b.txt", "abc");
    assert.equal(await read("a b.txt"), "abc");
    assert.equal(await read("./a b.txt"), "abc");
    assert.equal(await read(join(folder, "a b.txt"), { cwd: "/nowhere" }), "abc");
  });

  test("to its end over many pieces, and up to the cap to the byte", async () => {
    const bytes = Buffer.alloc(700_001, "fovea");
    make("large", bytes);
    assert.ok(bytes.equals(await readPath("large", { ...options, maxBytes: 700_001 })));
    await assert.rejects(read("large", { maxBytes: 700_000 }), {
      code: "limit.input-bytes",
      facts: { limit: 700_000, actual: 700_001, unit: "bytes", name: "large" },
    });
  });

  test("through a link", { skip: unix }, async () => {
    make("target", "abc");
    symlinkSync("target", join(folder, "link"));
    assert.equal(await read("link"), "abc");
  });

  test("to its end though the system tells no size", { skip: process.platform !== "linux" }, async () => {
    assert.match(await read("/proc/self/status"), /^Name:/);
    await assert.rejects(read("/proc/self/status", { maxBytes: 10 }), { code: "limit.input-bytes" });
  });

  test("from a named pipe, whoever comes first", { skip: unix, timeout: 20_000 }, async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const reading = read("pipe");
    const writer = await open(join(folder, "pipe"), "w");
    await writer.write("ab");
    await writer.write("c");
    await writer.close();
    assert.equal(await reading, "abc");
  });

  test("from a pipe that never ends only up to the cap, and until the caller aborts", {
    skip: unix,
    timeout: 20_000,
  }, async () => {
    execFileSync("mkfifo", [join(folder, "endless")]);
    const reading = assert.rejects(read("endless", { maxBytes: 5 }), { code: "limit.input-bytes" });
    const writer = await open(join(folder, "endless"), "w");
    await writer.write("abcdef");
    await reading;
    await writer.close();
    const reason = new Error("the caller's own reason");
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 20);
    await assert.rejects(read("endless", { signal: controller.signal }), reason);
  });
});

describe("a path is refused", () => {
  test("when nothing is there, in the words it was given in", async () => {
    make("file", "abc");
    for (const path of ["nothing.png", "~/nothing.png", "no/folder/cat.png", "file/cat.png", "x".repeat(300)])
      await assert.rejects(read(path), { name: "InputError", code: "input.not-found", facts: { path } });
    await assert.rejects(read("a\u001b[31m\n.png"), { facts: { path: "a?[31m?.png" } });
    await assert.rejects(read(`${"x".repeat(5_000)}.png`), (error: Error) => error.message.length < 400);
  });

  test("when it is a folder", async () => {
    await assert.rejects(read("."), { code: "input.is-folder", facts: { path: "." } });
  });

  test("when it is a device or a socket", { skip: unix }, async (t) => {
    for (const path of ["/dev/null", "/dev/zero", "/dev/urandom"])
      await assert.rejects(read(path), { code: "input.not-a-file", facts: { path, kind: "device" } });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, "socket"), resolve));
    t.after(() => server.close());
    await assert.rejects(read("socket"), { code: "input.not-a-file", facts: { path: "socket", kind: "socket" } });
  });

  test("when the system does not let it be read, with the system's reason", { skip: unix }, async () => {
    symlinkSync("round", join(folder, "round"));
    await assert.rejects(read("round"), { code: "input.not-readable", facts: { path: "round", reason: "ELOOP" } });
  });

  test("when a base64 text stands in its place, and says so", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
    const texts = [
      Buffer.concat([png, Buffer.alloc(40)]).toString("base64"),
      `\n${Buffer.concat([png, Buffer.alloc(40)]).toString("base64")}\n`,
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(3_000)]).toString("base64"),
      Buffer.alloc(20_000_000, "fovea").toString("base64"),
    ];
    for (const text of texts)
      await assert.rejects(read(text), (error: { code: string; message: string }) => {
        assert.equal(error.code, "input.looks-like-base64");
        assert.ok(error.message.includes(`${text.length} characters that begin with ${text.trim().slice(0, 12)}`));
        assert.ok(error.message.length < 200);
        return true;
      });
  });

  test("when the caller aborts in the middle, with the caller's own reason", async () => {
    make("aborted", Buffer.alloc(700_000));
    const reason = new Error("the caller's own reason");
    const controller = new AbortController();
    const reading = assert.rejects(read("aborted", { signal: controller.signal }), reason);
    controller.abort(reason);
    await reading;
  });

  test("without leaving a descriptor open", { skip: process.platform !== "linux", timeout: 20_000 }, async () => {
    const descriptors = () =>
      readdirSync("/proc/self/fd").filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
        } catch {
          return false; // The one that lists the folder is gone by now.
        }
      });
    make("good", "abc");
    execFileSync("mkfifo", [join(folder, "waiting")]);
    for (let i = 0; i < 20; i++) {
      await read("good");
      await assert.rejects(read("good", { maxBytes: 1 }));
      await assert.rejects(read("."));
      const aborting = new AbortController();
      setImmediate(() => aborting.abort());
      await assert.rejects(read("waiting", { signal: aborting.signal }), { name: "AbortError" });
    }
    // A socket lets go of its descriptor a turn later.
    while (descriptors().length > 0) await new Promise((next) => setTimeout(next, 10));
  });
});
