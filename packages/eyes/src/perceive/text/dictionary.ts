// The recogniser's classes: class 0 is the CTC blank, then one character a line of the dictionary, and a space as the last.
import { readFileSync } from "node:fs";
import { textAsset } from "./assets.ts";

let loaded: readonly string[] | undefined;

/** Character of each class, read once. */
export function dictionary(): readonly string[] {
  loaded ??= parseDictionary(readFileSync(textAsset("dictionary"), "utf8"));
  return loaded;
}

/** The file may or may not end with a newline; no class stands for one. */
export function parseDictionary(file: string): string[] {
  const characters = file.replaceAll("\r", "").split("\n");
  if (characters.at(-1) === "") characters.pop();
  return ["", ...characters, " "];
}
