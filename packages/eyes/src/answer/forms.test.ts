// Forms of questions, in four languages, and what each must be answered with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../../test/asking.ts";
import { comparison, drawnPerception, perception, thing } from "../../test/perceptions.ts";
import type { Perception } from "../perception.ts";

const street = perception({
  objects: [
    thing("dog", 0.95, [100, 300, 300, 560], { colours: ["black", "white"] }),
    thing("bicycle", 0.8, [300, 150, 600, 560], { colours: ["white"] }),
    thing("person", 0.9, [620, 100, 760, 560], { colours: ["red"] }),
    thing("person", 0.55, [20, 100, 80, 300]),
    thing("car", 0.65, [600, 20, 890, 120], {
      colours: ["dark blue"],
      alternatives: [{ label: "truck", confidence: 0.3 }],
    }),
  ],
  faces: [{ box: [660, 110, 700, 160], confidence: 0.9 }],
  colours: [
    { name: "grey", hex: "#888888", share: 0.5 },
    { name: "green", hex: "#338833", share: 0.3 },
  ],
});
const receipt = drawnPerception("receipt.png");
const chart = drawnPerception("chart.png");
const ticket = drawnPerception("code.png");
const shapes = drawnPerception("shapes.png");
const poster = drawnPerception("poster.png");

type Form = readonly [question: string, answer: RegExp];

const DOG = /a mostly black dog at the bottom left/;
const NO_ANT = (word: string): RegExp => new RegExp(`^"${word}" is none of the 80 everyday kinds of things`);

