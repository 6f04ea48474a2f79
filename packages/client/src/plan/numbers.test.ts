import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, dollars, number } from "./numbers.ts";

test("numbers have thousands separators", () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(number), ["0", "999", "1,000", "1,234,567"]);
});

test("bytes are exact, and rounded too from 1 MiB on", () => {
  assert.deepEqual([1, 1048575, 10485760].map(bytes), ["1 byte", "1,048,575 bytes", "10,485,760 bytes (10.0 MiB)"]);
});

test("dollars have as many digits as say something", () => {
  assert.deepEqual([0, 0.000_478_4, 0.019_136, 0.5, 0.9949, 0.9951, 1.999, 1234.5].map(dollars), [
    "$0",
    "$0.000478",
    "$0.0191",
    "$0.5",
    "$0.995",
    "$1.00",
    "$2.00",
    "$1,234.50",
  ]);
});
