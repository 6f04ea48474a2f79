// A conversation as JSON without a byte of its pictures, and back.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { createFileLedger, FoveaError, type SavedConversation } from "@fovea/client";
import { isPrefix, picture, startTalk } from "./talk.ts";

const root = mkdtempSync(join(tmpdir(), "fovea-saved-"));
after(() => rm(root, { recursive: true, force: true }));

const codeOf = (code: string) => (error: unknown) => FoveaError.isInstance(error) && error.code === code;
const through = (value: unknown): SavedConversation => JSON.parse(JSON.stringify(value));

describe("a saved conversation", () => {
  test("has no bytes of pictures, and is sent as it was when it is loaded", async () => {
    await using talk = await startTalk("vertex", { thinking: true });
    const directory = join(root, "plain");
    const settings = { directory, system: "Be brief.", tools: [{ name: "look", input_schema: { type: "object" } }] };
    const chat = talk.conversation(settings);
    await chat.ask([await picture(1), await picture(2, 2400, 300)], "What are these?");
    await chat.ask("And now?");
    const saved = await chat.save();
    const text = JSON.stringify(saved);
    for (const { data } of images(chat.messages)) assert.ok(!text.includes(data));
    assert.ok(text.length < 4_000, `${text.length}`);

    // What was saved is used where nothing is said.
    const other = talk.elsewhere({ directory });
    await other.load(through(saved));
    assert.equal(JSON.stringify(other.messages), JSON.stringify(chat.messages));
    assert.equal(other.turns, 2);
    await other.ask("And now?");
    const [, second, third] = talk.messages();
    assert.ok(second && third && isPrefix(second, third));
    assert.equal(third.status, 200);
    assert.deepEqual(through(await other.save()).pictures, saved.pictures);
  });

  test("keeps each picture in a file of the owner's alone, under its sha256, whole", async () => {
    await using talk = await startTalk();
    const directory = join(root, "modes");
    const chat = talk.conversation({ directory });
    const bytes = await picture(1);
    await chat.ask([bytes, bytes], "?");
    await chat.ask(await picture(2), "?");
    const { pictures } = await chat.save();
    assert.deepEqual(readdirSync(directory).sort(), [...new Set(pictures.map(({ sha256 }) => sha256))].sort());
    assert.equal(pictures.length, 3);
    assert.equal(statSync(directory).mode & 0o777, 0o700);
    for (const name of readdirSync(directory)) assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600);
    assert.deepEqual(readFileSync(join(directory, pictures[0]?.sha256 ?? "")), bytes);
  });

  test("without a directory holds what is sent by file id, and refuses what is nowhere but in memory", async () => {
    await using files = await startTalk();
    const chat = files.conversation();
    await chat.ask(await picture(1), "?");
    const other = files.elsewhere();
    await other.load(through(await chat.save()));
    await other.ask("And?");
    assert.equal(files.messages().at(-1)?.images[0]?.method, "file");

    const inline = files.conversation({ uploads: "never" });
    await inline.ask([await picture(1), await picture(2)], "?");
    await assert.rejects(inline.save(), (error) => {
      assert.ok(FoveaError.isInstance(error) && error.code === "input.pictures-in-memory");
      assert.match(error.message, /2 of its pictures are/);
      return true;
    });
    await inline.ask("And?");
  });

  test("finds a picture whose file has expired in the ledger of uploads, when somebody uploaded it since", async (t) => {
    let now = Date.now();
    const ledger = createFileLedger(join(root, "ledger.json"));
    await using talk = await startTalk("anthropic", { now: () => now, thinking: true }, { ledger });
    const chat = talk.conversation();
    await chat.ask(await picture(1), "?");
    const saved = through(await chat.save());
    now += 2 * 86_400_000;
    t.mock.timers.enable({ apis: ["Date"], now });
    await assert.rejects(talk.elsewhere().load(saved), (error) => {
      assert.ok(FoveaError.isInstance(error) && error.code === "input.picture-missing");
      assert.match(error.message, /no longer on the platform/);
      return true;
    });
    await talk.conversation().ask(await picture(1), "?");
    const other = talk.elsewhere();
    await other.load(saved);
    await other.ask("And?");
    assert.equal(talk.messages().at(-1)?.status, 200);
  });

  test("of an expired file whose bytes are in the directory goes on by itself", async (t) => {
    let now = Date.now();
    const directory = join(root, "expired");
    await using talk = await startTalk("anthropic", { now: () => now, thinking: true });
    const chat = talk.conversation({ directory });
    await chat.ask(await picture(1), "?");
    const saved = through(await chat.save());
    now += 2 * 86_400_000;
    t.mock.timers.enable({ apis: ["Date"], now });
    const other = talk.elsewhere({ directory });
    await other.load(saved);
    const answer = await other.ask("And?");
    assert.deepEqual([answer.sent.requests, answer.sent.uploads.length], [1, 1]);
  });
});

