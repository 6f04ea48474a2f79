import assert from "node:assert/strict";
import { test } from "node:test";
import { parseNumber } from "./number.ts";

const READ: readonly (readonly [text: string, value: number])[] = [
  ["0", 0],
  ["42", 42],
  ["3.5", 3.5],
  ["3,5", 3.5],
  ["1,200", 1200],
  ["1,234,567", 1234567],
  ["1.234.567", 1234567],
  ["1,200.50", 1200.5],
  ["1.200,50", 1200.5],
  ["12 000", 12000],
  ["12'000", 12000],
  ["75%", 75],
  ["75 %", 75],
  ["$20", 20],
  ["€ 1.5", 1.5],
  ["20 €", 20],
  ["20k", 20000],
  ["1.2M", 1200000],
  ["3 bn", 3e9],
  ["-5", -5],
  ["−12.5", -12.5],
  [" 7 ", 7],
];
for (const [text, value] of READ) test(`${text} is ${value}`, () => assert.equal(parseNumber(text), value));

for (const text of ["", "Jan", "Q1", "12 May", "1.2.3", "2024-05", "$", "3 apples", "1,2,3", "12a"])
  test(`"${text}" is no number`, () => assert.equal(parseNumber(text), null));
