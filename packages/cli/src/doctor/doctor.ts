// Looks at everything that a start would need, and says all of it: what is well, what is not, and what each platform accepts.
import { choose } from "../config/choose.ts";
import { type Loaded, loadConfig } from "../config/load.ts";
import type { PlatformFlags } from "../config/overlay.ts";
import { serveSettings } from "../config/serve-settings.ts";
import { dataDirectory } from "../data-directory.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { type Report, reportOf } from "../report.ts";
import { withoutSecrets } from "../secrets.ts";
import { placeOf } from "../serve/behind.ts";
import { originsOf } from "../serve/origin.ts";
import { showStatus } from "../terminal/status.ts";
import { VERSION } from "../version.ts";
import { acceptedBy } from "./accepted.ts";
import { type Check, failed, ok, warning } from "./check.ts";
import { checkDirectory } from "./check-directory.ts";
import { checkKeys } from "./check-keys.ts";
import { checkNode } from "./check-node.ts";
import { checkPlatform } from "./check-platform.ts";
import { printChecks, printJson } from "./print-checks.ts";
import { type Subject, subjectOf } from "./subject.ts";

export interface DoctorFlags extends PlatformFlags {
  readonly data?: string;
  readonly model?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

/** The exit code: 12 when anything failed. */
export async function doctor(flags: DoctorFlags, io: Io, now: () => number = Date.now): Promise<number> {
  const { json = false, offline = false } = flags;
  const checks: Check[] = [];
  const settled = await settle(flags, io);
  const { platforms } = settled.subject;
  const printer = printChecks(
    json ? null : io,
    platforms.map(({ name }) => name),
  );
  const add = (more: readonly Check[]): void => {
    for (const check of more) {
      checks.push(check);
      printer.print(check);
    }
  };
  const during = async (what: string, run: () => Promise<readonly Check[]>): Promise<void> => {
    const status = json ? null : showStatus(io.stderr, `checking ${what} ...`, 100);
    const more = await run().finally(() => status?.clear());
    io.signal.throwIfAborted();
    add(more);
  };

  add([ok("fovea", VERSION), checkNode(), ...settled.checks]);
  const directory = dataDirectory(settled.data, io);
  await during("the data directory", () => checkDirectory(directory).catch(broken("data")));
  await during("the limits", () => checkKeys(settled.loaded?.config ?? {}, directory).catch(broken("limits")));
  // All at once; told in their order.
  const running = platforms.map((one) => {
    const model = flags.model ?? settled.subject.modelOf(one.name);
    const run = checkPlatform(one, { offline, model, now }, io).catch(broken(`platform ${one.name}`));
    return { one, run };
  });
  for (const { one, run } of running) await during(placeOf(one), () => run);
  const accepted = acceptedBy(platforms);
  const well = checks.every(({ state }) => state !== "failed");
  if (json) io.stdout.write(withoutSecrets(printJson({ checks, accepted, well }), io));
  else printer.end(accepted, well);
  return well ? EXIT_CODES.ok.code : EXIT_CODES.doctor.code;
}

interface Settled {
  readonly checks: readonly Check[];
  readonly loaded: Loaded | null;
  readonly subject: Subject;
  readonly data: string | undefined;
}

const NOBODY: Subject = { platforms: [], modelOf: () => "" };

/** Configuration, flags and environment; what is wrong with one of them does not keep the others from being looked at. */
async function settle(flags: DoctorFlags, io: Io): Promise<Settled> {
  const checks: Check[] = [];
  const attempt = <T>(name: string, run: () => T): T | null => {
    try {
      return run();
    } catch (error) {
      checks.push(...failures(name, error));
      return null;
    }
  };
  const loaded = await loadConfig(flags.config, io).catch((error: unknown) => {
    checks.push(...failures("configuration", error));
    return null;
  });
  if (loaded !== null) {
    checks.push(configuration(loaded));
    for (const text of loaded.warnings) checks.push(warning("configuration", text, "Keep secrets in the environment."));
  }
  const settings = attempt("configuration", () =>
    serveSettings(flags.data === undefined ? {} : { data: flags.data }, io.env, loaded?.config.serve),
  );
  attempt("configuration", () => originsOf(undefined, settings?.allowUrlHosts ?? []));
  const subject =
    loaded === null ? null : attempt("configuration", () => subjectOf(choose(loaded.config, flags, io.env), io));
  if (subject?.note !== undefined) checks.push(ok("platforms", subject.note));
  return { checks, loaded, subject: subject ?? NOBODY, data: settings?.data ?? flags.data };
}

function configuration({ file, config }: Loaded): Check {
  if (file === null) return ok("configuration", "no file; flags and environment alone");
  const { platforms = {}, models = {} } = config;
  return ok("configuration", `${file.shown}: ${some(platforms, "platform")}, ${some(models, "route")}`);
}

function some(of: object, name: string): string {
  const count = Object.keys(of).length;
  return `${count === 0 ? "no" : count} ${name}${count === 1 ? "" : "s"}`;
}

function failures(name: string, error: unknown): readonly Check[] {
  const report = reportOf(error);
  if (report.exit === "unexpected") throw error;
  const all: readonly Report[] = report.problems ?? [report];
  return all.map(({ at, message, fix }) =>
    failed(name, at === undefined || message.startsWith(at) ? message : `${at}: ${message}`, fix),
  );
}

const broken =
  (name: string) =>
  (error: unknown): readonly Check[] =>
    failures(name, error);
