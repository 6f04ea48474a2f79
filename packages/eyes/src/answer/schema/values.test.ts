// Values that show by their form what they are, and what stands for those that are not there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill } from "../../../test/asking.ts";
import { drawnPerception, perception } from "../../../test/perceptions.ts";
import { BOOLEAN, object, STRING } from "../../../test/schemas.ts";
import { isoDate } from "./iso-date.ts";

const nullable = { type: ["string", "null"] };
const poster = drawnPerception("poster.png");
const form = drawnPerception("form.png");

test("a web address is the code's, or the printed one", async () => {
  const url = { url: "https://example.org/ferry/ticket/4711?day=2025-06-14" };
  assert.deepEqual(await fill(object({ url: STRING }), "Extract", drawnPerception("code.png")), url);
  for (const name of ["url", "website"])
    assert.deepEqual(await fill(object({ [name]: STRING }), "Extract", poster), { [name]: "www.example.org/summer" });
});

test("dates, mail addresses and telephone numbers: at their label, or the only one", async () => {
  assert.deepEqual(await fill(object({ date: STRING }), "Extract", poster), { date: "14 June 2025" });
  assert.deepEqual(await fill(object({ date: { type: "string", format: "date" } }), "Extract", poster), {
    date: "2025-06-14",
  });
  assert.deepEqual(await fill(object({ email: STRING, phone: STRING }), "Extract", form), {
    email: "ingrid.sorensen@example.org",
    phone: "+45 33 12 40 07",
  });
  await assert.rejects(fill(object({ date: STRING }), "Extract", form), /"date", but the picture prints several/);
});

test("what is not there is null, or unknown in a string", async () => {
  for (const name of ["url", "email", "date", "phone", "qr_code", "title", "chart_title"]) {
    assert.deepEqual(await fill(object({ [name]: nullable }), "Extract", perception()), { [name]: null });
    assert.deepEqual(await fill(object({ [name]: STRING }), "Extract", perception()), { [name]: "unknown" });
  }
  await assert.rejects(fill(object({ url: { type: "string", format: "uri" } }), "Extract", perception()), /"url"/);
});

test("ticks are not told", async () => {
  assert.deepEqual(await fill(object({ ticked: { type: ["boolean", "null"] } }), "x", form), { ticked: null });
  await assert.rejects(fill(object({ is_checked: BOOLEAN }), "x", form), /cannot tell which box is ticked/);
  await assert.rejects(fill(object({ card_type: STRING }), "x", form), /cannot tell which of Adult, Student or Child/);
});

test("a picture too dark for colours is not called grey", async () => {
  const dark = perception({ quality: { ...perception().quality, brightness: 0.03, grey: true } });
  assert.deepEqual(await fill(object({ is_grayscale: { type: ["boolean", "null"] } }), "x", dark), {
    is_grayscale: null,
  });
});

test("a date is made ISO only where it can be read in one way", () => {
  const DATES: readonly [string, string | null][] = [
    ["2025-06-14", "2025-06-14"],
    ["14.06.2025 10:42", "2025-06-14"],
    ["Saturday, 14 June 2025", "2025-06-14"],
    ["June 14th, 2025", "2025-06-14"],
    ["14. Juni 2025", "2025-06-14"],
    ["25/12/2024", "2024-12-25"],
    ["12/25/2024", "2024-12-25"],
    ["03/04/2025", null],
    ["31.02.2025", null],
    ["14 June", null],
    ["Hello", null],
  ];
  for (const [printed, iso] of DATES) assert.equal(isoDate(printed), iso, printed);
});

test("a box that is not there is null in every form that allows it", async () => {
  const box = object({ x1: { type: "integer" } });
  for (const schema of [{ anyOf: [box, { type: "null" }] }, { type: ["array", "null"] }, nullable])
    assert.deepEqual(await fill(object({ box: schema }), "Where is the cat?", perception()), { box: null });
  const objectOrNull = { ...box, type: ["object", "null"] };
  assert.deepEqual(await fill(object({ box: objectOrNull }), "Where is the cat?", perception()), { box: null });
});
