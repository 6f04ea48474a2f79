import assert from "node:assert/strict";
import {
  chmodSync,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { describe, test } from "node:test";
import { createPixels, FoveaError, repairTranscript, repairTranscriptFile } from "@fovea/client";
import { inFolder } from "../../packages/cli/src/commands/fixtures/run.ts";
import { LINES } from "./formats.ts";
import { flatPng, image, text } from "./pictures.ts";

const { folder, fovea } = inFolder();
const png = await flatPng(64, 48);
const bad = JSON.stringify({ role: "user", content: [image(png, "image/jpeg"), text("é ü 漢字 \u2028")] });
const good = JSON.stringify({ role: "user", content: [image(png)] });
const mended = JSON.stringify({ role: "user", content: [image(png, "image/png"), text("é ü 漢字 \u2028")] });

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const repaired = async (content: string): Promise<string> =>
  Buffer.from((await repairTranscript(Buffer.from(content))).transcript).toString();
const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "nothing was thrown",
    (error: unknown) => (FoveaError.isInstance(error) ? error.code : String(error)),
  );

describe("bytes around a repair stay what they are", () => {
  const KEPT: Readonly<Record<string, readonly [before: string, behind: string]>> = {
    "CRLF line ends": ["{}\r\n", "\r\n{}\r\n"],
    "no final line break": ["{}\n", ""],
    "empty lines": ["\n\n", "\n\n\n"],
    "a byte order mark": ["\ufeff{}\n", "\n"],
    "lines that are no JSON": ["{}\nnot JSON\n", '\n{"cut": tru'],
    "zero bytes": ["{}\n\0\0\0\n", "\n\0"],
    "numbers, spellings and order": [
      '{"a":12345678901234567890,"b":1.0,"A":"\\u0041\\/"}\n',
      '\n{ "z" : 1e2 , "a":-0 }',
    ],
    "white space around": ["{}\n \t", " \t\n"],
    "keys that stand twice elsewhere": ['{"a":1,"a":2}\n', "\n"],
  };
  for (const [name, [before, behind]] of Object.entries(KEPT))
    test(name, async () => {
      assert.equal(await repaired(`${before}${bad}${behind}`), `${before}${mended}${behind}`);
      const healthy = Buffer.from(`${before}${good}${behind}`);
      assert.equal((await repairTranscript(healthy)).transcript, healthy);
    });

  test("a byte order mark right before what is repaired, and in a document", async () => {
    assert.equal(await repaired(`\ufeff${bad}\n`), `\ufeff${mended}\n`);
    assert.equal(await repaired(`\ufeff[\n  ${bad}\n]\n`), `\ufeff[\n  ${mended}\n]\n`);
  });

  test("invalid UTF-8 in another line", async () => {
    const bytes = Buffer.concat([Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]), Buffer.from(bad)]);
    const { transcript } = await repairTranscript(bytes);
    assert.deepEqual(Buffer.from(transcript), Buffer.concat([bytes.subarray(0, 5), Buffer.from(mended)]));
  });
});