describe("loading", () => {
  test("names a picture that is missing or damaged, and what to do", async () => {
    await using talk = await startTalk("vertex");
    const directory = join(root, "missing");
    const chat = talk.conversation({ directory });
    await chat.ask([await picture(1), await picture(2)], "?");
    const saved = through(await chat.save());
    const second = saved.pictures[1]?.sha256 ?? "";
    const failing = async (options: { directory?: string }, expected: RegExp) => {
      const other = talk.elsewhere(options);
      await assert.rejects(other.load(saved), (error) => {
        assert.ok(FoveaError.isInstance(error) && error.code === "input.picture-missing");
        assert.match(error.message, expected);
        assert.match(error.fix, /directory/);
        return true;
      });
      assert.equal(other.messages.length, 0);
      await other.ask("Nothing was loaded, and the conversation works.");
    };
    writeFileSync(join(directory, second), "something else");
    await failing(
      { directory },
      new RegExp(`sha256 ${second} \\(image/png, \\d+ bytes\\) is in .*not those that were kept`),
    );
    rmSync(join(directory, second));
    await failing({ directory }, new RegExp(`sha256 ${second} .* is not in .*missing`));
    await failing({}, /is needed, and no directory was given/);
  });

  test("refuses settings that differ from those that were sent, and another platform", async () => {
    await using talk = await startTalk();
    await using elsewhere = await startTalk("foundry");
    const chat = talk.conversation({ system: "Be brief." });
    await chat.ask("?");
    const saved = through(await chat.save());
    await assert.rejects(talk.elsewhere({ system: "Be long." }).load(saved), (error) => {
      assert.ok(FoveaError.isInstance(error) && error.code === "input.saved-differs");
      assert.match(error.message, /system "Be brief\.".*"Be long\."/);
      return true;
    });
    await assert.rejects(talk.elsewhere({ tools: [{ name: "x" }] }).load(saved), codeOf("input.saved-differs"));
    await assert.rejects(talk.elsewhere({ model: "claude-opus-5-5" }).load(saved), codeOf("input.saved-differs"));
    await assert.rejects(elsewhere.elsewhere().load(saved), codeOf("input.saved-differs"));
    await talk.elsewhere({ system: "Be brief." }).load(saved);
  });

  test("goes only into a conversation in which nothing was said", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    await chat.ask("?");
    const saved = await chat.save();
    await assert.rejects(chat.load(saved), TypeError);
  });

  test("refuses what save() did not write, and says where", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation({ directory: join(root, "strange") });
    await chat.ask([await picture(1)], "?");
    const saved = through(await chat.save());
    const [one] = saved.pictures;
    for (const [value, where] of [
      [null, ""],
      [[], ""],
      ["{}", ""],
      [{ ...saved, turns: -1 }, "turns"],
      [{ ...saved, version: 2 }, "version"],
      [{ ...saved, standing: null }, "standing"],
      [{ ...saved, messages: "no" }, "messages"],
      [{ ...saved, messages: [{ role: "robot", content: [] }] }, "messages.0.role"],
      [{ ...saved, messages: [{ role: "user", content: "text" }] }, "messages.0.content"],
      [{ ...saved, messages: [{ role: "user", content: [1] }] }, "messages.0.content.0"],
      [{ ...saved, pictures: [{ ...one, sha256: "../../etc/passwd" }] }, "pictures.0.sha256"],
      [{ ...saved, pictures: [{ ...one, at: "messages.9.content.0" }] }, "pictures.0.at"],
      [{ ...saved, pictures: [{ ...one, method: "base64" }] }, "pictures.0.at"],
      [{ ...saved, pictures: [{ ...one, file_id: "file_other" }] }, "pictures.0.file_id"],
      [{ ...saved, pictures: [{ ...one, bytes: -1 }] }, "pictures.0.bytes"],
      [{ ...saved, pictures: [{ ...one, expires_at: "never" }] }, "pictures.0.expires_at"],
      [
        { ...saved, pictures: [{ ...one, facts: { kind: "image", mediaType: "image/png", width: "1" } }] },
        "pictures.0.facts",
      ],
      [{ ...saved, pictures: [{ ...one, sha256: "0".repeat(64) }] }, "pictures.0.facts"],
      [{ ...saved, pictures: [{ ...one, media_type: "image/gif" }] }, "pictures.0.facts"],
      [withEmptyPicture(saved), "messages.0.content.0"],
    ] as const)
      await assert.rejects(talk.elsewhere().load(value), (error) => {
        assert.ok(FoveaError.isInstance(error) && error.code === "input.saved-unreadable", String(error));
        assert.equal((error.facts as { where: string }).where, where);
        return true;
      });
  });
});

