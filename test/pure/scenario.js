// What the pure part does with one picture, as plain data: run by Node 24, Node 20 and Chromium, which must agree on every figure.

/**
 * @param {Record<string, any>} pure the module namespace of @fovea/client/pure
 * @param {Uint8Array} picture a JPEG file
 */
export async function scenario(pure, picture) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const inspection = pure.inspect(picture);
  const { facts } = inspection;

  const block = {
    at: ["messages", 0, "content", 0],
    type: "image",
    place: "user",
    oversizedImage: null,
    source: { method: "held", declared: null, name: "rocket.jpg" },
    facts,
  };
  const plans = ["anthropic", "bedrock", "vertex", "foundry-azure"].map((id) => {
    const { model, known } = pure.modelOf("claude-opus-5-5");
    const context = { platform: pure.findPlatform(id), model, modelKnown: known, otherBytes: 321 };
    const plan = pure.makePlan([block], context);
    const estimate = pure.estimate(plan, {
      prompt: "What is written on the rocket? \u00dcber alles: \u706b\u7bad",
      turns: 20,
      outputTokens: 300,
      cache: "5m",
    });
    return { plan, sentences: pure.explain(plan), estimate };
  });

  // A body with numbers and an order that JSON.stringify would not keep, and the picture as base64 in it.
  const letters = decoder.decode(pure.PORTABLE.encode(picture));
  const head = '{"max_tokens":10,"big":12345678901234567890,"one":1.0,"messages":[{"role":"user","content":[';
  const image = `{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${letters}"}}`;
  const text = `${head}${image},{"type":"text","text":"What is this? \\ud83d\\ude80"}]}]}`;
  const scan = pure.scan(encoder.encode(text));
  const walked = pure.walk(scan.body);
  const read = pure.readBlocks(JSON.parse(text));
  const edits = [
    {
      at: ["messages", 0, "content", 0, "source"],
      op: "replace",
      value: { type: "file", file_id: "file_011CNha8iCJcU1wXNR6q4V8w" },
    },
  ];
  const inline = [
    {
      at: ["messages", 0, "content", 0, "source"],
      op: "replace",
      value: {
        type: "base64",
        mediaType: "image/jpeg",
        bytes: {
          length: picture.length,
          async *open() {
            yield picture.subarray(0, 1000);
            yield picture.subarray(1000);
          },
        },
      },
    },
  ];
  const asFile = await gather(pure.splice(scan, edits));
  const asBytes = await gather(pure.splice(scan, inline));
  const applied = await pure.apply(JSON.parse(text), edits);

  const frame = pure.makeFrame({
    original: { width: 4000, height: 3000 },
    tier: pure.modelOf("claude-opus-5-5").model.tier.value,
  });
  const stripped = pure.stripMetadata(picture, facts);
  return JSON.parse(
    JSON.stringify({
      inspection,
      plans,
      scanned: { spans: [...scan.spans], blocks: scan.blocks(), body: scan.body, walked },
      read: read.blocks,
      asFile: decoder.decode(asFile),
      untouched: decoder.decode(asFile).startsWith(head),
      asBytes: { length: asBytes.length, same: decoder.decode(asBytes) === text.replace("image/png", "image/jpeg") },
      applied,
      frame,
      place: pure.toOriginal(frame, { x1: 10, y1: 20, x2: 300, y2: 400 }),
      stripped: { length: stripped.length, facts: pure.inspect(stripped) },
      tokens: [
        pure.textTokens("Hello, Claude", "before-4.7"),
        pure.imageTokens(2000, 1500, pure.modelOf("claude-haiku-4-5").model.tier.value),
      ],
      codes: Object.keys(pure.CODES).length,
      error: errorOf(() => pure.scan(encoder.encode('{"messages":[],"messages":[]}'))),
    }),
  );
}

async function gather(spliced) {
  const pieces = [];
  for await (const piece of spliced.open()) pieces.push(piece.slice());
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  if (whole.length !== spliced.length) throw new Error(`${whole.length} bytes instead of ${spliced.length}`);
  return whole;
}

function errorOf(run) {
  try {
    run();
    return null;
  } catch ({ code, message, at }) {
    return { code, message, at };
  }
}
