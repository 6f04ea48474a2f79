// How sure the answers sound, and what they own up to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, converse } from "../../test/asking.ts";
import { comparison, drawnPerception, lines, perception, thing } from "../../test/perceptions.ts";
import type { Box } from "../perception.ts";

const PLACE: Box = [10, 20, 310, 420];
const one = (label: string, confidence: number) => perception({ objects: [thing(label, confidence, PLACE)] });

test("confidence decides between plain, looks like and possibly", async () => {
  assert.match(await ask("What is this?", one("cat", 0.75)), /I see a cat on the left\.$/);
  assert.match(
    await ask("What is this?", one("cat", 0.74)),
    /I see what looks like a cat on the left\. My detector knows only 80/,
  );
  assert.match(
    await ask("What is this?", one("cat", 0.59)),
    /I see possibly a cat on the left\. My detector knows only 80/,
  );
  assert.match(await ask("Is there a cat?", one("cat", 0.75)), /^Yes: a cat/);
  assert.match(
    await ask("Is there a cat?", one("cat", 0.6)),
    /^It seems so: what looks like a cat .* My detector knows only 80/,
  );
  assert.match(
    await ask("Is there a cat?", one("cat", 0.5)),
    /^I am not sure: possibly a cat .* My detector knows only 80/,
  );
});

test("a face vouches for its person", async () => {
  const person = perception({ ...one("person", 0.7), faces: [{ box: [100, 40, 160, 120], confidence: 0.9 }] });
  assert.doesNotMatch(await ask("What is this?", person), /only 80/);
});

test("of several the sure ones are counted plainly, the others with their doubt", async () => {
  const dogs = (...confidences: number[]) =>
    perception({ objects: confidences.map((confidence) => thing("dog", confidence, PLACE)) });
  const COUNTS: readonly [confidences: number[], said: string][] = [
    [[0.9], "I count one dog."],
    [[0.9, 0.8], "I count two dogs."],
    [[0.9, 0.7], "I count one dog and what looks like one more."],
    [[0.9, 0.5], "I count one dog and possibly one more."],
    [[0.7, 0.65, 0.5], "I count what looks like two dogs and possibly one more."],
    [[0.5], "I count possibly one dog."],
  ];
  for (const [confidences, said] of COUNTS) assert.equal(await ask("How many dogs?", dogs(...confidences)), said);
  assert.match(
    await ask("How many dogs?", dogs(...Array(7).fill(0.9))),
    /^I count seven dogs\. There may well be more: in crowds/,
  );
});

test("grammar: articles, plurals, and kinds that come in pairs", async () => {
  for (const [label, said] of [
    ["apple", "an apple"],
    ["umbrella", "an umbrella"],
    ["scissors", "a pair of scissors"],
    ["skis", "a pair of skis"],
    ["broccoli", "broccoli"],
    ["hot dog", "a hot dog"],
  ] as const)
    assert.match(await ask("What is this?", one(label, 0.9)), new RegExp(`I see ${said} on the left`));
  const knives = perception({ objects: [thing("knife", 0.9, PLACE), thing("knife", 0.9, [500, 20, 600, 90])] });
  assert.match(await ask("How many knives?", knives), /two knives/);
});

test("places are named by thirds, and a thing that fills the picture has none", async () => {
  const AT: readonly [Box, string][] = [
    [[0, 0, 100, 100], "at the top left"],
    [[400, 250, 500, 350], "in the centre"],
    [[800, 250, 900, 350], "on the right"],
    [[400, 500, 500, 600], "at the bottom"],
    [[0, 0, 800, 600], "filling most of the picture"],
  ];
  for (const [box, place] of AT)
    assert.match(
      await ask("What is this?", perception({ objects: [thing("cat", 0.9, box)] })),
      new RegExp(`a cat ${place}\\.`),
    );
});

test("doubtful text is said so, noise is left out and owned up to", async () => {
  const text = lines(["Open daily", PLACE, 0.95], ["Mi1kshake", PLACE, 0.7], ["xq#z", PLACE, 0.4]);
  const answer = await ask("Read the text", perception({ text }));
  assert.equal(
    answer,
    'The text reads:\nOpen daily\nMi1kshake\nI am not sure of "Mi1kshake". I left out one piece that I could not read; handwriting and fancy lettering are beyond me.',
  );
  const scrawl = perception({ text: lines(["xq#z", PLACE, 0.4]) });
  assert.match(await ask("Read the text", scrawl), /^There is text that I cannot read\./);
  const field = perception({ text: lines(["Total", [10, 10, 60, 30], 0.9], ["29.52", [100, 10, 160, 30], 0.6]) });
  assert.equal(await ask("What is the total?", field), "Total: 29.52 (I am not sure that I read it right.)");
});

