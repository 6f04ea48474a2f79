// The real command in a process of its own: what it says on which stream, what it keeps, and how it ends.
import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Fake, type FakeOptions, startFake } from "../../../../test/fakes/fake.ts";

const photos = join(import.meta.dirname, "../../../../examples/photos");
const bin = join(import.meta.dirname, "../bin.ts");
const folder = mkdtempSync(join(tmpdir(), "fovea-chat-"));
before(() => {
  for (const name of ["cat.png", "coffee.png"]) copyFileSync(join(photos, name), join(folder, name));
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

function start(argv: readonly string[], env: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ["--conditions=@fovea/source", bin, "chat", ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, NODE_NO_WARNINGS: "1", ...env },
  });
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<Ran> {
  let [out, err] = ["", ""];
  child.stdout.on("data", (piece: Buffer) => {
    out += piece;
  });
  child.stderr.on("data", (piece: Buffer) => {
    err += piece;
  });
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exit, out, err };
}

function chat(argv: readonly string[], lines: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const child = start(argv, env);
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  return ended(child);
}

/** The environment of someone who has a key, and a data directory of that name. */
const at = (fake: Fake, data: string): Record<string, string> => ({
  ANTHROPIC_BASE_URL: fake.url,
  ANTHROPIC_API_KEY: fake.credentials.key ?? "",
  FOVEA_DATA: join(folder, data),
});

async function withFake(options: FakeOptions, work: (fake: Fake) => Promise<void>): Promise<void> {
  const fake = await startFake("anthropic", options);
  try {
    await work(fake);
  } finally {
    await fake.close();
  }
}

const messagesOf = ({ body }: { readonly body: Buffer }): { role: string; content: unknown }[] =>
  JSON.parse(body.toString()).messages;
const MODEL = ["-m", "claude-opus-4-8"];

