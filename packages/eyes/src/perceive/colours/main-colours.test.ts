import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, drawSvg, photo } from "../../../test/pictures.ts";
import { coloursOf } from "./colours-of.ts";
import { mainColours } from "./main-colours.ts";

test("flat areas come back with exact colours and their share of the area", async () => {
  const pixels = await drawSvg(
    400,
    200,
    '<rect width="200" height="200" fill="#d62828"/><rect x="200" width="150" height="200" fill="#1f4fd1"/><rect x="350" width="50" height="200" fill="#ffffff"/>',
  );
  assert.deepEqual(await mainColours(pixels), [
    { name: "red", hex: "#d62828", share: 0.5 },
    { name: "blue", hex: "#1f4fd1", share: 0.375 },
    { name: "white", hex: "#ffffff", share: 0.125 },
  ]);
});

test("soft edges neither tint a flat colour nor invent one", async () => {
  const circles = Array.from(
    { length: 40 },
    (_, i) => `<circle cx="${20 + (i % 8) * 50}" cy="${20 + Math.floor(i / 8) * 50}" r="18" fill="#2a9d3a"/>`,
  );
  const colours = await mainColours(await drawSvg(400, 250, circles.join("")));
  assert.equal(colours[0]?.hex, "#ffffff");
  assert.equal(colours[1]?.hex, "#2a9d3a");
  assert.ok(colours.slice(2).reduce((sum, colour) => sum + colour.share, 0) < 0.05, JSON.stringify(colours));
});

test("the shares of a picture sum to at most one and names are told once", async () => {
  for (const name of ["astronaut.png", "cat.png", "coffee.png", "photographer.png", "rocket.jpg"]) {
    const colours = await mainColours(await photo(name));
    const sum = colours.reduce((total, colour) => total + colour.share, 0);
    assert.ok(sum > 0.9 && sum < 1.01, `${name}: ${sum}`);
    assert.equal(new Set(colours.map((colour) => colour.name)).size, colours.length);
  }
});

test("the grey photograph has no colour but greys, the rocket's sky is dark blue, the cat is brown", async () => {
  for (const { name } of await mainColours(await photo("photographer.png"))) assert.match(name, /grey$|black|white/);
  assert.equal((await mainColours(await photo("rocket.jpg")))[0]?.name, "dark blue");
  assert.match((await mainColours(await photo("cat.png")))[0]?.name ?? "", /brown/);
});

test("every colour of the drawn shapes is among the main colours", async () => {
  const names = (await mainColours(await drawn("shapes.png"))).map((colour) => colour.name);
  for (const name of ["white", "red", "blue", "green", "yellow", "grey"])
    assert.ok(names.includes(name), `${name} in ${names}`);
});

test("a thing's colours are those of the middle of its box, not of the ground round it", async () => {
  const pixels = await drawn("shapes.png");
  assert.deepEqual(await coloursOf(pixels, [56, 56, 224, 224]), ["red"]);
  assert.deepEqual(await coloursOf(pixels, [490, 300, 690, 416]), ["grey"]);
});

test("a thing of two colours has both, the larger first", async () => {
  const pixels = await drawSvg(
    200,
    100,
    '<rect width="200" height="60" fill="#008000"/><rect y="60" width="200" height="40" fill="#ffff00"/>',
  );
  assert.deepEqual(await coloursOf(pixels, [0, 0, 100, 100]), ["green", "yellow"]);
});

test("what stands before a thing does not lend it its colour", async () => {
  const table =
    '<rect width="200" height="90" y="10" fill="#008000"/><rect x="60" y="30" width="90" height="40" fill="#ff0000"/>';
  const pixels = await drawSvg(200, 100, table);
  assert.deepEqual(await coloursOf(pixels, [0, 10, 200, 100]), ["red", "green"]);
  assert.deepEqual(
    await coloursOf(
      pixels,
      [0, 10, 200, 100],
      [
        [0, 10, 200, 100],
        [60, 30, 150, 70],
      ],
    ),
    ["green"],
  );
  assert.deepEqual(await coloursOf(pixels, [60, 30, 150, 70], [[0, 10, 200, 100]]), ["red"]);
});

test("a box that is the picture, or hidden by others, has no colour of its own", async () => {
  const pixels = await drawSvg(200, 100, '<rect width="200" height="100" fill="#008000"/>');
  assert.deepEqual(await coloursOf(pixels, [1, 1, 199, 99]), []);
  assert.deepEqual(await coloursOf(pixels, [0, 10, 150, 90], [[10, 15, 140, 85]]), []);
});

test("a box of one pixel, or one that reaches over the edge, still has a colour", async () => {
  const pixels = await drawSvg(20, 10, '<rect width="20" height="10" fill="#ff0000"/>');
  assert.deepEqual(await coloursOf(pixels, [19, 9, 20, 10]), ["red"]);
  assert.deepEqual(await coloursOf(pixels, [-50, -50, 15, 70]), ["red"]);
  assert.deepEqual(await mainColours(await drawSvg(1, 1, '<rect width="1" height="1" fill="#0000ff"/>')), [
    { name: "blue", hex: "#0000ff", share: 1 },
  ]);
});