test("values read off an axis are called so, printed ones are not", async () => {
  const seen = drawnPerception("chart.png");
  assert.match(
    await ask("How high is March?", seen),
    /^Mar is about 58\. I measured this against the axis\. The axis is titled "Thousands a month"\.$/,
  );
  const printed = perception({ ...seen, ...(seen.chart ? { chart: { ...seen.chart, valuesFrom: "printed" } } : {}) });
  assert.match(await ask("How high is March?", printed), /^Mar is 58\. The axis is titled/);
});

test("what was not finished is not claimed", async () => {
  const late = perception({
    unfinished: [
      { analysis: "kind", reason: "time" },
      { analysis: "objects", reason: "time" },
    ],
  });
  assert.equal(
    await ask("What is this?", late),
    "This is a picture, 900 x 600 px. I ran out of time while telling what kind of picture it is and looking for things, so there may be more. A smaller picture takes less.",
  );
});

test("a caveat follows a sentence or stands on its own line, after no stray marks", async () => {
  const unfinished = [{ analysis: "objects" as const, reason: "time" as const }];
  const LATE = "I ran out of time while looking for things, so there may be more. A smaller picture takes less.";
  assert.equal(
    await ask("Is there an ant?", perception({ unfinished })),
    `"ant" is none of the 80 everyday kinds of things that my detector knows, so I cannot tell. ${LATE}`,
  );
  const text = lines(["Total", [10, 10, 60, 30]], ["29.52", [100, 10, 160, 30]]);
  const reading = perception({ text, unfinished: [{ analysis: "text", reason: "time" }] });
  assert.match(await ask("What is the total?", reading), /^Total: 29\.52\nI ran out of time while reading its text/);
  assert.match(await ask("Why?", perception({ unfinished })), /solve no tasks\. I ran out of time/);
});

test("what was not measured is not told: quality, kind", async () => {
  const late = perception({
    unfinished: [
      { analysis: "kind", reason: "time" },
      { analysis: "quality", reason: "time" },
    ],
  });
  assert.match(await ask("Is it blurry?", late), /^I ran out of time while .*measuring its quality/);
  assert.match(await ask("Is it a photo or a drawing?", late), /^I ran out of time while .*what kind of picture/);
});

test("pictures that were not looked at to the end do not differ by what was not found", async () => {
  const late = perception({ unfinished: [{ analysis: "objects", reason: "time" }] });
  const answer = await ask("What changed?", one("cat", 0.9), late);
  assert.doesNotMatch(answer, /Only in|In both/);
  assert.match(answer, /Image 2: I ran out of time while looking for things/);
});

test("a very dark picture is not called black-and-white", async () => {
  const dark = perception({ quality: { ...perception().quality, brightness: 0.04, dark: true, grey: true } });
  assert.match(await ask("Describe it", dark), /^This looks like a very dark photograph/);
  assert.equal(await ask("Is it black and white?", dark), "It is too dark to tell whether it has colour.");
});

test("white may be transparency, and the answer says so", async () => {
  const shapes = drawnPerception("shapes.png");
  const clear = perception({
    ...shapes,
    picture: { ...shapes.picture, alpha: true },
    colours: [{ name: "white", hex: "#ffffff", share: 0.9 }],
  });
  for (const question of ["What is this?", "What colours are there?", "What is the background colour?", "What shapes?"])
    assert.match(await ask(question, clear), /What is transparent in it I see as white\./);
});

test("a colour that could not be named is neither affirmed nor denied", async () => {
  assert.equal(
    await ask("Is the cat black?", one("cat", 0.9)),
    "I see a cat on the left, but could not name a colour of it.",
  );
});

test("a colour is never flatly denied, and no verdict is given on a box that fills the picture", async () => {
  const cup = (box: Box) => perception({ objects: [thing("cup", 0.9, box, { colours: ["orange"] })] });
  assert.match(
    await ask("Is the cup red?", cup(PLACE)),
    /^I cannot be sure of that, .* a mostly orange cup on the left/,
  );
  assert.match(await ask("Is the cup orange?", cup(PLACE)), /^Yes: a mostly orange cup/);
  for (const colour of ["red", "orange"])
    assert.match(
      await ask(`Is the cup ${colour}?`, cup([0, 0, 900, 500])),
      /^I cannot tell its colour from what is around it: I see a mostly orange cup/,
    );
});

