import assert from "node:assert/strict";
import { test } from "node:test";
import { converse } from "../../../test/asking.ts";
import { comparison, perception } from "../../../test/perceptions.ts";

const sized = (width: number, height: number) => {
  const blank = perception();
  return perception({ picture: { ...blank.picture, width, height } });
};

test("pictures of unlike proportions are said to be different, with both sizes and no similarity", async () => {
  const between = comparison({ same: "different", similarity: 0, changedShare: 1 });
  const answer = await converse(
    [{ text: "Are they the same?", pictures: [sized(1, 30_000), sized(30_000, 1)] }],
    between,
  );
  assert.match(
    answer,
    /^No\. Image 1 and image 2 are different pictures: their proportions are unlike, image 1 is 1 x 30000 px, image 2 30000 x 1 px,/,
  );
  assert.doesNotMatch(answer, /similarity|Image 1 is/);
});

test("different pictures of like proportions keep their similarity, and their sizes", async () => {
  const between = comparison({ same: "different", similarity: 0.214 });
  const answer = await converse([{ text: "Compare them", pictures: [sized(400, 300), sized(200, 150)] }], between);
  assert.match(
    answer,
    /^Image 1 and image 2 are different pictures \(structural similarity 0\.21, where 1 is equal\)\./,
  );
  assert.match(answer, /Image 1 is 400 x 300 px, image 2 200 x 150 px\./);
  assert.doesNotMatch(answer, /proportions/);
});
