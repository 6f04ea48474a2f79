// docs/performance.md: one run, and how to repeat it.
import { HOLDS } from "./holds.ts";
import type { Machine } from "./machine.ts";
import type { Results } from "./results.ts";
import { tables } from "./tables.ts";

export function page(results: Results): string {
  return `# Performance

One run of the bench, written by it: do not edit. To repeat it: \`npm run bench -- --write\`, on a machine that does nothing else.

${machine(results.machine)}

## Method

- Everything is on loopback. Each server is a process of its own; the load and the platform behind the servers, which reads a body to its end and answers
  in a few bytes, are another.
- The **floor** is a server of Node's \`http\` that pipes a request to the platform without looking at it, and the answer back. Nothing that passes bodies
  through Node can be much faster.
- The **gateway** is that of \`fovea serve --upstream\`: keys, a directory with SQLite, metrics, the image ledger, and a log that nobody reads. It reads each body
  into memory, finds the blocks, proves their facts, plans, and writes what it read, counting the images as they go out.
- The ways of a table are asked in turns, so that what else the machine does meets all of them alike: compare rows of one table, not of two.
- Processor time is that of the server alone, all threads with it; memory is its resident set, looked at every 5 ms, the highest value of the run.
- *Reading one in hand* is processor time in a process for each way, the median of up to 300 readings, the best of three processes: \`JSON.parse\` of the decoded
  body and a walk to its blocks, against the scan and the same walk.
- A *url fetched before* lies in the gateway's fetch cache; a stream of the last table has an event of 140 bytes every 20 ms, which says when it was sent.
- The floor of an upload hashes and writes the body as it comes, and has it on the disk (fdatasync, rename) before it answers, as the gateway does.
- A *conversation* has a picture with every other turn, and every turn sends all before it again, in a process for each library, after a short
  conversation that is not measured. The platform counts what arrives, and that each request has all its pictures. Uploads go up once; the bytes of requests are
  without them. The median of five rounds.
- *The library on the disk* is what npm writes into an empty project, versions of this repository's package.json: ${installs(results.install)}. An import is timed in a
  fresh process, the start of Node left out, in turns, 25 of each.

${tables(results)}

${HOLDS}
`;
}

function installs(rows: Results["install"]): string {
  const named = new Set(rows.flatMap((row) => row.installs).filter((one) => one.includes("@", 1)));
  return [...named].map((one) => `\`${one}\``).join(", ");
}

function machine(m: Machine): string {
  return `${m.date}, commit ${m.commit}: Node ${m.node}, undici ${m.undici}, ${m.system}, ${m.processor}, ${m.cores} cores, ${m.memoryGb} GB. Load of the machine in the minute before: ${m.loadBefore}; of the last minute: ${m.loadAfter}.`;
}