describe("fovea chat, piped", () => {
  test("takes a line a turn, answers on stdout, and says the rest on stderr", () =>
    withFake({ thinking: true }, async (fake) => {
      const { exit, out, err } = await chat(
        [...MODEL, "cat.png"],
        ["What is this?", "", "/add coffee.png", "/plan And this?", "And this?", "//slash", "/quit", "Never."],
        at(fake, "plain"),
      );
      assert.equal(exit, 0, err);
      assert.match(out, /^1 images: 596aa1e7\n2 images: 596aa1e7 cc02f8ca\n2 images: 596aa1e7 cc02f8ca\n$/);
      assert.match(
        err,
        /coffee\.png \(image\/png, 600x400 px\): inline by base64, 330 tokens\n {2}1 sent before, as it was/,
      );
      assert.equal(fake.requests.length, 3);
      const [, second, third] = fake.requests.map(messagesOf);
      assert.deepEqual(third?.slice(0, 3), second);
      assert.deepEqual(third?.at(-1), { role: "user", content: [{ type: "text", text: "/slash" }] });
    }));

  test("--json prints one object a turn, and an error ends it with its exit code", () =>
    withFake({}, async (fake) => {
      const good = await chat([...MODEL, "--json", "cat.png"], ["One?", "Two?"], at(fake, "json"));
      assert.equal(good.exit, 0, good.err);
      const lines = good.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      assert.deepEqual(
        lines.map(({ turn, engine, kept, stop_reason }) => [turn, engine, kept, stop_reason]),
        [
          [1, "platform", true, "end_turn"],
          [2, "platform", true, "end_turn"],
        ],
      );
      assert.ok(lines[0].sent.requestBytes > 100_000);
      assert.equal(good.err, "");
      fake.behave({ status: 400 }, 1, "messages");
      const bad = await chat([...MODEL, "--json"], ["One?", "Two?"], at(fake, "json"));
      assert.deepEqual([bad.exit, bad.out], [8, ""]);
      assert.equal(JSON.parse(bad.err).error.status, 400);
    }));

  test("-c goes on with the last chat, with every byte of it", () =>
    withFake({ thinking: true }, async (fake) => {
      const env = at(fake, "kept");
      const first = await chat([...MODEL, "cat.png"], ["What is this?"], env);
      assert.equal(first.exit, 0, first.err);
      const second = await chat(["-c"], ["/add coffee.png", "And this?"], env);
      assert.equal(second.exit, 0, second.err);
      assert.match(second.out, /^2 images: 596aa1e7 cc02f8ca\n$/);
      const [one, two] = fake.requests.map(messagesOf);
      assert.deepEqual(two?.slice(0, 1), one);
      assert.equal(two?.length, 3);
      const chats = join(folder, "kept/chats");
      assert.equal(readdirSync(chats).length, 1);
      const [kept = ""] = readdirSync(chats);
      assert.equal(statSync(join(chats, kept, "chat.json")).mode & 0o777, 0o600);
      assert.equal(statSync(join(chats, kept, "pictures")).mode & 0o777, 0o700);
      assert.equal(readdirSync(join(chats, kept, "pictures")).length, 2);
    }));

  test("a data directory that cannot be used has its own exit code", () =>
    withFake({}, async (fake) => {
      writeFileSync(join(folder, "file"), "");
      const { exit, err } = await chat([...MODEL, "cat.png"], ["What is this?"], at(fake, "file"));
      assert.equal(exit, 9, err);
      assert.equal(fake.requests.length, 0);
    }));

  test("-c without a chat says so", () =>
    withFake({}, async (fake) => {
      const { exit, err } = await chat(["-c"], ["Hello?"], at(fake, "none"));
      assert.equal(exit, 3);
      assert.match(err, /chat\.none/);
    }));

  test("/save keeps a chat with its pictures in files of your own, and --from goes on with it", () =>
    withFake({ thinking: true }, async (fake) => {
      const saved = await chat([...MODEL, "cat.png"], ["What is this?", "/save 'my chat.json'"], at(fake, "save"));
      assert.equal(saved.exit, 0, saved.err);
      assert.match(saved.err, /Saved in .*my chat\.json, pictures in .*my chat\.pictures/);
      rmSync(join(folder, "save"), { recursive: true });
      const other = await chat(["--from", "my chat.json"], ["And now?"], at(fake, "from"));
      assert.equal(other.exit, 0, other.err);
      assert.match(other.out, /^1 images: 596aa1e7\n$/);
      rmSync(join(folder, "my chat.pictures"), { recursive: true });
      const missing = await chat(["--from", "my chat.json"], ["And now?"], at(fake, "missing"));
      assert.equal(missing.exit, 3);
      assert.match(missing.err, /input\.picture-missing.*or begin a new chat/s);
      const changed = await chat(
        ["--from", "my chat.json", "-m", "claude-haiku-4-5"],
        ["And now?"],
        at(fake, "changed"),
      );
      assert.equal(changed.exit, 3);
      assert.match(changed.err, /input\.saved-differs.*neither -m nor -s/s);
      writeFileSync(join(folder, "cut.json"), readFileSync(join(folder, "my chat.json"), "utf8").slice(0, 90));
      const cut = await chat(["--from", "cut.json"], ["And now?"], at(fake, "cut"));
      assert.equal(cut.exit, 3);
      assert.match(cut.err, /input\.saved-unreadable.*Fix: cut\.json was changed, cut/s);
      writeFileSync(join(folder, "mine.txt"), "mine");
      const refused = await chat(["cat.png"], ["What is this?", "/save mine.txt"], at(fake, "refused"));
      assert.equal(refused.exit, 3);
      assert.equal(readFileSync(join(folder, "mine.txt"), "utf8"), "mine");
      // A folder in which nothing can be made, not even by root.
      if (process.platform === "linux") {
        const nowhere = await chat(["cat.png"], ["What is this?", "/save /proc/chat.json"], at(fake, "nowhere"));
        assert.equal(nowhere.exit, 3);
        assert.match(nowhere.err, /chat\.not-saved.*cannot be written \(ENOENT\)/s);
      }
    }));

  test("with --platform a picture goes up once, and a chat that goes on later names the same file", () =>
    withFake({ thinking: true }, async (fake) => {
      const env = { ...at(fake, "files"), ANTHROPIC_BASE_URL: "" };
      const where = ["--platform", "anthropic", "--base-url", fake.url];
      const first = await chat([...where, ...MODEL, "cat.png"], ["What is this?", "And now?"], env);
      assert.equal(first.exit, 0, first.err);
      const second = await chat([...where, "-c"], ["And after that?"], env);
      assert.equal(second.exit, 0, second.err);
      const messages = fake.requests.filter(({ target }) => target.startsWith("/v1/messages"));
      assert.deepEqual(
        messages.map(({ images, status }) => [images[0]?.method, status]),
        [
          ["file", 200],
          ["file", 200],
          ["file", 200],
        ],
      );
      assert.equal(fake.files.size, 1);
      const third = await chat([...where, "-c", "--uploads", "never"], ["/add coffee.png", "And this?"], env);
      assert.equal(third.exit, 0, third.err);
      assert.deepEqual(
        fake.requests.at(-1)?.images.map(({ method }) => method),
        ["file", "base64"],
      );
      assert.equal(fake.files.size, 1);
    }));

  for (const how of ["the configuration", "FOVEA_UPLOADS", "--uploads"])
    test(`where ${how} says never, pictures of a chat go as base64 and nothing is uploaded`, () =>
      withFake({}, async (fake) => {
        const never = join(folder, "never.json");
        const platforms = {
          anthropic: { baseUrl: fake.url, ...(how === "the configuration" ? { uploads: "never" } : {}) },
        };
        writeFileSync(never, JSON.stringify({ platforms }));
        const env = {
          ...at(fake, "never"),
          ANTHROPIC_BASE_URL: "",
          ...(how === "FOVEA_UPLOADS" ? { FOVEA_UPLOADS: "never" } : {}),
        };
        const flags = how === "--uploads" ? ["--uploads", "never"] : [];
        const { exit, err } = await chat(["--config", never, ...flags, ...MODEL, "cat.png"], ["What is this?"], env);
        assert.equal(exit, 0, err);
        assert.equal(fake.files.size, 0);
        assert.deepEqual(
          fake.requests.map(({ images }) => images[0]?.method),
          ["base64"],
        );
      }));

  test("a picture that is not there is told before anything is asked", () =>
    withFake({}, async (fake) => {
      const { exit, err } = await chat(["nowhere.png"], ["What is this?"], at(fake, "nowhere"));
      assert.equal(exit, 3);
      assert.match(err, /input\.not-found/);
      assert.equal(fake.requests.length, 0);
    }));

  test("standard input is for questions: - is refused as an input", async () => {
    const { exit, err } = await chat(["-"], [], { FOVEA_DATA: join(folder, "dash") });
    assert.equal(exit, 2);
    assert.match(err, /Standard input is where the questions come from/);
  });

  test("Ctrl-C ends it, with what was kept still kept", () =>
    withFake({}, async (fake) => {
      const env = at(fake, "interrupted");
      fake.behave("hang", 1, "messages");
      const child = start([...MODEL], env);
      const done = ended(child);
      child.stdin.write("One?\n");
      while (fake.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill("SIGINT");
      const { exit, out, err } = await done;
      assert.deepEqual([exit, out], [130, ""]);
      assert.match(err, /interrupted/);
      assert.equal(existsSync(join(folder, "interrupted/chats")), false);
    }));

  test("without a key the built-in eyes answer, and remember what they were shown", async () => {
    const { exit, out, err } = await chat(["cat.png"], ["Is there a cat?", "/add coffee.png", "Is there a cup?"], {
      FOVEA_DATA: join(folder, "eyes"),
    });
    assert.equal(exit, 0, err);
    assert.match(out, /cat[^\n]*\n[^\n]*cup/);
    assert.match(err, /built-in eyes/);
  });
});

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

describe("fovea chat in a terminal", {
  skip: hasScript ? false : "there is no util-linux `script` to make a terminal with",
}, () => {
  test("Ctrl-C ends an answer and keeps the chat; Ctrl-D ends it", () =>
    withFake(
      { eventMs: 60, reply: () => ({ content: [{ type: "text", text: "word ".repeat(40) }] }) },
      async (fake) => {
        const quoted = [process.execPath, "--conditions=@fovea/source", bin, "chat", ...MODEL].map(
          (word) => `'${word}'`,
        );
        const child = spawn("script", ["-qec", quoted.join(" "), "/dev/null"], {
          cwd: folder,
          env: {
            PATH: process.env.PATH ?? "",
            HOME: folder,
            TERM: "xterm",
            NODE_NO_WARNINGS: "1",
            ...at(fake, "terminal"),
          },
        });
        let seen = "";
        child.stdout.on("data", (piece: Buffer) => {
          seen += piece;
        });
        const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
        /** Waits until the terminal shows it, from where was looked last. */
        let from = 0;
        const shows = async (text: string): Promise<void> => {
          const give = Date.now() + 60_000;
          for (;;) {
            const index = seen.indexOf(text, from);
            if (index !== -1) {
              from = index + text.length;
              return;
            }
            assert.ok(Date.now() < give, `${JSON.stringify(text)} never came: ${JSON.stringify(seen.slice(from))}`);
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        };
        await shows("/add FILE adds a picture");
        // A pipe that nobody writes to: whatever is under way, Ctrl-C ends it.
        const pipe = join(folder, "pipe.png");
        spawnSync("mkfifo", [pipe]);
        child.stdin.write("/add pipe.png\r");
        await shows("/add pipe.png");
        await new Promise((resolve) => setTimeout(resolve, 500));
        child.stdin.write("\u0003");
        await shows("Stopped.");
        await shows("> ");
        child.stdin.write("/add cat.png\r");
        await shows("Added cat.png (image/png, 451x300 px)");
        child.stdin.write("First?\r");
        await shows("word word");
        child.stdin.write("\u0003");
        await shows("Stopped; the chat goes on as if this had not been asked.");
        await shows("[+1] > ");
        child.stdin.write("Second?\r");
        await shows("word ".repeat(20).trim());
        await shows("> ");
        child.stdin.write("dropped\u0003");
        child.stdin.write("Third?\r");
        await shows("word word");
        await shows("> ");
        child.stdin.write("\u0004");
        assert.equal(await closed, 0);
        const asked = fake.requests.map(messagesOf);
        assert.deepEqual(
          asked.map((messages) => messages.length),
          [1, 1, 3],
        );
        assert.doesNotMatch(JSON.stringify(asked.at(-1)), /First\?|dropped/);
        assert.equal(fake.requests.at(-1)?.images.length, 1);
      },
    ));
});
