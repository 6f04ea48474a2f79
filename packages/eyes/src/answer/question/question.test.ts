import assert from "node:assert/strict";
import { test } from "node:test";
import { clausesOf } from "./clauses.ts";
import { fold } from "./fold.ts";
import { type Language, languageOf } from "./language.ts";
import { phrases } from "./phrases.ts";
import { picturesMeant } from "./pictures.ts";
import { readQuestion } from "./question.ts";
import { wantedField } from "./wanted.ts";

test("folding keeps words and drops case, accents and punctuation", () => {
  assert.equal(fold("Où est-il ?"), "ou est il");
  assert.equal(fold("  ¿Cuántos GROSSE Straßen, cœur & Æther?\n"), "cuantos grosse strassen coeur aether");
  assert.equal(fold("写真 №1"), "写真 no1");
  assert.equal(fold("?!"), "");
});

test("phrases match whole words, prefixes, gaps, beginnings and ends", () => {
  const colours = phrases("colo*, what .. see, ^is, end $");
  for (const words of ["the colours", "what do you really see", "is it", "the end"]) assert.ok(colours(words), words);
  for (const words of ["discolour", "what one two three four five six seven see", "this is", "end it", ""])
    assert.ok(!colours(words), words);
  assert.ok(!phrases("")("anything"));
});

test("the language is told by the small words", () => {
  const LANGUAGE: readonly [string, Language | null][] = [
    ["What is in this picture?", "en"],
    ["Wo ist der Hund?", "de"],
    ["Où est le chien ?", "fr"],
    ["¿Dónde está el perro?", "es"],
    ["dog", null],
    ["", null],
  ];
  for (const [text, language] of LANGUAGE) assert.equal(languageOf(fold(text)), language, text);
});

test("things are named in four languages, by the longest phrase, narrow words marked", () => {
  const NAMED: readonly [string, readonly string[]][] = [
    ["Is there a hot dog beside the traffic lights?", ["hot dog", "traffic light"]],
    ["Where is the teddy bear, and where is the bear?", ["teddy bear", "bear"]],
    ["Wo sind die Stühle und der Tisch?", ["chair", "dining table"]],
    ["Y a-t-il un téléphone portable sur le lit ?", ["cell phone", "bed"]],
    ["¿Hay un oso de peluche en la cama?", ["teddy bear", "bed"]],
    ["Are there four cats?", ["cat"]],
    ["Où est le four ?", ["oven"]],
  ];
  for (const [text, said] of NAMED)
    assert.deepEqual(
      readQuestion(text, 1).subject.things.map((thing) => thing.said),
      said,
      text,
    );
  const { things } = readQuestion("Is there a woman or a person?", 1).subject;
  assert.deepEqual(
    things.map(({ labels, narrow, asked }) => [labels[0], narrow, asked]),
    [["person", true, "woman"]],
  );
});

test("orange is a fruit alone and a colour beside a thing", () => {
  assert.equal(readQuestion("Is there an orange?", 1).subject.things[0]?.said, "orange");
  const { things, colours } = readQuestion("Is there an orange car?", 1).subject;
  assert.deepEqual([things.map(({ said }) => said), colours], [["car"], ["orange"]]);
  assert.deepEqual(readQuestion("Which bar is orange?", 1).subject.colours, ["orange"]);
});

test("what a question names beside the known things is unknown", () => {
  assert.equal(readQuestion("Is there an ant in this picture?", 1).subject.unknown, "ant");
  assert.equal(readQuestion("Gibt es eine Ameise auf dem Bild?", 1).subject.unknown, "ameise");
  assert.equal(readQuestion("What do you see in this photo, please?", 1).subject.unknown, "");
});

test("pictures are meant by number, by order, together, or not at all", () => {
  const MEANT: readonly [string, unknown][] = [
    ["What is in image 2?", [2]],
    ["Compare image 1 and 3", [1, 3]],
    ["Compare image 1 to image 2", [1, 2]],
    ["the second picture", [2]],
    ["What is in the first one?", [1]],
    ["the first and the third photo", [1, 3]],
    ["im zweiten Bild", [2]],
    ["la deuxième photo", [2]],
    ["la segunda imagen", [2]],
    ["describe both", "all"],
    ["all three pictures", "all"],
    ["beide Bilder", "all"],
    ["the previous picture", "previous"],
    ["the last image", "last"],
    ["What is the first name?", null],
    ["What is in this picture?", null],
  ];
  for (const [text, meant] of MEANT)
    assert.deepEqual([picturesMeant(fold(text), 3).meant].flat(), [meant].flat(), text);
  assert.equal(picturesMeant("describe both", 1).meant, null, "of one picture there is no other");
  assert.equal(picturesMeant("where is the dog in image 2", 3).words, "where is the dog in");
});

test("a turn is cut into its questions", () => {
  assert.deepEqual(clausesOf("What is this, and where is it? Thanks."), ["What is this", "where is it", "Thanks"]);
  assert.deepEqual(clausesOf("Describe it, then list all dogs"), ["Describe it", "list all dogs"]);
  assert.deepEqual(clausesOf("Was ist das und wo ist es?"), ["Was ist das", "wo ist es"]);
  assert.deepEqual(clausesOf("cats and dogs"), ["cats and dogs"]);
  assert.deepEqual(clausesOf("v1.5 of www.example.org"), ["v1.5 of www.example.org"]);
  assert.deepEqual(clausesOf(" ?! "), []);
  assert.equal(clausesOf("Where? ".repeat(1000)).length, 12);
});

test("a label is what is left of a question about a form", () => {
  const WANTED: readonly [string, string][] = [
    ["What is the total?", "total"],
    ["What is the total on this receipt?", "total"],
    ["What is the receipt number?", "receipt number"],
    ["Until when is the card valid?", "until card valid"],
    ["How much does the flat white cost?", "flat white"],
    ["Wie lautet die Rechnungsnummer?", "rechnungsnummer"],
    ["Quel est le montant total de la facture ?", "montant total"],
    ["What is in this picture?", ""],
  ];
  for (const [text, wanted] of WANTED) assert.equal(wantedField(readQuestion(text, 1)), wanted, text);
});
