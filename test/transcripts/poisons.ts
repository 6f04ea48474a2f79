// Twelve ways in which a transcript is poisoned, each as users report it: a picture is in, the platform refuses it, and everything after it.
import type { RejectionKind } from "@fovea/client";
import type { Message } from "./formats.ts";
import { type Block, fixture, flatPng, image, imageOf, noisyPng, text } from "./pictures.ts";

export interface Poison {
  readonly name: string;
  /** What the platform says, read. */
  readonly kind: RejectionKind;
  /** Its own words. */
  readonly words: RegExp;
  messages(): Promise<readonly Message[]>;
  /** Pictures that are left in the end. */
  readonly left: number;
  /** So many megabytes that one form of transcript is enough. */
  readonly heavy?: true;
}

const user = (...content: readonly unknown[]): Message => ({ role: "user", content });
const said = (words: string): Message => ({ role: "assistant", content: [text(words)] });
const tool = (id: string, ...content: readonly unknown[]): Message =>
  user({ type: "tool_result", tool_use_id: id, content });
const used = (id: string): Message => ({
  role: "assistant",
  content: [text("I look at it."), { type: "tool_use", id, name: "Read", input: { path: "a.png" } }],
});

/** A conversation around a bad picture: a good one before it, words behind it, one picture in the result of a tool. */
async function around(bad: Block): Promise<readonly Message[]> {
  return [
    user(image(await flatPng(300, 200, 7)), text("What is this?")),
    used("toolu_1"),
    tool("toolu_1", text("a.png"), bad),
    said("A picture."),
    user(text("Go on.")),
  ];
}

export const POISONS: readonly Poison[] = [
  {
    name: "25 pictures of which some are over 2000 px",
    kind: "many-images",
    words: /for many-image requests: 2000 pixels/,
    left: 25,
    messages: async () => [
      user(image(await flatPng(2400, 1200)), text("One.")),
      said("Red."),
      user(...(await Promise.all(Array.from({ length: 22 }, async (_, at) => image(await flatPng(100 + at, 70, at)))))),
      said("Many."),
      tool(
        "toolu_1",
        ...(await Promise.all(Array.from({ length: 2 }, async (_, at) => image(await flatPng(1170, 2532, at))))),
      ),
    ],
  },
  {
    name: "bytes that no decoder takes",
    kind: "unprocessable",
    words: /Could not process image/,
    left: 1,
    messages: () => around(image(Buffer.from("these are no bytes of a picture, whatever the name says"))),
  },
  {
    name: "a screenshot of too many bytes",
    kind: "bytes",
    words: /image exceeds (5|10) MB maximum/,
    left: 2,
    heavy: true,
    messages: async () => around(image(await noisyPng(2200, 1250))),
  },
  {
    name: "a PNG that is called a JPEG",
    kind: "media-type",
    words: /but the image appears to be a image\/png image/,
    left: 2,
    messages: async () => around(image(await flatPng(640, 480), "image/jpeg")),
  },
  {
    name: "a media type that there is not",
    kind: "media-type",
    words: /media_type: Input should be 'image\/jpeg'/,
    left: 2,
    messages: async () => around(image(await flatPng(640, 480), "image/jpg")),
  },
  {
    name: "a screenshot of a whole page, over 8000 px",
    kind: "dimensions",
    words: /exceed max allowed size: 8000 pixels/,
    left: 2,
    messages: async () => around(image(await flatPng(1440, 8570))),
  },
  {
    name: "more pictures than one request may have",
    kind: "count",
    words: /too many images and documents: 604 \+ 0 > 600/,
    left: 600,
    messages: async () => {
      const small = await Promise.all(Array.from({ length: 604 }, async (_, at) => image(await flatPng(8, 8, at))));
      return [user(...small.slice(0, 300)), said("More."), user(...small.slice(300), text("All of them."))];
    },
  },
  {
    name: "more bytes than one request may have",
    kind: "request-too-large",
    words: /413|maximum size|too large/i,
    left: 0,
    heavy: true,
    messages: async () => {
      const large = await Promise.all(
        [1, 2, 3, 4, 5, 6, 7, 8].map(async (seed) => image(await noisyPng(1140, 1140, seed))),
      );
      return large.flatMap((one) => [user(one), said("Noise.")]);
    },
  },
  {
    name: "photographs of a phone, as HEIC and AVIF, and a scan as TIFF",
    kind: "format-not-supported",
    words: /not supported|Could not process image/,
    left: 4,
    messages: async () => [
      ...(await around(image(fixture("media/fixtures/other-sharp.avif")))),
      user(image(fixture("decode/fixtures/upright.heic"), "image/jpeg"), image(fixture("media/fixtures/other.tiff"))),
    ],
  },
  {
    name: "a data URL in place of base64, and base64 for URLs",
    kind: "base64",
    words: /invalid base64 data/,
    left: 3,
    messages: async () => {
      const bytes = await noisyPng(40, 30);
      const url = bytes.toString("base64url");
      return [...(await around(imageOf(`data:image/png;base64,${bytes.toString("base64")}`))), user(imageOf(url))];
    },
  },
  {
    name: "an empty picture of a tool that failed",
    kind: "empty",
    words: /image cannot be empty/,
    left: 1,
    messages: () => around(imageOf("")),
  },
  {
    name: "the page of an error, saved as a picture, and a drawing as SVG",
    kind: "unprocessable",
    words: /Could not process image/,
    left: 2,
    messages: async () => [
      ...(await around(image(Buffer.from("<!doctype html><html><body>404 Not Found</body></html>"), "image/jpeg"))),
      user(image(fixture("media/fixtures/other.svg"), "image/png")),
    ],
  },
];
