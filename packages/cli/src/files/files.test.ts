import assert from "node:assert/strict";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";
import { createEyesEngine, createGateway, createMemoryStore, listen } from "@fovea/gateway";
import { inFolder } from "../commands/fixtures/run.ts";
import { FIRST_WORKSPACE, openDirectory, workspaceId } from "../directory.ts";
import { openLocalFile } from "./local-file.ts";

const photos = join(import.meta.dirname, "../../../../examples/photos");
const cat = readFileSync(join(photos, "cat.png"));

/** A folder with two photographs, and commands that run in it. */
function withPhotos() {
  const run = inFolder();
  for (const name of ["cat.png", "coffee.png"]) copyFileSync(join(photos, name), join(run.folder, name));
  return run;
}

/** The environment of a server that speaks the Files API, with one key. */
async function serverWithKey(t: { after(clean: () => Promise<void>): void }) {
  const store = createMemoryStore();
  const { secret } = await store.keys.addKey((await store.keys.addWorkspace("one")).id, "test");
  const gateway = createGateway({ engine: createEyesEngine(), store, auth: "keys" });
  const server = await listen(gateway, { port: 0 });
  t.after(async () => {
    await server.close();
    await gateway.close();
  });
  return { url: server.url, env: { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: secret } };
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const idsIn = (out: string): string[] => out.match(/file_(?!id)\w+/g) ?? [];

describe("fovea files, without a key in the environment", () => {
  test("keeps a picture in the data directory, lists it, tells of it, gives it back and deletes it", async () => {
    const { folder, fovea } = withPhotos();
    const uploaded = await fovea(["files", "upload", "cat.png", "--expires-in", "7d"]);
    assert.equal(uploaded.exit, 0, uploaded.err);
    assert.match(uploaded.out, /^Upload complete\. file_id: file_\w+\n$/);
    assert.equal(uploaded.err, "");
    const [id = ""] = idsIn(uploaded.out);

    const listed = await fovea(["files", "list"]);
    assert.match(listed.out, new RegExp(`^ID +SIZE +TYPE.*\\n${id} +241 kB +image/png.*cat\\.png\\n$`));
    const { data } = JSON.parse((await fovea(["files", "list", "--json"])).out);
    assert.equal(Date.parse(data[0].expires_at) - Date.parse(data[0].created_at), 7 * 86_400_000);
    assert.match((await fovea(["files", "get", id])).out, /^bytes +240512$/m);

    assert.deepEqual((await fovea(["files", "download", id, "-o", "-"])).bytes, cat);
    const saved = await fovea(["files", "download", id, "-o", "again.png"]);
    assert.equal(saved.out, "again.png\n");
    assert.deepEqual(readFileSync(join(folder, "again.png")), cat);

    assert.equal((await fovea(["files", "delete", id])).out, `Deleted ${id}\n`);
    const gone = await fovea(["files", "get", id]);
    assert.equal(gone.exit, 3, gone.err);
    assert.match((await fovea(["files", "list"])).err, /There are no files in .*data/);
  });

  test("a question by file id is answered by the eyes, from the data directory", async () => {
    const { fovea } = withPhotos();
    const [id = ""] = idsIn((await fovea(["files", "upload", "cat.png"])).out);
    const answer = await fovea(["ask", id, "coffee.png", "What is in the first picture?"]);
    assert.equal(answer.exit, 0, answer.err);
    assert.match(answer.out, /cat/);
    const unknown = await fovea(["ask", "file_011CNha8iCJcU1wXNR6q4V8w", "?"]);
    assert.equal(unknown.exit, 8, unknown.err);
    assert.match(unknown.err, /not found.*Check the file id/s);
  });

  test("a question by file id where nothing was ever uploaded makes no directory", async () => {
    const { folder, fovea } = inFolder();
    const { exit, err } = await fovea(["ask", "file_011CNha8iCJcU1wXNR6q4V8w", "?"]);
    assert.equal(exit, 8, err);
    assert.ok(!existsSync(join(folder, "data")));
  });

  test("workspaces do not see each other's files", async () => {
    const { fovea } = withPhotos();
    const [id = ""] = idsIn((await fovea(["files", "upload", "cat.png", "--workspace", "team"])).out);
    assert.equal((await fovea(["files", "get", id])).exit, 3);
    assert.equal((await fovea(["files", "get", id, "--workspace", "team"])).exit, 0);
  });

  test("nothing is overwritten that was not named, and a name from outside stays in the folder", async () => {
    const { folder, fovea } = withPhotos();
    const [id = ""] = idsIn((await fovea(["files", "upload", "cat.png"])).out);
    writeFileSync(join(folder, "cat.png"), "mine");
    const refused = await fovea(["files", "download", id]);
    assert.equal(refused.exit, 3);
    assert.match(refused.err, /files\.exists.*cat\.png/s);
    assert.equal(readFileSync(join(folder, "cat.png"), "utf8"), "mine");
    assert.equal((await fovea(["files", "download", id, "-o", "cat.png"])).exit, 0);
    assert.deepEqual(readFileSync(join(folder, "cat.png")), cat);
    const nowhere = await fovea(["files", "download", id, "-o", "no/such/folder.png"]);
    assert.equal(nowhere.exit, 3);
    assert.match(nowhere.err, /files\.unwritable.*ENOENT/s);
  });
});

describe("fovea files download of a name that is none", () => {
  for (const filename of [".", "..", "...", " ", " .. ", "../..", "..\\..", "/", "\u00a0"])
    test(`${JSON.stringify(filename)} becomes a file in the folder, and only there`, async () => {
      const { folder, fovea } = inFolder();
      const inner = join(folder, "inner");
      mkdirSync(inner);
      const store = await openDirectory(join(folder, "data"));
      const workspace = await workspaceId(store.keys, FIRST_WORKSPACE);
      const upload = { filename, declaredMediaType: "text/plain", body: pieces("words"), expiresInSeconds: () => null };
      const { id } = await store.files.add(workspace, upload, AbortSignal.timeout(30_000));
      await store.close();
      const before = readdirSync(folder);
      const { exit, out, err } = await fovea(["files", "download", id, "--data", join(folder, "data")], { cwd: inner });
      assert.equal(exit, 0, err);
      assert.equal(out, "download\n");
      assert.deepEqual(readdirSync(inner), ["download"]);
      assert.equal(readFileSync(join(inner, "download"), "utf8"), "words");
      assert.deepEqual(readdirSync(folder), before);
    });
});

describe("fovea files upload", () => {
  test("what fails is told by name and does not keep the rest from being uploaded", async () => {
    const { folder, fovea } = withPhotos();
    mkdirSync(join(folder, "album"));
    writeFileSync(join(folder, "empty.png"), "");
    const argv = ["files", "upload", "cat.png", "gone.png", "album", "empty.png", "coffee.png"];
    const { exit, out, err } = await fovea(argv);
    assert.equal(exit, 3);
    assert.match(
      out,
      /^Upload complete\. file_id: file_\w+ {2}cat\.png\nUpload complete\. file_id: file_\w+ {2}coffee\.png\n$/,
    );
    for (const words of ["input.not-found) [gone.png]", "input.is-folder) [album]", "input.empty) [empty.png]"])
      assert.ok(err.includes(words), err);
    const json = await fovea([...argv, "--json"]);
    assert.equal(json.exit, 3);
    assert.deepEqual(
      JSON.parse(json.out).data.map((file: { filename: string }) => file.filename),
      ["cat.png", "coffee.png"],
    );
    assert.deepEqual(
      json.err
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).error.input),
      ["gone.png", "album", "empty.png"],
    );
  });

  test("a file that is cut short or grows while it is read fails, and says so", async () => {
    const { folder } = inFolder();
    const path = join(folder, "log.bin");
    for (const change of [() => truncateSync(path, 500_000), () => appendFileSync(path, "more")]) {
      writeFileSync(path, Buffer.alloc(1_000_000, 7));
      const file = await openLocalFile(path, folder);
      const reading = (async () => {
        for await (const _ of file.read()) change();
      })();
      await assert.rejects(reading, { message: /became longer or shorter/ });
      await file.close();
    }
  });

  test("such an upload stores nothing, here and at a server, and the file is to blame", async (t) => {
    const { env } = await serverWithKey(t);
    const { folder, fovea } = inFolder();
    const path = join(folder, "log.bin");
    for (const where of [{}, env]) {
      writeFileSync(path, Buffer.alloc(1_000_000, 7));
      // The first words are the progress line, written when the file is open and nothing of it is read.
      const o = { env: where, terminal: true, atFirstWords: () => truncateSync(path, 500_000) };
      const { exit, out, err } = await fovea(["files", "upload", "log.bin"], o);
      assert.equal(exit, 3, err);
      assert.match(err, /files\.changed\) \[log\.bin\]/);
      assert.equal(out, "");
      assert.deepEqual(JSON.parse((await fovea(["files", "list", "--json"], { env: where })).out).data, []);
    }
  });

  test("a file whose name vanishes after it was opened is uploaded all the same", async () => {
    const { folder } = inFolder();
    const path = join(folder, "soon-gone.png");
    writeFileSync(path, cat);
    const file = await openLocalFile(path, folder);
    rmSync(path);
    const pieces: Uint8Array[] = [];
    for await (const piece of file.read()) pieces.push(piece);
    assert.deepEqual(Buffer.concat(pieces), cat);
    await file.close();
  });

  test("shows how far it is on a terminal alone, and wipes the line", async () => {
    const { fovea } = withPhotos();
    const { out, err } = await fovea(["files", "upload", "cat.png"], { terminal: true });
    assert.match(err, /cat\.png {2}\[[#.]{24}\] \d+% {2}\d.* of 241 kB/);
    assert.match(err, / {20,}\r$/);
    assert.match(out, /^Upload complete/);
  });

  test("an expiry that no server would take is exit 2", async () => {
    const { fovea } = withPhotos();
    for (const time of ["59m", "91d", "soon", "-1d", "1.5h", ""])
      assert.equal((await fovea(["files", "upload", "cat.png", "--expires-in", time])).exit, 2, time);
  });
});

describe("fovea files at a server", () => {
  test("uploads, lists, tells, deletes over the wire; a download is refused and says what to do", async (t) => {
    const { env } = await serverWithKey(t);
    const { folder, fovea } = withPhotos();
    const uploaded = await fovea(["files", "upload", "cat.png", "coffee.png"], { env });
    assert.equal(uploaded.exit, 0, uploaded.err);
    const [id = "", other = ""] = idsIn(uploaded.out);
    assert.deepEqual(idsIn((await fovea(["files", "list"], { env })).out), [other, id]);
    assert.deepEqual(idsIn((await fovea(["files", "list", "--limit", "1"], { env })).out), [other]);
    assert.equal(JSON.parse((await fovea(["files", "get", id, "--json"], { env })).out).size_bytes, cat.length);
    const download = await fovea(["files", "download", id], { env });
    assert.equal(download.exit, 5, download.err);
    assert.match(download.err, /file_not_downloadable.*Fix: .*--data/s);
    const deleted = await fovea(["files", "delete", id, id, other], { env });
    assert.equal(deleted.exit, 3);
    assert.equal(deleted.out, `Deleted ${id}\nDeleted ${other}\n`);
    assert.ok(!existsSync(join(folder, "data")));
  });

  test("--server names it, and --data goes past it; both, or no key, is exit 2", async (t) => {
    const { url, env } = await serverWithKey(t);
    const { fovea } = withPhotos();
    const key = { ANTHROPIC_API_KEY: env.ANTHROPIC_API_KEY };
    assert.equal((await fovea(["files", "upload", "cat.png", "--server", url], { env: key })).exit, 0);
    assert.equal(idsIn((await fovea(["files", "list"], { env })).out).length, 1);
    assert.equal(idsIn((await fovea(["files", "list", "--data", "mine"], { env })).out).length, 0);
    assert.equal((await fovea(["files", "list", "--server", url, "--data", "mine"], { env })).exit, 2);
    const keyless = await fovea(["files", "list", "--server", url]);
    assert.equal(keyless.exit, 2);
    assert.match(keyless.err, /needs a key/);
  });

  test("a wrong key and a server that is gone are told apart, and the key is not shown", async (t) => {
    const { url } = await serverWithKey(t);
    const { fovea } = withPhotos();
    const key = { ANTHROPIC_API_KEY: "sk-fovea-wrong-9" };
    const refused = await fovea(["files", "upload", "cat.png", "--server", url], { env: key });
    assert.equal(refused.exit, 8, refused.err);
    const gone = await fovea(["files", "list", "--server", "http://127.0.0.1:1"], { env: key });
    assert.equal(gone.exit, 7, gone.err);
    assert.doesNotMatch(refused.err + gone.err, /wrong-9/);
  });

  test("an id that could leave its place in the path is refused before anything is asked", async () => {
    const { fovea } = inFolder();
    for (const id of ["../keys", "file_a/content", "file_%2e", ""]) {
      const { exit } = await fovea(["files", "get", id]);
      assert.equal(exit, 2, id);
    }
  });

  test("a name that a server sends cannot write outside the folder, nor bring control characters to a terminal", async (t) => {
    const server = createServer((request, response) => {
      if (request.url?.endsWith("/content")) return void response.end("made by a tool");
      response.setHeader("content-type", "application/json");
      const file = {
        id: "file_1",
        type: "file",
        mime_type: "text/plain",
        size_bytes: 14,
        created_at: "2026-11-22T00:00:00Z",
      };
      const named = { ...file, filename: "../../.\u001b[2Jevil.txt", expires_at: null, downloadable: true };
      response.end(JSON.stringify(request.url === "/v1/files/file_1" ? named : { data: [named], next_page: null }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const env = {
      ANTHROPIC_API_KEY: "sk-test-1",
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    const { folder, fovea } = inFolder();
    const { exit, out, err } = await fovea(["files", "download", "file_1"], { env });
    assert.equal(exit, 0, err);
    assert.equal(readFileSync(join(folder, out.trim()), "utf8"), "made by a tool");
    assert.match(out, /^[^/\\.][^/\\]*\n$/);
    for (const argv of [["list"], ["get", "file_1"]])
      assert.ok(!(await fovea(["files", ...argv], { env })).out.includes("\u001b"));
  });
});