describe("what is no transcript", () => {
  test("is refused by name, and left alone", async () => {
    const none: Readonly<Record<string, string>> = {
      "empty.jsonl": "",
      "text.jsonl": "Dear diary,\nnothing happened.\n",
      "other.json": '{\n "name": "fovea"\n}\n',
      "others.jsonl": '{"a":1}\n{"b":2}\n',
      "list.json": "[1,2,3]",
      "zeroes.jsonl": "\0".repeat(5_000),
    };
    for (const [name, content] of Object.entries(none)) {
      const path = file(name, content);
      assert.equal(await codeOf(repairTranscriptFile(path)), "input.no-transcript", name);
      assert.equal(readFileSync(path, "utf8"), content);
    }
    const { exit, err } = await fovea(["doctor", "text.jsonl"]);
    assert.equal(exit, 3);
    assert.match(err, /There are no messages in it/);
  });

  test("nesting without end is no message, and everything else is repaired", async () => {
    const deep = `${'{"content":['.repeat(200_000)}${"]}".repeat(200_000)}`;
    assert.equal(
      await repaired(`${deep}\n${bad}\n${"[".repeat(3_000_000)}`),
      `${deep}\n${mended}\n${"[".repeat(3_000_000)}`,
    );
    const nested = (levels: number): unknown =>
      levels === 0 ? image(png, "image/jpeg") : { type: "tool_result", content: [nested(levels - 1)] };
    const { report } = await repairTranscript([{ role: "user", content: [nested(40)] }]);
    assert.deepEqual([report.ok, report.changes[0]?.code], [false, "input.blocks-too-deep"]);
  });

  test("a line that no request could hold is refused before it is held, with its number", {
    timeout: 120_000,
  }, async () => {
    const path = join(folder, "long-line.jsonl");
    const out = createWriteStream(path);
    out.write(`${good}\n`);
    for (let written = 0; written < 140; written++)
      if (!out.write(Buffer.alloc(1024 * 1024, 0x41))) await new Promise((done) => out.once("drain", () => done(null)));
    out.end();
    await finished(out);
    const before = process.memoryUsage().rss;
    const error = await repairTranscriptFile(path).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(FoveaError.isInstance(error) && error.code === "limit.transcript-line");
    assert.match(error.message, /^Line 2 /);
    assert.ok(process.memoryUsage().rss - before < 600e6);
  });

  test("blocks that are malformed, at odd places, or of no known kind", async () => {
    const odd = [
      {
        role: "user",
        content: [{ type: "image" }, { type: "image", source: null }, { type: "document", source: { type: "x" } }],
      },
      { role: "user", content: { type: "image", source: { type: "base64", media_type: "image/png", data: 5 } } },
      { role: "assistant", content: [image(png)] },
      { role: "user", content: [{ type: "search_result", content: [image(png)] }] },
      { role: "user", content: [null, 1, "text", [], { type: 5 }, { type: "future", content: [image(png)] }] },
      { role: null, content: null },
      null,
      7,
    ];
    const before = JSON.stringify(odd);
    const { transcript, report } = await repairTranscript(odd);
    assert.equal(JSON.stringify(odd), before);
    assert.deepEqual([report.ok, report.changes.length], [true, 6]);
    assert.equal(JSON.stringify(transcript).match(/"type":"image"/g)?.length, 1);
    assert.equal((await repairTranscript(transcript)).report.healthy, true);
  });

  test("a key that stands twice where something is to be repaired is told, and not guessed", async () => {
    const twice = `{"role":"user","content":[],"content":[${JSON.stringify(image(png, "image/jpeg"))}]}`;
    const bytes = Buffer.from(`${twice}\n${bad}\n`);
    const { transcript, report } = await repairTranscript(bytes);
    assert.equal(Buffer.from(transcript).toString(), `${twice}\n${mended}\n`);
    assert.deepEqual(
      report.changes.map(({ line, change }) => [line, change]),
      [
        [1, "not-repaired"],
        [2, "mended"],
      ],
    );
    assert.equal(report.ok, false);
  });
});