test("parts of things have no colour of their own", async () => {
  const cat = perception({ objects: [thing("cat", 0.9, PLACE, { colours: ["black"] })] });
  assert.match(
    await ask("What colour are the cat's eyes?", cat),
    /^I see things as a whole and cannot tell "eyes" apart from the rest\. The cat on the left is mostly black/,
  );
});

test("words that mean nothing to the eyes are not given back at length", async () => {
  const answer = await ask(`Is there a ${"quux".repeat(40)}?`, perception());
  assert.match(answer, /^"quux[qux]{10,40} \.\.\." is none of the 80/);
});

test("what an animation, a dark and a soft picture are", async () => {
  const blank = perception();
  const seen = perception({
    picture: { ...blank.picture, mediaType: "image/gif", frames: 12, orientation: 6, alpha: true },
    quality: { ...blank.quality, dark: true, blurred: true, grey: true },
  });
  const answer = await ask("Describe it", seen);
  assert.match(answer, /a black-and-white photograph, 900 x 600 px\. I look at the first of its 12 frames only\./);
  assert.match(answer, /It is dark and soft or out of focus\.$/);
  assert.match(await ask("Is it animated?", seen), /12 frames; I look at the first only/);
  assert.match(await ask("What is its orientation?", seen), /its EXIF orientation is 6, which I have applied/);
  assert.match(await ask("Is it transparent?", seen), /I see as white/);
});

test("many shapes are not all listed, and those of a code are none", async () => {
  const shape = (name: string, box: Box) => ({ shape: name, colour: "black", hex: "#000000", box, share: 0.01 });
  const many = Array.from({ length: 14 }, (_, index) => shape("square", [index * 50, 0, index * 50 + 20, 20]));
  const drawing = { background: "white", shapes: [...many, shape("irregular shape", [0, 300, 50, 350])] };
  assert.match(
    await ask("What is this?", perception({ kind: "graphic", drawing })),
    /, four more and one irregular shape\./,
  );
  const codes = [{ format: "QRCode", text: "x", box: [0, 0, 900, 200] as Box }];
  assert.match(await ask("How many squares?", perception({ kind: "graphic", drawing, codes })), /^I count no squares/);
});

const pair = (between: Parameters<typeof comparison>[0]) =>
  converse([{ text: "Compare them", pictures: [one("cat", 0.9), one("dog", 0.9)] }], comparison(between));

test("a comparison says how far the pictures are equal", async () => {
  assert.equal(await pair({ same: "identical" }), "Image 1 and image 2 are identical, pixel for pixel.");
  assert.match(await pair({ same: "nearly", changedShare: 0.004 }), /nearly the same: under 1 % of the area differs\./);
  assert.match(await pair({ same: "changed", changedShare: 0.12 }), /with changes: 12 % of the area differs\./);
  assert.match(
    await pair({ same: "different", similarity: 0.214 }),
    /different pictures \(structural similarity 0\.21/,
  );
  assert.match(
    await pair({ shift: { x: -12, y: 3 } }),
    /The whole scene has moved by 12 px to the left and 3 px down\./,
  );
  assert.match(await pair({}), /Only in image 1: one cat\. Only in image 2: one dog\./);
});

test("regions of different pictures say nothing and are not named", async () => {
  const regions: Box[] = [[1, 2, 30, 40]];
  assert.match(await pair({ regions }), /The changed region is at the top left \[1, 2, 30, 40\]/);
  assert.doesNotMatch(await pair({ regions, same: "different" }), /region/);
});

test("sizes, kinds, bars and text that differ are named", async () => {
  const chart = drawnPerception("chart.png");
  const raised = {
    ...chart,
    chart: chart.chart && {
      ...chart.chart,
      bars: chart.chart.bars.map((bar, i) => (i === 2 ? { ...bar, value: 66 } : bar)),
    },
  };
  const charts = await converse([{ text: "What changed?", pictures: [chart, raised] }]);
  assert.match(charts, /The bar "Mar" goes from 58 to 66\. The text is the same in both\./);
  const papers = await converse([
    { text: "What changed?", pictures: [drawnPerception("receipt.png"), one("cat", 0.9)] },
  ]);
  assert.match(
    papers,
    /Image 1 is 760 x 1280 px, image 2 900 x 600 px\. Image 1 looks like a document, form or screenshot, image 2 like a colour photograph\./,
  );
  assert.match(papers, /Text only in image 1: "HARBOUR COFFEE", .*, and 13 more rows\./);
});

test("three pictures are compared in their order", async () => {
  const answer = await ask("Compare these pictures", one("cat", 0.9), one("dog", 0.9), one("cow", 0.9));
  assert.match(answer, /^Image 1 and image 2 .*\n\nImage 2 and image 3 /);
});
