import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { crc32 } from "node:zlib";
import { createGuardedFetch } from "@fovea/client";
import sharp from "sharp";
import { main } from "./main.ts";

const examples = join(import.meta.dirname, "../../../examples");
let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "fovea-cli-"));
  copyFileSync(join(examples, "photos/cat.png"), join(folder, "cat.png"));
  copyFileSync(join(examples, "photos/coffee.png"), join(folder, "coffee.png"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Tests ask no name server. */
const nobodyKnows = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }));

interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

async function fovea(argv: string[], o: { env?: Record<string, string>; stdin?: Uint8Array } = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const stdin = (async function* () {
    if (o.stdin) yield o.stdin;
  })();
  const exit = await main(argv, {
    stdin,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: o.env ?? {},
    cwd: folder,
    fetchUrl: createGuardedFetch({ resolve: nobodyKnows }),
    signal: new AbortController().signal,
  });
  return { exit, out, err };
}

describe("fovea ask without a key", () => {
  test("answers about a picture with the built-in eyes, and says once on stderr that it does", async () => {
    const { exit, out, err } = await fovea(["ask", "cat.png", "What is in this picture?"]);
    assert.equal(exit, 0, err);
    assert.match(out, /\bcat\b/);
    assert.equal(err.match(/built-in eyes/g)?.length, 1);
  });

  test("takes pictures from -i, -a, standard input and data: URLs, labelled in order", async () => {
    const coffee = readFileSync(join(folder, "coffee.png"));
    const data = `data:image/png;base64,${readFileSync(join(folder, "cat.png")).toString("base64")}`;
    const piped = await fovea(["ask", "-", "Is there a cup?"], { stdin: coffee });
    assert.equal(piped.exit, 0, piped.err);
    assert.match(piped.out, /cup/);
    const both = await fovea(["ask", "-i", "cat.png", "-a", data, "--json", "--no-stream", "Is there a cat?"]);
    assert.equal(both.exit, 0, both.err);
    const answer = JSON.parse(both.out);
    assert.equal(answer.engine, "eyes");
    assert.deepEqual(
      answer.plan.steps.map((step: { at: string }) => step.at),
      ["messages.0.content.1", "messages.0.content.3"],
    );
  });

  test("whole and streamed answers are the same text", async () => {
    const streamed = await fovea(["ask", "cat.png", "Describe it."]);
    const whole = await fovea(["ask", "--no-stream", "cat.png", "Describe it."]);
    assert.equal(streamed.out, whole.out);
  });

  test("an answer cut at --max-tokens says so on stderr", async () => {
    const { exit, err } = await fovea(["ask", "--max-tokens", "3", "cat.png", "Describe it."]);
    assert.equal(exit, 0);
    assert.match(err, /cut at --max-tokens/);
  });
});