describe("files", () => {
  const poisoned = `${bad}\n`;
  const fixed = `${mended}\n`;

  test("a link stays one: what it leads to is repaired, its mode kept, and the old file beside it", async () => {
    mkdirSync(join(folder, "there"));
    const real = file("there/real.jsonl", poisoned);
    chmodSync(real, 0o640);
    symlinkSync(real, join(folder, "link.jsonl"));
    const { exit, out } = await fovea(["doctor", "link.jsonl"]);
    assert.equal(exit, 0);
    assert.match(out, /there\/real\.jsonl\.bak$/m);
    assert.ok(lstatSync(join(folder, "link.jsonl")).isSymbolicLink());
    assert.equal(readFileSync(real, "utf8"), fixed);
    assert.equal(readFileSync(`${real}.bak`, "utf8"), poisoned);
    for (const path of [real, `${real}.bak`]) assert.equal(statSync(path).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(join(folder, "there")).sort(), ["real.jsonl", "real.jsonl.bak"]);
  });

  test("a backup that is there is never written over", async () => {
    const path = file("twice.jsonl", poisoned);
    file("twice.jsonl.bak", "mine");
    file("twice.jsonl.bak.2", "mine too");
    const { backup } = await repairTranscriptFile(path);
    assert.equal(backup?.endsWith("twice.jsonl.bak.3"), true);
    assert.equal(readFileSync(`${path}.bak`, "utf8"), "mine");
    assert.equal(readFileSync(`${path}.bak.3`, "utf8"), poisoned);
  });

  test("--dry-run says the same and writes nothing", async () => {
    const path = file("dry.jsonl", poisoned);
    const before = readdirSync(folder).length;
    const { exit, out } = await fovea(["doctor", path, "--dry-run"]);
    assert.equal(exit, 12);
    assert.match(out, /line 1 {2}mended {4}content\.0: .*labelled image\/png/);
    assert.match(out, /Would be: 1 mended\. Nothing was written\./);
    assert.equal(readFileSync(path, "utf8"), poisoned);
    assert.equal(readdirSync(folder).length, before);
  });

  test("what belongs to a file is asked for together with one; errors are JSON where that is asked for", async () => {
    for (const flags of [["--dry-run"], ["--deep"], ["--refusal", "413"]]) {
      const { exit, err } = await fovea(["doctor", ...flags]);
      assert.equal(exit, 2);
      assert.match(err, new RegExp(`${flags[0]} belongs to a FILE`));
    }
    const { exit, err } = await fovea(["doctor", "none.jsonl", "--json"]);
    assert.deepEqual([exit, JSON.parse(err).error.code], [3, "input.not-found"]);
  });

  test("folders, missing files, and what may not be read or written", async () => {
    assert.equal(await codeOf(repairTranscriptFile(folder)), "input.is-folder");
    assert.equal(await codeOf(repairTranscriptFile(join(folder, "none.jsonl"))), "input.not-found");
    assert.equal(await codeOf(repairTranscriptFile("/dev/null")), "input.not-a-file");
    // Root may read and write everything.
    if (process.getuid?.() === 0) return;
    const secret = file("secret.jsonl", poisoned);
    chmodSync(secret, 0);
    assert.equal(await codeOf(repairTranscriptFile(secret)), "input.not-readable");
    mkdirSync(join(folder, "closed"));
    const closed = file("closed/a.jsonl", poisoned);
    chmodSync(join(folder, "closed"), 0o500);
    assert.equal(await codeOf(repairTranscriptFile(closed)), "input.not-writable");
    assert.equal(readFileSync(closed, "utf8"), poisoned);
    chmodSync(join(folder, "closed"), 0o700);
  });

  test("two doctors at once: one repairs, the other is told or finds it healthy; one backup", async () => {
    const path = file("both.jsonl", poisoned);
    const codes = await Promise.all([1, 2].map(() => codeOf(repairTranscriptFile(path))));
    const told = ["nothing was thrown", "input.being-repaired", "input.changed-meanwhile"];
    assert.ok(codes.every((code) => told.includes(code)) && codes.includes("nothing was thrown"), codes.join());
    assert.equal(readFileSync(path, "utf8"), fixed);
    assert.equal(readFileSync(`${path}.bak`, "utf8"), poisoned);
    assert.equal(existsSync(`${path}.bak.2`), false);
    assert.equal(existsSync(`${path}.fovea-doctor`), false);
  });

  test("a lock that was left is named", async () => {
    const path = file("locked.jsonl", poisoned);
    file("locked.jsonl.fovea-doctor", "");
    const { exit, err } = await fovea(["doctor", path]);
    assert.equal(exit, 3);
    assert.match(err, /locked\.jsonl\.fovea-doctor/);
    assert.ok(existsSync(`${path}.fovea-doctor`));
  });

  test("a file that grows meanwhile keeps what was added, and is told", async () => {
    const long = JSON.stringify({ role: "user", content: [image(await flatPng(9000, 10))] });
    const path = file("grows.jsonl", `${long}\n`);
    const writer = createPixels();
    const pixels = {
      ...writer,
      pixels: (work: Parameters<typeof writer.pixels>[0]) => {
        writeFileSync(path, `${good}\n`, { flag: "a" });
        return writer.pixels(work);
      },
    };
    assert.equal(await codeOf(repairTranscriptFile(path, { pixels })), "input.changed-meanwhile");
    assert.equal(readFileSync(path, "utf8"), `${long}\n${good}\n`);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith("grows")),
      ["grows.jsonl"],
    );
  });

  test("an aborted signal stops it, and leaves nothing behind", async () => {
    const path = file("aborted.jsonl", poisoned);
    await assert.rejects(repairTranscriptFile(path, { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
    assert.equal(readFileSync(path, "utf8"), poisoned);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith("aborted")),
      ["aborted.jsonl"],
    );
  });
});

test("200 MB of lines are read in bounded memory", {
  timeout: 240_000,
  skip: process.env.FOVEA_SOAK === undefined,
}, async () => {
  const path = join(folder, "large.jsonl");
  const out = createWriteStream(path);
  const line = `${JSON.stringify({ type: "progress", text: "x".repeat(100_000) })}\n`;
  for (let written = 0; written < 2_000; written++)
    if (!out.write(line)) await new Promise((done) => out.once("drain", () => done(null)));
  out.end(LINES.write([{ role: "user", content: [image(png, "image/jpeg")] }], ""));
  await finished(out);
  const before = process.memoryUsage().rss;
  const { report } = { report: await repairTranscriptFile(path) };
  assert.equal(report.changes.length, 1);
  assert.ok(process.memoryUsage().rss - before < 200e6, `${process.memoryUsage().rss - before}`);
});
