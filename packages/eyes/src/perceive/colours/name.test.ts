import assert from "node:assert/strict";
import { test } from "node:test";
import { channelsOf, hexOf } from "./hex.ts";
import { colourName } from "./name.ts";
import { oklab } from "./oklab.ts";

// Values of CSS Color 4 keywords and of colours that drawn pictures use; names as English speakers give them (XKCD survey of 2010).
const KNOWN: readonly (readonly [hex: string, name: string])[] = [
  ["#000000", "black"],
  ["#111111", "black"],
  ["#404040", "dark grey"],
  ["#808080", "grey"],
  ["#7d7d7d", "grey"],
  ["#a9a9a9", "grey"],
  ["#d3d3d3", "light grey"],
  ["#ffffff", "white"],
  ["#fdfdfc", "white"],
  ["#ff0000", "red"],
  ["#d62828", "red"],
  ["#dc143c", "red"],
  ["#b22222", "red"],
  ["#800000", "dark red"],
  ["#8b0000", "dark red"],
  ["#ffc0cb", "pink"],
  ["#ff69b4", "pink"],
  ["#fa8072", "salmon pink"],
  ["#ff7f50", "salmon pink"],
  ["#ffa500", "orange"],
  ["#ff8c00", "orange"],
  ["#f07f13", "orange"],
  ["#ff4500", "orange"],
  ["#ffdab9", "peach"],
  ["#ffff00", "yellow"],
  ["#ffd700", "yellow"],
  ["#f7d117", "yellow"],
  ["#ffd34d", "yellow"],
  ["#b8860b", "dark yellow"],
  ["#808000", "olive"],
  ["#008000", "green"],
  ["#00ff00", "green"],
  ["#2a9d3a", "green"],
  ["#228b22", "green"],
  ["#2e8b57", "green"],
  ["#006400", "dark green"],
  ["#90ee90", "light green"],
  ["#556b2f", "olive green"],
  ["#008080", "teal"],
  ["#2a7f87", "teal"],
  ["#40e0d0", "turquoise"],
  ["#00ffff", "cyan"],
  ["#87ceeb", "light blue"],
  ["#add8e6", "light blue"],
  ["#0000ff", "blue"],
  ["#1f4fd1", "blue"],
  ["#1e90ff", "blue"],
  ["#4169e1", "blue"],
  ["#4682b4", "blue"],
  ["#000080", "dark blue"],
  ["#191970", "dark blue"],
  ["#183a5a", "dark blue"],
  ["#708090", "grey-blue"],
  ["#800080", "purple"],
  ["#7b2fa0", "purple"],
  ["#8a2be2", "purple"],
  ["#4b0082", "dark purple"],
  ["#e6e6fa", "light purple"],
  ["#ff00ff", "magenta"],
  ["#c71585", "magenta"],
  ["#a0522d", "brown"],
  ["#8b4513", "brown"],
  ["#3d2314", "dark brown"],
  ["#d2b48c", "tan"],
  ["#f5f5dc", "beige"],
];

for (const [hex, name] of KNOWN)
  test(`${hex} is called ${name}`, () => {
    assert.equal(colourName(...channelsOf(hex)), name);
  });

test("every grey has a colourless name, and greys get no darker in name as they get lighter", () => {
  const order = ["black", "dark grey", "grey", "light grey", "white"];
  let last = 0;
  for (let value = 0; value < 256; value++) {
    const rank = order.indexOf(colourName(value, value, value));
    assert.ok(rank >= last, `grey ${value} is called ${colourName(value, value, value)}`);
    last = rank;
  }
  assert.equal(last, order.length - 1);
});

test("neighbouring colours that nobody can tell apart mostly share a name", () => {
  let same = 0;
  let all = 0;
  for (let red = 0; red < 250; red += 10)
    for (let green = 0; green < 250; green += 10)
      for (let blue = 0; blue < 250; blue += 10) {
        all++;
        if (colourName(red, green, blue) === colourName(red + 2, green + 2, blue + 2)) same++;
      }
  assert.ok(same / all > 0.9, `${same} of ${all}`);
});

test("OKLab puts white, black and the sRGB red where its author's tables put them", () => {
  const near = (actual: readonly number[], expected: readonly number[]) => {
    for (const [index, value] of expected.entries())
      assert.ok(Math.abs(actual[index] - value) < 1e-3, `${actual} is not near ${expected}`);
  };
  near(oklab(255, 255, 255), [1, 0, 0]);
  near(oklab(0, 0, 0), [0, 0, 0]);
  near(oklab(255, 0, 0), [0.628, 0.2249, 0.1258]);
  near(oklab(0, 0, 255), [0.452, -0.0324, -0.3115]);
});

test("a colour written as #rrggbb reads back as the same channels", () => {
  assert.deepEqual(channelsOf(hexOf(1, 128, 255)), [1, 128, 255]);
  assert.equal(hexOf(-3, 15.6, 300), "#0010ff");
});