describe("fovea ask with a key", () => {
  test("goes to ANTHROPIC_BASE_URL with the key, and to nobody else", async () => {
    const seen: { path: string; auth: string; body: { messages: { content: { type: string }[] }[] } }[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const auth = String(request.headers.authorization ?? request.headers["x-api-key"]);
      seen.push({ path: request.url ?? "", auth, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          id: "msg_1",
          type: "message",
          role: "assistant",
          model: "m",
          stop_reason: "end_turn",
          stop_sequence: null,
          content: [{ type: "text", text: "From the platform." }],
          usage: { input_tokens: 1, output_tokens: 1 },
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const env = {
      ANTHROPIC_API_KEY: "sk-test-1",
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    const { exit, out, err } = await fovea(["ask", "--no-stream", "cat.png", "coffee.png", "Compare."], { env });
    server.close();
    assert.equal(exit, 0, err);
    assert.equal(out, "From the platform.\n");
    assert.equal(err, "");
    assert.equal(seen.length, 1);
    assert.equal(seen[0]?.auth, "Bearer sk-test-1");
    assert.deepEqual(
      seen[0]?.body.messages[0]?.content.map((block) => (block as { text?: string }).text ?? block.type),
      ["Image 1:", "image", "Image 2:", "image", "Compare."],
    );
  });

  test("an unreachable platform and a refused key are told apart, without the key in the message", async () => {
    const gone = await fovea(["ask", "--no-stream", "cat.png", "?"], {
      env: { ANTHROPIC_API_KEY: "sk-secret-9", ANTHROPIC_BASE_URL: "http://127.0.0.1:1" },
    });
    assert.equal(gone.exit, 7, gone.err);
    assert.match(gone.err, /cannot be reached/);
    const server = createServer((_, response) => {
      response.writeHead(401, { "content-type": "application/json", "request-id": "req_7" });
      response.end('{"type":"error","error":{"type":"authentication_error","message":"API key is invalid."}}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const refused = await fovea(["ask", "cat.png", "?"], {
      env: { ANTHROPIC_API_KEY: "sk-secret-9", ANTHROPIC_BASE_URL: base },
    });
    server.close();
    assert.equal(refused.exit, 8, refused.err);
    assert.match(refused.err, /API key is invalid.*request-id: req_7/s);
    assert.doesNotMatch(gone.err + refused.err, /sk-secret-9/);
  });
});

/** A server that answers every request the same way; the environment that leads to it, and what it got. */
async function serve(answer: (response: ServerResponse, body: string) => void) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString());
    answer(response, bodies.at(-1) ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    bodies,
    env: { ANTHROPIC_API_KEY: "sk-secret-9", ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const sse = (response: ServerResponse, ...events: object[]): void => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events)
    response.write(`event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`);
};
const START = {
  type: "message_start",
  message: {
    id: "m",
    type: "message",
    role: "assistant",
    model: "m",
    content: [],
    stop_reason: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  },
};
const TEXT = [
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "part of it" } },
];
const end = (stop_reason: string) => [
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } },
  { type: "message_stop" },
];

describe("a platform that does not answer as it should", () => {
  test("rubbish, and a stream that breaks off, are exit 7 and no fault of Fovea's", async () => {
    const answers: ((response: ServerResponse) => void)[] = [
      (response) => response.end("<html>a login page</html>"),
      (response) => response.setHeader("content-type", "application/json").end("{}"),
      (response) => {
        sse(response, START, ...TEXT);
        response.end();
      },
      (response) => {
        sse(response, START, ...TEXT);
        setTimeout(() => response.destroy(), 30);
      },
    ];
    for (const answer of answers)
      for (const flags of [[], ["--json"]]) {
        await using server = await serve(answer);
        const { exit, err } = await fovea(["ask", ...flags, "cat.png", "?"], { env: server.env });
        assert.equal(exit, 7, err);
        assert.match(err, /engine\.unreadable-answer/);
        assert.doesNotMatch(err, /inside Fovea/);
      }
  });

  test("an error in the middle of a stream is the platform's, on a line of its own behind the part that came", async () => {
    await using server = await serve((response) => {
      sse(response, START, ...TEXT, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
      response.end();
    });
    const { exit, out, err } = await fovea(["ask", "cat.png", "?"], { env: server.env });
    assert.equal(exit, 8, err);
    assert.equal(out, "part of it\n");
    assert.match(err, /overloaded_error.*Overloaded.*wait and try again/s);
  });

  test("an answer that is none, or not finished, says so", async () => {
    for (const [reason, exit, words] of [
      ["refusal", 8, /declined/],
      ["pause_turn", 0, /not finished/],
      ["tool_use", 0, /asks for a tool/],
      ["end_turn", 0, /^$/],
    ] as const) {
      await using server = await serve((response) => {
        sse(response, START, ...TEXT, ...end(reason));
        response.end();
      });
      const ran = await fovea(["ask", "cat.png", "?"], { env: server.env });
      assert.equal(ran.exit, exit);
      assert.match(ran.err, words);
    }
  });

  test("a server that says the key back does not bring it to the terminal, nor its escape codes", async () => {
    await using server = await serve((response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          type: "error",
          error: { type: "authentication_error", message: "\u001b[2J sk-secret-9 is wrong" },
        }),
      );
    });
    for (const flags of [[], ["--json"]]) {
      const { err } = await fovea(["ask", ...flags, "cat.png", "?"], { env: server.env });
      assert.match(err, /\[key\] is wrong/);
      assert.ok(!err.includes("sk-secret-9") && !err.includes("\u001b"), err);
    }
  });

  test("a key or a base URL that cannot be right is exit 2, and is not shown", async () => {
    for (const env of [
      { ANTHROPIC_API_KEY: "bad\nkey-9" },
      { ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: "http://me:pass-9@127.0.0.1" },
      { ANTHROPIC_API_KEY: "k", ANTHROPIC_BASE_URL: "not a url-9" },
    ]) {
      const { exit, err } = await fovea(["ask", "cat.png", "?"], { env });
      assert.equal(exit, 2, err);
      assert.doesNotMatch(err, /-9/);
    }
  });

  test("a server that is not the Claude API gets no url and no file id", async () => {
    await using server = await serve((response) => response.end());
    const file = await fovea(["ask", "file_011CNha8iCJcU1wXNR6q4V8w", "?"], { env: server.env });
    assert.equal(file.exit, 5, file.err);
    const url = await fovea(["ask", "https://example.com/a.png", "?"], { env: server.env });
    assert.equal(url.exit, 6, url.err);
    assert.deepEqual(server.bodies, []);
  });
});

