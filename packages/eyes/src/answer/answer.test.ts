import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../../test/asking.ts";
import { perception, thing } from "../../test/perceptions.ts";

const cat = perception({ objects: [thing("cat", 0.93, [10, 20, 310, 420])] });

test("what is in a picture is said with its place", async () => {
  assert.match(await ask("What is in this picture?", cat), /I see a cat on the left\./);
});

test("each of several pictures is answered under its number", async () => {
  const dog = perception({ objects: [thing("dog", 0.93, [10, 20, 310, 420])] });
  assert.match(await ask("What do you see?", cat, dog), /^Image 1: .*a cat.*\n\nImage 2: .*a dog/s);
});

test("without a picture the answer asks for one", async () => {
  assert.match(await ask("What is in this picture?"), /I need a picture/);
});