/** A picture whose bytes no list of pictures brings back. */
function withEmptyPicture(saved: SavedConversation): unknown {
  const block = { type: "image", source: { type: "base64", media_type: "image/png", data: "" } };
  return { ...saved, messages: [{ role: "user", content: [block] }], pictures: [] };
}

function images(
  messages: readonly { readonly content: readonly Readonly<Record<string, unknown>>[] }[],
): { data: string }[] {
  return messages.flatMap(({ content }) =>
    content.flatMap(({ type, source }) => (type === "image" ? [source as { data: string }] : [])),
  );
}

test("documents are kept as pictures are: a PDF by its hash, a text in the JSON", async () => {
  const invoice = join(import.meta.dirname, "../../examples/documents/invoice.pdf");
  for (const platform of ["anthropic", "vertex"] as const) {
    await using talk = await startTalk(platform, { thinking: true });
    const directory = join(root, `documents-${platform}`);
    writeFileSync(join(root, "notes.txt"), "Some notes.");
    const chat = talk.conversation({ directory });
    const answer = await chat.ask([invoice, join(root, "notes.txt"), await picture(1)], "What are these?");
    assert.equal(answer.images.out, 2);
    const saved = through(await chat.save());
    assert.deepEqual(
      saved.pictures.map(({ media_type }) => media_type),
      ["application/pdf", "image/png"],
    );
    assert.match(JSON.stringify(saved.messages), /Some notes\./);
    const other = talk.elsewhere({ directory });
    await other.load(saved);
    assert.equal(JSON.stringify(other.messages), JSON.stringify(chat.messages));
    assert.equal((await other.plan("And?")).totals.pages, (await chat.plan("And?")).totals.pages);
    await other.ask("And?");
    assert.deepEqual(
      talk.messages().map(({ status }) => status),
      [200, 200],
    );
  }
});

test("a directory that cannot be written to is told before anything is sent", async () => {
  await using talk = await startTalk();
  writeFileSync(join(root, "a-file"), "");
  // Below /proc, where there is one, the system itself has no end of saying that there is no such folder.
  for (const directory of [join(root, "a-file/below"), "/proc/nowhere/below"]) {
    const chat = talk.conversation({ directory, uploads: "never" });
    await assert.rejects(chat.ask([await picture(1)], "?"), codeOf("input.directory-unusable"));
    assert.deepEqual([talk.messages().length, chat.messages.length], [0, 0]);
  }
});
