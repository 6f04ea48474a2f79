// Lets one or more eyes look at the same pictures in turn, and notes what they saw, what they said and what it cost.
import type { Comparison, Eyes, EyesOptions, Perception } from "../src/index.ts";
import type { ChangedPair } from "./pairs.ts";
import { type Asked, questionsOf } from "./questions.ts";
import type { Picture } from "./truth.ts";
import { childrenNow, cpuMs, residentMb } from "./usage.ts";

/** Eyes under test: anything that makes them as `createEyes` does. */
export interface Candidate {
  readonly name: string;
  readonly create: (options: EyesOptions) => Eyes;
}

export interface Answered {
  readonly about: string;
  readonly question: string;
  readonly answer: string;
  readonly right: boolean;
}

export interface Looked {
  readonly picture: Picture;
  readonly seen: Perception;
  /** Wall clock and CPU time of each warm look, ms. */
  readonly ms: readonly number[];
  readonly cpuMs: readonly number[];
}

export interface Measured {
  readonly name: string;
  /** From making the eyes to the first perception: process, models and one picture, ms. */
  readonly coldMs: number;
  readonly coldCpuMs: number | null;
  readonly looked: readonly Looked[];
  readonly compared: readonly { readonly pair: ChangedPair; readonly comparison: Comparison; readonly ms: number }[];
  readonly answered: readonly Answered[];
  /** Of the eyes' process, after everything was looked at. */
  readonly memory: { readonly now: number; readonly peak: number } | null;
}

interface Open {
  readonly eyes: Eyes;
  readonly pid: number | null;
  readonly coldMs: number;
  readonly coldCpuMs: number | null;
  readonly looks: Map<Picture, { seen: Perception; ms: number[]; cpuMs: number[] }>;
}

/** Long enough for a page of print on a machine with much other work: what is measured must not be cut short. */
const TIMEOUT_MS = 1_800_000;

export interface MeasureOptions {
  /** Warm looks at each picture. */
  readonly rounds: number;
  /** Threads a model runs on. */
  readonly threads: number;
}

/** The candidates take turns, so that a busy machine is busy for all of them. */
export async function measure(
  candidates: readonly Candidate[],
  pictures: readonly Picture[],
  pairs: readonly ChangedPair[],
  { rounds, threads }: MeasureOptions,
): Promise<Measured[]> {
  const first = pictures[0];
  if (!first) throw new Error("There is no picture to look at.");
  const open: Open[] = [];
  for (const candidate of candidates) open.push(await start(candidate, otherBytes(first.bytes, rounds), threads));
  for (let round = 0; round < rounds; round++)
    for (const picture of pictures)
      for (const one of round % 2 ? open.toReversed() : open)
        await look(one, picture, otherBytes(picture.bytes, round));
  const measured: Measured[] = [];
  for (const [i, { eyes, pid, coldMs, coldCpuMs, looks }] of open.entries()) {
    const compared = await compareAll(eyes, pairs);
    const memory = pid === null ? null : residentMb(pid);
    const answered = await askAll(eyes, pictures, pairs);
    await eyes.close();
    const looked = [...looks].map(([picture, found]) => ({ picture, ...found }));
    measured.push({ name: candidates[i]?.name ?? "", coldMs, coldCpuMs, looked, compared, answered, memory });
  }
  return measured;
}

/** The same picture in other bytes, as decoders stop at its end: eyes that remember by the bytes look again. 0 gives the bytes themselves. */
function otherBytes(bytes: Uint8Array, tail: number): Uint8Array {
  if (tail === 0) return bytes;
  const longer = new Uint8Array(bytes.length + tail);
  longer.set(bytes);
  return longer;
}

async function start({ create }: Candidate, bytes: Uint8Array, threads: number): Promise<Open> {
  const before = new Set(childrenNow());
  const begin = performance.now();
  const eyes = create({ timeoutMs: TIMEOUT_MS, threads });
  await eyes.perceive(bytes);
  const coldMs = performance.now() - begin;
  const pid = childrenNow().find((child) => !before.has(child)) ?? null;
  return { eyes, pid, coldMs, coldCpuMs: pid === null ? null : cpuMs(pid), looks: new Map() };
}

async function look({ eyes, pid, looks }: Open, picture: Picture, bytes: Uint8Array): Promise<void> {
  const cpuBefore = pid === null ? null : cpuMs(pid);
  const begin = performance.now();
  const seen = await eyes.perceive(bytes);
  const took = performance.now() - begin;
  const cpuAfter = pid === null ? null : cpuMs(pid);
  const so = looks.get(picture) ?? { seen, ms: [], cpuMs: [] };
  so.ms.push(took);
  if (cpuBefore !== null && cpuAfter !== null) so.cpuMs.push(cpuAfter - cpuBefore);
  looks.set(picture, so);
}

async function compareAll(eyes: Eyes, pairs: readonly ChangedPair[]): Promise<Measured["compared"]> {
  const compared: Measured["compared"][number][] = [];
  for (const pair of pairs) {
    const begin = performance.now();
    const comparison = await eyes.compare(pair.first, pair.second);
    compared.push({ pair, comparison, ms: performance.now() - begin });
  }
  return compared;
}

/** What was looked at is remembered: only the second pictures of the pairs are looked at anew. */
async function askAll(
  eyes: Eyes,
  pictures: readonly Picture[],
  pairs: readonly ChangedPair[],
): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  const ask = async (about: string, shown: readonly Uint8Array[], asked: readonly Asked[]): Promise<void> => {
    for (const { question, isRight } of asked) {
      const { text } = await eyes.answer({ turns: [{ role: "user", text: question, pictures: shown }] });
      answered.push({ about, question, answer: text, right: isRight(text) });
    }
  };
  for (const { name, bytes, truth } of pictures) await ask(name, [bytes], questionsOf(truth));
  for (const { name, first, second, asked } of pairs) await ask(name, [first, second], asked);
  return answered;
}