describe("bad input", () => {
  /** [what, argv, exit code, code, words of the sentence] */
  const cases: [string, string[], number, RegExp][] = [
    ["a missing file", ["nothing.png"], 3, /input\.not-found.*nothing\.png/s],
    ["a folder", ["album"], 3, /input\.is-folder.*album/s],
    ["an empty file", ["empty.png"], 3, /input\.empty/],
    ["text named .png", ["text.png"], 3, /input\.not-an-image.*text/s],
    ["a truncated picture", ["cut.png"], 3, /input\.truncated/],
    ["an HTML page named .jpg", ["page.jpg"], 3, /input\.web-page|input\.not-an-image/],
    ["a header of 20000x20000 px", ["huge.png"], 4, /limit\.pixels.*20,?000/s],
    ["a data: URL of no picture", ["data:image/png;base64,aGVsbG8gd29ybGQ="], 3, /input\.not-an-image/],
    ["a dead URL", ["https://fovea-test.invalid/a.png"], 6, /fetch\.dns/],
    ["a private address", ["https://127.0.0.1/a.png"], 6, /fetch\.private-address|private/],
    ["an http URL", ["http://example.com/a.png"], 6, /https/],
  ];
  before(async () => {
    mkdirSync(join(folder, "album"));
    writeFileSync(join(folder, "empty.png"), "");
    writeFileSync(join(folder, "text.png"), "I am a text, whatever my name says.\n");
    writeFileSync(join(folder, "page.jpg"), "<!doctype html><html><body>404</body></html>");
    const cat = readFileSync(join(folder, "cat.png"));
    // Whole in every chunk, with no pixels in it.
    const empty = (type: string): Buffer => {
      const body = Buffer.from(type, "latin1");
      const frame = Buffer.alloc(12, body, "latin1").fill(body, 4, 8).fill(0, 0, 4);
      frame.writeUInt32BE(crc32(body), 8);
      return frame;
    };
    writeFileSync(join(folder, "shell.png"), Buffer.concat([cat.subarray(0, 33), empty("IDAT"), empty("IEND")]));
    writeFileSync(join(folder, "cut.png"), cat.subarray(0, cat.length / 2));
    await sharp({ create: { width: 9000, height: 20, channels: 3, background: "#fff" } }).toFile(
      join(folder, "long.png"),
    );
    writeFileSync(join(folder, "drawing.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const huge = sharp({
      create: { width: 20000, height: 20000, channels: 3, background: "#fff" },
      limitInputPixels: false,
    });
    writeFileSync(join(folder, "huge.png"), await huge.png({ compressionLevel: 1 }).toBuffer());
  });

  for (const [what, inputs, exit, said] of cases)
    test(`${what}: exit ${exit}, with title, sentence and fix, and no stack`, async () => {
      const ran = await fovea(["ask", ...inputs, "What is this?"]);
      assert.equal(ran.exit, exit, ran.err);
      assert.match(ran.err, said);
      assert.match(ran.err, /^ {2}Fix: .{10,}/m);
      assert.doesNotMatch(ran.err, /^\s+at .*:\d+:\d+/m);
      assert.equal(ran.out, "");
    });

  test("a data: URL with the wrong type, and base64 with spaces, are mended", async () => {
    const base64 = readFileSync(join(folder, "cat.png")).toString("base64");
    const wrong = await fovea(["ask", `data:image/jpeg;base64,${base64}`, "Is there a cat?"]);
    assert.equal(wrong.exit, 0, wrong.err);
    assert.match(wrong.out, /cat/);
    const spaced = await fovea(["ask", `data:image/png;base64,${base64.replace(/.{64}/g, "$& ")}`, "Is there a cat?"]);
    assert.equal(spaced.exit, 0, spaced.err);
  });

  test("an error names the input as it was typed", async () => {
    const { err } = await fovea(["plan", "cat.png", "page.jpg", "long.png", "--fit", "never"]);
    assert.match(err, /\[page\.jpg\][\s\S]*\[long\.png\]/);
    assert.match((await fovea(["ask", "long.png", "--fit", "never", "?"])).err, /\[long\.png\]/);
    const shell = await fovea(["ask", "cat.png", "shell.png", "What is this?"]);
    assert.equal(shell.exit, 3, shell.err);
    assert.match(shell.err, /eyes\.undecodable\) \[shell\.png\]/);
    const model = await fovea(["ask", "-m", "nope", "cat.png", "?"]);
    assert.equal(model.exit, 3);
    assert.match(model.err, /Unknown model.*fovea-eyes-1/s);
  });

  test("several bad inputs are all named", async () => {
    const { exit, err } = await fovea(["ask", "nothing.png", "empty.png", "?"]);
    assert.equal(exit, 3);
    assert.match(err, /input\.not-found.*input\.empty.*2 problems; nothing was sent/s);
  });

  test("with --json the error is one JSON object on stderr", async () => {
    const { err, out } = await fovea(["ask", "--json", "nothing.png", "?"]);
    const { error } = JSON.parse(err);
    assert.equal(error.code, "input.not-found");
    assert.ok(error.fix);
    assert.equal(out, "");
  });

  test("a wrong command line is exit 2 and says what a right one looks like", async () => {
    for (const argv of [
      [],
      ["ask"],
      ["ask", "cat.png"],
      ["ask", "--max-tokens", "0", "cat.png", "?"],
      ["look", "cat.png"],
      ["ask", "missing.png"],
      ["ask", "What is this?"],
      ["ask", "-m", "", "cat.png", "?"],
      ["ask", "--max-tokens", "1e3", "cat.png", "?"],
      ["plan"],
      ["ask", "--nope", "?"],
      ["ask", "--schema", "cat.png", "cat.png", "?"],
    ]) {
      const { exit, err, out } = await fovea(argv);
      assert.equal(exit, 2, `${argv.join(" ")}: ${err}`);
      assert.match(err, /Fix: /);
      assert.equal(out, "");
    }
  });
});

