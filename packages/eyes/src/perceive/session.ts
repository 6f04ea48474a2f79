// The one place that touches onnxruntime: opens a model file once and runs it. Blocks the process it runs in (see process/).
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { EyesError } from "../errors.ts";

// onnxruntime-node 1.16.3 ships without its declarations; these are the parts used here.
type Data = Float32Array | BigInt64Array | Int32Array;
/** What goes into a model and comes out: numbers and their dimensions, the last one running fastest. */
export interface Tensor {
  readonly data: Data;
  readonly dims: readonly number[];
}
interface OrtSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
}
interface Ort {
  Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => Tensor;
  InferenceSession: { create(path: string, options: object): Promise<OrtSession> };
}

/** An opened model. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Runs the model on one float32 tensor; the outputs come back by name. */
  run(input: Float32Array, dims: readonly number[]): Promise<Record<string, Tensor>>;
}

/** Threads of models opened from now on; process/threads.ts chooses. More than two gain nothing with models this small. */
let threads = 2;
export function setThreads(count: number): void {
  threads = count;
}

const require = createRequire(import.meta.url);
const sessions = new Map<string, Promise<Session>>();

async function load(path: string): Promise<Session> {
  try {
    // require and not import(): the package is CommonJS, and its names are not seen by an ES namespace import.
    const ort = require("onnxruntime-node") as Ort;
    const session = await ort.InferenceSession.create(path, {
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
      // The arena keeps the largest picture's memory for ever; without it speed is the same (measured, within noise).
      enableCpuMemArena: false,
      enableMemPattern: false,
    });
    const input = session.inputNames[0] ?? "input";
    return {
      inputNames: session.inputNames,
      outputNames: session.outputNames,
      run: (data, dims) => session.run({ [input]: new ort.Tensor("float32", data, dims) }),
    };
  } catch (cause) {
    throw new EyesError(
      "eyes.unavailable",
      { detail: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

/**
 * Opens a model once a process; later calls give the same session.
 * @param path absolute path of an ONNX file
 * @throws EyesError `eyes.unavailable` when the runtime or the model cannot be loaded on this system
 */
export function openSession(path: string): Promise<Session> {
  let session = sessions.get(path);
  if (!session) {
    session = load(path);
    sessions.set(path, session);
    session.catch(() => sessions.delete(path));
  }
  return session;
}

/** Absolute path of a model of this package: `packages/eyes/models/NAME`. */
export function modelPath(name: string): string {
  return fileURLToPath(new URL(`../../models/${name}`, import.meta.url));
}

/** The numbers of a named output. */
export function floats(outputs: Record<string, Tensor>, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new TypeError(`The model has no float output named ${name}.`);
  return data;
}