const FORMS: Readonly<Record<string, readonly [picture: Perception, ...forms: Form[]]>> = {
  "a street": [
    street,
    ["What is in this picture?", DOG],
    ["Describe the image.", DOG],
    ["What do you see?", DOG],
    ["what's this", DOG],
    ["What's going on here?", DOG],
    ["Please describe the image in one sentence.", DOG],
    ["Generate alt text for this image", DOG],
    ["What am I looking at?", DOG],
    ["Which objects can be identified?", DOG],
    ["Anything else?", DOG],
    ["", DOG],
    ["What animals are there?", /^I see a mostly black dog at the bottom left\.$/],
    ["dog?", /^I see a mostly black dog/],
    ["Is there a dog?", /^Yes: a mostly black dog at the bottom left\.$/],
    ["Can you see any animals?", /^Yes: a mostly black dog/],
    ["Is there a cat?", /^I see no cat\. Small or half-hidden ones can escape me\.$/],
    ["Is there a dog or a cat?", /^Yes: .*dog.* I see no cat/],
    ["Is there an ant in this picture?", NO_ANT("ant")],
    ["Do you see a squirrel?", NO_ANT("squirrel")],
    ["What kind of flower is this?", NO_ANT("flower")],
    ["Can you see a truck?", /^I see no truck, though what I take for a car could also be a truck\.$/],
    ["Is there a woman?", /cannot tell whether "woman" is the right word/],
    ["Are there more than two people?", /^I count one person and possibly one more\.$/],
    ["Is there a car?", /^It seems so: what looks like a mostly dark blue car .* only 80 everyday kinds/],
    ["Is the dog black?", /^Yes: /],
    [
      "Is there a red car?",
      /^I cannot be sure of that, but I take it for another colour: .* I judge by the middle of its box/,
    ],
    ["Is there anything red?", /^Yes: a person on the right\.$/],
    ["Is the dog next to the bicycle?", /How they stand to each other I cannot tell/],
    ["Where is the dog?", /^A dog at the bottom left: \[100, 300, 300, 560\]\nBoxes are \[x1, y1, x2, y2\]/],
    ["Which side is the dog on?", /^A dog at the bottom left/],
    [
      "are there any vehicles in this photo? If so, where?",
      /^Yes: .*\n\nA bicycle in the centre: .*\nWhat looks like a car/s,
    ],
    ["How sure are you that it is a dog?", /^A dog 95 %\. Of all names/],
    ["Rotate the image", /^I do not know what to do about "rotate": I look, and say what is there/],
    ["Where is the woman?", /^A person on the right: .* Whether "woman" is the right word I cannot tell\.$/s],
    ["Locate the bicycle", /^A bicycle in the centre: \[300, 150, 600, 560\]/],
    ['Find: "the cup"', /^I see no cup/],
    [
      "Detect all objects with bounding boxes",
      /^A dog .*\nA bicycle .*\nA person .*\nPossibly a person .*\nWhat looks like a car/,
    ],
    ["Give me the coordinates of the ant", NO_ANT("ant")],
    ["How many people are there?", /^I count one person and possibly one more\.$/],
    ["How many dogs and cats are there in total?", /^I count one dog\. I see no cat/],
    [
      "How many objects can you see?",
      /^I count one bicycle, one person and possibly one more, one dog and what looks like a car\.$/,
    ],
    ["How many faces?", /^I count one face/],
    ["How many ants are there?", NO_ANT("ants")],
    [
      "What colour is the dog?",
      /^The dog at the bottom left is mostly black and white\. I judge by the middle of its box/,
    ],
    ["What are the main colors of this image?", /grey \(#888888, 50 %\) and green \(#338833, 30 %\)/],
    ["What colour is the sky?", /^What "sky" is, I cannot find in it\. Main colours/],
    ["Which is bigger, the dog or the car?", /^A dog at the bottom left is the largest/],
    ["Which is the largest object?", /^A bicycle in the centre is the largest/],
    ["What is the size of this image?", /The picture is 900 x 600 px/],
    ["How big is the dog?", /box around a dog is 200 px wide and 260 px high/],
    ["What format is it?", /a JPEG \(image\/jpeg\)/],
    ["What's the file size in KB?", /^The file has 120000 bytes \(0\.12 MB\)\.$/],
    ["How many bytes is it?", /120000 bytes/],
    ["Portrait or landscape?", /in landscape format/],
    ["Is it animated?", /one frame/],
    ["Is it blurry?", /looks sharp/],
    ["Is it too dark?", /neither dark nor overly bright/],
    ["Is it black and white?", /in colour/],
    ["Is this a photo or a drawing?", /looks like a colour photograph/],
    ["Read the text.", /^I find no printed text/],
    ["Is there a QR code?", /^I find no readable QR code/],
    ["What is the largest bar?", /^I find no bar chart/],
    ["What changed?", /^To compare I need two pictures/],
    ["What is left of the bicycle?", /^I name things and place them, but cannot tell how they stand/],
    ["この写真には何が写っていますか", /^I am not sure what you ask, so here is what I see\. .*dog/],
  ],
  "a street, in German": [
    street,
    ["Was ist auf dem Bild zu sehen?", DOG],
    ["Beschreibe das Bild.", DOG],
    ["Welche Tiere siehst du?", /^I see a mostly black dog/],
    ["Ist da ein Hund?", /^Yes: /],
    ["Kannst du einen Hund auf dem Bild erkennen?", /^Yes: a mostly black dog at the bottom left\.$/],
    ["Gib mir die Koordinaten des Hundes.", /^A dog at/],
    ["Was für ein Tier ist das?", /^I see a mostly black dog at the bottom left\.$/],
    ["In welchem Format ist das Bild?", /JPEG/],
    ["Gibt es eine Katze?", /^I see no cat/],
    ["Ist da eine Ameise?", NO_ANT("ameise")],
    ["Wo ist der Hund?", /\[100, 300, 300, 560\]/],
    ["Wie viele Personen sind zu sehen?", /^I count one person/],
    ["Welche Farbe hat das Fahrrad?", /^The bicycle in the centre is mostly white/],
    ["Welche Farben hat das Bild?", /^Main colours by area/],
    ["Wie groß ist das Bild?", /900 x 600 px/],
    ["Was steht auf dem Schild?", /^I find no printed text/],
  ],
  "a street, in French": [
    street,
    ["Que vois-tu sur cette photo ?", DOG],
    ["Décris l'image.", DOG],
    ["Quels animaux vois-tu ?", /^I see a mostly black dog/],
    ["Y a-t-il un chat ?", /^I see no cat/],
    ["Est-ce qu'il y a un chien ?", /^Yes: /],
    ["Y a-t-il une fourmi ?", NO_ANT("fourmi")],
    ["Où est le chien ?", /\[100, 300, 300, 560\]/],
    ["Combien de personnes y a-t-il ?", /^I count one person/],
    ["De quelle couleur est le vélo ?", /^The bicycle/],
    ["Lis le texte.", /^I find no printed text/],
  ],
  "a street, in Spanish": [
    street,
    ["¿Qué hay en la imagen?", DOG],
    ["Describe la imagen.", DOG],
    ["¿Qué animales ves?", /^I see a mostly black dog/],
    ["¿El coche es azul?", /^It seems so/],
    ["¿Hay un gato?", /^I see no cat/],
    ["¿Hay una hormiga?", NO_ANT("hormiga")],
    ["¿Dónde está el perro?", /\[100, 300, 300, 560\]/],
    ["¿Cuántas personas hay?", /^I count one person/],
    ["¿De qué color es la bicicleta?", /^The bicycle/],
    ["¿Qué dice el cartel?", /^I find no printed text/],
  ],
  "a receipt": [
    receipt,
    ["What is the total?", /^Total: GBP 29\.52$/],
    ["Is there a total?", /^Total: GBP 29\.52$/],
    ["Extract the subtotal, VAT and total.", /^Subtotal: 24\.60\nVAT: 4\.92\nTotal: GBP 29\.52$/],
    ["How much is the change?", /^Change: 0\.48$/],
    ["What's the price of the muffin?", /^1 x Blueberry muffin: 3\.60$/],
    ["Who served?", /^Served by: Maria$/],
    ["Receipt number? Date?", /^Receipt no: 004821\n\nDate: 14\.06\.2025 10:42$/],
    ["What is the tip?", /^I find nothing called "tip" in the text of this picture\.$/],
    ["Where is the total?", /^"Total" on the left: \[114, 691, 213, 718\]/],
    ["Read all the text.", /^The text reads:\nHARBOUR COFFEE\n12 Quay Street, Bristol\n/],
    ["Transcribe this", /\nTotal {2}GBP 29\.52\n/],
    ["What is in the document?", /It holds 19 rows of text; the first read: "HARBOUR COFFEE"/],
    ["Summarise the text.", /^I cannot sum up or judge what a text means\. The text reads:/],
    ["Wie hoch ist die Summe?", /^Total: GBP 29\.52$/],
    ["Wann war das?", /^I find this date: "14\.06\.2025 10:42"\.$/],
    ["Wie viel kostet der Flat white?", /^2 x Flat white: 8\.40, which is for two/],
    ["Combien coûte le flat white ?", /8\.40, which is for two/],
    ["¿Cuánto cuesta el muffin?", /3\.60$/],
    ["Was ist die Gesamtsumme?", /^Total: GBP 29\.52$/],
    ["Quel est le total ?", /^Total: GBP 29\.52$/],
    ["¿Cuál es el total?", /^Total: GBP 29\.52$/],
    ["Scan the barcode", /^The bar code \(Code128\) reads "HC-004821-140625"/],
  ],
  "a chart": [
    chart,
    [
      "What is the value of March?",
      /^Mar is about 58\. I measured this against the axis\. The axis is titled "Thousands a month"\.$/,
    ],
    ["How many visitors in May?", /^May is about 85/],
    ["Which month has the highest value?", /^The largest is May, at about 85/],
    ["Welcher Monat hat die meisten Besucher?", /^The largest is May/],
    ["Quel mois est le plus élevé ?", /^The largest is May/],
    ["compare jan and feb", /^Jan is about 34 and Feb is about 41/],
    ["What is the lowest bar?", /^The smallest is Jan, at about 34/],
    ["Read the chart", /Jan 34, Feb 41, Mar 58, Apr 72, May 85, Jun 63/],
    ["What does this chart show?", /"Visitors to the city museum"\. Its bars: Jan 34/],
    ["How many bars are there?", /^I count 6 bars/],
    ["What colour is the tallest bar?", /^The bar "May" is orange/],
    ["Which bar is orange?", /^The bar "May" is orange, at about 85/],
    ["What is the difference between January and March?", /a difference of 24/],
    ["Is March higher than April?", /^No: Mar is about 58 and Apr is about 72/],
    ["What is the sum of all bars?", /add up to about 353/],
    ["What is the average?", /average is about 58\.8/],
    ["What is the title?", /"Visitors to the city museum"/],
    ["Where is the bar for May?", /\[624, 160, 700, 500\]/],
    ["Wie hoch ist der Wert im März?", /^Mar is about 58/],
    ["Quelle est la valeur de mai ?", /^May is about 85/],
    ["¿Cuál es el valor de abril?", /^Apr is about 72/],
    ["Describe it", /a bar chart, 900 x 640 px\. .* The text in it reads: "Source: museum ticket office, 2024"/],
  ],
  "a ticket": [
    ticket,
    ["What does the QR code say?", /^The QR code reads "https:\/\/example\.org\/ferry\/ticket\/4711\?day=2025-06-14"$/],
    ["Is there a bar code?", /^The bar code \(Code128\) reads "FERRY-2025-004711"$/],
    ["Where is the QR code?", /\[70, 140, 301, 371\]/],
    ["How many codes are there?", /^I count two/],
    ["When is it valid?", /^Valid on: 14 June 2025$/],
    ["zone?", /^Zone: A and B$/],
    ["Was steht im QR-Code?", /example\.org/],
  ],
  "drawn shapes": [
    shapes,
    ["What shapes are there?", /^On a white background I see a red circle at the top left, a blue square at the top/],
    ["Where is the red circle?", /^A red circle at the top left: \[56, 56, 224, 224\]/],
    ["Where is the star?", /^A yellow star at the bottom left/],
    ["How many shapes?", /^I count five shapes/],
    ["How many red circles are there?", /^I count one circle/],
    ["What colour is the square?", /^The square at the top is blue \(#1f4fd1\)/],
    ["What colour is the background?", /^The background is white\.$/],
    ["Is there a green triangle?", /^Yes: a green triangle at the top right/],
    ["Is there a hexagon?", /^I see no hexagons among the five shapes here/],
    ["What is the largest shape?", /^A green triangle/],
    ["Welche Formen gibt es?", /a red circle/],
    ["Où est le carré ?", /^A blue square/],
    ["¿Cuántos círculos hay?", /^I count one circle/],
  ],
  "a poster": [
    poster,
    ["What does it say?", /^The text reads:\nSummer\nConcert\n/],
    ['Where is the word "Concert"?', /^"Concert" at the top: \[64, 162, 466, 231\]/],
    ['Is the word "Winter" in it?', /^I do not find the words "Winter"/],
    ["What is the date of the concert?", /^I find this date: "Saturday, 14 June 2025"\.$/],
    ["What is the website?", /"www\.example\.org\/summer"/],
    ["Is there any text?", /^Yes, eight rows of text\. The first reads "Summer"\.$/],
  ],
};

for (const [name, [picture, ...forms]] of Object.entries(FORMS))
  for (const [question, answer] of forms)
    test(`${name}: ${question === "" ? "(no words)" : question}`, async () => {
      assert.match(await ask(question, picture), answer);
    });

const recoloured = drawnPerception("shapes-recoloured.png");
const PAIR_FORMS: readonly Form[] = [
  [
    "What changed?",
    /The blue square at the top is orange in image 2\. Only in image 2: a purple ellipse at the bottom/,
  ],
  ["Are they the same?", /^No\. Image 1 and image 2 show much the same, with changes: 5 % of the area differs\./],
  ["Spot the differences", /purple ellipse/],
  ["Was ist der Unterschied?", /purple ellipse/],
  ["Quelles sont les différences ?", /purple ellipse/],
  ["¿Qué ha cambiado?", /purple ellipse/],
  ["Where is the ellipse in image 2?", /^A purple ellipse at the bottom: \[252, 314, 460, 418\]/],
  ["What is in the first picture?", /^This looks like a drawing or computer graphic, 720 x 480 px\. .*a blue square/],
  ["Which picture has an ellipse?", /^Image 2\.\n\nImage 1: I see no ellipses.*\n\nImage 2: Yes: a purple ellipse/],
  ["How many shapes are in image 3?", /^There is no image 3: this conversation has 2 pictures\.$/],
];
for (const [question, answer] of PAIR_FORMS)
  test(`two pictures: ${question}`, async () => {
    assert.match(await ask(question, shapes, recoloured), answer);
  });

test("a question without words about two pictures describes both", async () => {
  assert.match(await ask("Image 1:\nImage 2:", shapes, recoloured), /^Image 1: This .*\n\nImage 2: This /s);
});

test("the table has at least 60 forms, and each language its own", () => {
  assert.ok(Object.values(FORMS).reduce((sum, [, ...forms]) => sum + forms.length, 0) >= 60);
  assert.equal(comparison().same, "changed");
});
