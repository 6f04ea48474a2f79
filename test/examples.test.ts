import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

// Every example runs, and says what it promises.

const root = join(import.meta.dirname, "..");
const SAYS: Readonly<Record<string, RegExp>> = {
  "examples/existing/ai-sdk.ts": /^messages\.0\.content\.0\.image.*Input should be 'image\/jpeg'[\s\S]*\bcat\b/,
  "examples/existing/langchain.ts": /^400 .*invalid base64 data[\s\S]*\bcat\b/,
  "examples/existing/official-sdk.ts": /^400 .*appears to be a[\s\S]*\bcat\b/,
  "examples/library/any-client.ts": /input\.not-an-image/,
  "examples/library/ask-offline.ts": /\bcat\b[\s\S]*\bcup\b[\s\S]*visual tokens in two pictures/,
  "examples/library/by-hand.ts": /\bcup\b/,
  "examples/library/conversation-offline.ts":
    /^turn 1: .*\bcat\b[\s\S]*240512 bytes uploaded, \d{3} bytes asked\n[\s\S]*\bcup\b[\s\S]*2 pictures, \d{3,4} bytes asked\nturn 3, \d{4} bytes of JSON/,
  "examples/library/errors.ts":
    /^InputError input\.not-an-image[\s\S]*InputError input\.url-not-https[\s\S]*InputError input\.not-found[\s\S]*^bytes \[ 'messages\.0\.content\.1' \]/m,
  "examples/library/estimate.ts": /^698 visual tokens[\s\S]*cache 5m: \$0\.046[\s\S]*by file: 579231 bytes once/,
  "examples/library/find-offline.ts": /^cup \(0\.\d+\) at \d+,\d+ to \d+,\d+ of 600 px[\s\S]*cup\.jpg \d+x\d+/,
  "examples/library/inputs.ts":
    /^cat\.png: image\/png, by base64\n[\s\S]*by url\n[\s\S]*file: not known yet, by file\n/,
  "examples/library/pdf-offline.ts":
    /^2 pages, expected 3000 to 15568 tokens\ninvoice\.pdf page 2 as a picture of 1622x2296 px: 4756 visual tokens\n.*42\.50/,
  "examples/library/pictures.ts": /^Tile 1 of 1 [\s\S]*^2 pages\nfetch\.private-address$/m,
  "examples/library/plan.ts": /by its url[\s\S]*after Fovea has fetched it[\s\S]*Amazon Bedrock/,
  "examples/library/pure-bodies.ts":
    /^2 blocks: messages\.0\.content\.0[\s\S]*first fetch, then inline\ntrue \d+ 2\ntrue\ninput\.body-duplicate-key: /,
  "examples/library/pure-numbers.ts":
    /112495 bytes without metadata\n.*1456x819: 1560 tokens\n[\s\S]*^base64: taken, url: not taken/m,
  "examples/library/pure-places.ts": /^cup \{ x1: 315, y1: 630, x2: 945, y2: 1261 \} 0$[\s\S]*width: 600, height: 400/m,
  "examples/library/repair.ts": /^false true 1 image\/png\ntrue \[ 'session\.jsonl', 'session\.jsonl\.bak' \]$/m,
  "examples/library/shared-ledger.ts":
    /^uploaded\nwas there\nuploaded\n.* 24 hours\n.*\bcat\b[\s\S]*no picture was taken/,
  "examples/library/upload-once.ts":
    /^240512 bytes uploaded; the second time they were there\n.*\bcat\b.*\nreference by file, \d+ tokens, 0 USD\n1 file/,
};

const examples = globSync("examples/{existing,library}/*.ts", { cwd: root }).sort();

test("every example is tried here", () => assert.deepEqual(examples, Object.keys(SAYS)));

for (const example of examples)
  test(`${example} runs by the command in its header`, { timeout: 120_000 }, async () => {
    const command = /^\/\/ npx node (.*)$/m.exec(readFileSync(join(root, example), "utf8"))?.[1] ?? "";
    assert.match(command, new RegExp(`${example}$`));
    const { stdout } = await promisify(execFile)(process.execPath, command.split(" "), { cwd: root });
    assert.match(stdout, SAYS[example] ?? /never/);
  });

test("every command line of the README runs as it stands, at the server that it starts", {
  timeout: 240_000,
}, async (t) => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const lines = [...readme.matchAll(/^(?:npm run -s fovea -- (.*)|(curl .*))$/gm)].map(([line, fovea]) => ({
    line,
    fovea,
  }));
  assert.ok(lines.length >= 8);
  const data = mkdtempSync(join(tmpdir(), "fovea-readme-"));
  let env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: "--conditions=@fovea/source",
    INIT_CWD: root,
    FOVEA_DATA: data,
  };
  let last = "";
  for (const { line, fovea } of lines) {
    if (fovea === "serve") {
      const server = spawn(process.execPath, ["scripts/fovea.mjs", "serve", "--port", "0"], { cwd: root, env });
      t.after(async () => {
        server.kill("SIGTERM");
        await once(server, "close");
        rmSync(data, { recursive: true });
      });
      env = { ...env, ...(await exportsOf(server.stdout)) };
      continue;
    }
    const command = fovea === undefined ? line.replace("file_...", last) : `node scripts/fovea.mjs ${fovea}`;
    const { stdout } = await promisify(execFile)("bash", ["-c", command], { cwd: root, env });
    assert.ok(stdout.length > 20, line);
    last = /file_id: (file_\w+)/.exec(stdout)?.[1] ?? last;
    if (fovea === undefined) assert.match(JSON.parse(stdout).content[0].text, /\bcat\b/);
  }
  assert.match(env.ANTHROPIC_API_KEY ?? "", /^sk-fovea-/);
});

/** What the lines that a first start prints for a shell set there. */
async function exportsOf(stdout: AsyncIterable<Buffer>): Promise<Record<string, string>> {
  let text = "";
  for await (const piece of stdout) {
    text += String(piece);
    if (text.includes("shown this once")) break;
  }
  return Object.fromEntries(
    [...text.matchAll(/^ {2}export (\w+)=(\S+)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}