describe("fovea plan", () => {
  test("prints method, bytes, the size the model sees, tokens, cost and why", async () => {
    const { exit, out, err } = await fovea(["plan", "cat.png", "-p", "bedrock", "-m", "claude-haiku-4-5"]);
    assert.equal(exit, 0, err);
    assert.match(out, /inline by base64/);
    assert.match(out, /320,\d{3} bytes/);
    assert.match(out, /451x300 px, 187 visual tokens/);
    assert.match(out, /\$0\.000187/);
    assert.match(out, /why/);
  });

  test("plans for the eyes with their own model, and for other servers without Claude's prices", async () => {
    assert.match((await fovea(["plan", "cat.png", "-p", "eyes"])).out, /fovea-eyes-1: 187 visual tokens, \$0 /);
    assert.match((await fovea(["plan", "-a", "cat.png", "-p", "compatible"])).out, /no published price/);
  });

  test("says that a URL's facts are unknown until fetched", async () => {
    const { exit, out } = await fovea(["plan", "https://example.com/a.png"]);
    assert.equal(exit, 0);
    assert.match(out, /keep by url/);
    assert.match(out, /unknown until fetched/);
  });

  test("says which steps `fovea ask` cannot carry out, and ask refuses them", async () => {
    assert.match(
      (await fovea(["plan", "cat.png", "--method", "file"])).out,
      /not yet +this version of Fovea cannot do this step/,
    );
    for (const argv of [["cat.png"], ["long.png"], ["drawing.svg"], ["file_011CNha8iCJcU1wXNR6q4V8w", "-p", "vertex"]])
      assert.doesNotMatch((await fovea(["plan", ...argv])).out, /not yet/, argv[0]);
    const { exit, err } = await fovea(["ask", "--method", "file", "cat.png", "?"]);
    assert.equal(exit, 5, err);
    assert.match(err, /capability\./);
  });

  test("prints what is refused and why, and exits with the code of the reason", async () => {
    const { exit, out, err } = await fovea(["plan", "file_011CNha8iCJcU1wXNR6q4V8w", "-p", "bedrock", "--strict"]);
    assert.equal(exit, 5, err);
    assert.match(out, /refuse/);
    assert.match(err, /Fix: /);
    assert.equal((await fovea(["plan", "cat.png", "-p", "nowhere"])).exit, 2);
  });

  test("--json is the plan itself", async () => {
    const { out } = await fovea(["plan", "cat.png", "--json"]);
    const plan = JSON.parse(out);
    assert.equal(plan.ok, true);
    assert.equal(plan.totals.tokens, 187);
  });
});

test("a wrong option is told with the help of its command, and how to name a file that begins with a dash", async () => {
  const wrong = await fovea(["files", "upload", "--nonsense", "cat.png"]);
  assert.deepEqual([wrong.exit, wrong.out], [2, ""]);
  assert.match(wrong.err, /Unknown option '--nonsense'.*Fix: Run `fovea files upload --help`\./s);
  const dash = await fovea(["plan", "-cat.png"]);
  assert.equal(dash.exit, 2);
  assert.match(dash.err, /A file whose name begins with a dash is written \.\/-cat\.png\. Run `fovea plan --help`\./);
  writeFileSync(join(folder, "-cat.png"), readFileSync(join(folder, "cat.png")));
  for (const argv of [
    ["plan", "./-cat.png"],
    ["plan", "--", "-cat.png"],
  ])
    assert.equal((await fovea(argv)).exit, 0);
});

test("a name with control characters is printed without them", { skip: process.platform === "win32" }, async () => {
  const name = "a\u001b[31m\nb.png";
  writeFileSync(join(folder, name), readFileSync(join(folder, "cat.png")));
  for (const command of ["plan", "estimate"]) {
    const { exit, out } = await fovea([command, name]);
    assert.equal(exit, 0);
    assert.match(out, /a \[31m b\.png/);
    assert.ok(!out.includes("\u001b"));
  }
});

test("--help says of chats that they upload unless told, and of the rest that they do not", async () => {
  const flat = async (name: string) => (await fovea([name, "--help"])).out.replace(/\s+/g, " ");
  assert.match(await flat("chat"), /Files API \(default: auto\)/);
  assert.match(await flat("ask"), /Files API \(default: asked\)/);
});

test("--help and --version print on stdout and exit 0", async () => {
  for (const argv of [["--help"], ["ask", "--help"], ["plan", "-h"], ["--version"]]) {
    const { exit, out, err } = await fovea(argv);
    assert.equal(exit, 0);
    assert.ok(out.length > 4);
    assert.equal(err, "");
  }
});
