// What holds the figures that fall short, and what was tried: for docs/performance.md. Written by hand; measure again before it is changed.

export const HOLDS = `## What holds what falls short, and what was tried

Measured on 2026-11-23 with Node 24.21 on two cores that had other work too: ways in turns, processor time of the server, medians.

- **Large bodies.** Beyond the floor every byte is copied to its place in memory, copied into WebAssembly, and checked to be base64. What cost more was
  memory: pieces of 64 KiB that V8 looked for through the whole heap, long strings, and pages fetched anew. The memory of a piece is now freed by
  hand when it was copied or sent, the check is made while a piece is in the processor's caches, and base64 is made in steps of 12 KiB. Relay of 5 MiB, 8
  at once: from 0.61 to 1.03 of the floor's requests per second; a file_id inlined: from 0.65 to 0.90; upload: from 0.77 to 0.86.
- **Small requests.** One of 1 KB takes three to four times the floor's processor time (0.84 ms to 0.30 on the busy machine). No part is large:
  writing to two sockets a fifth, undici a tenth, walking and planning a seventh, then keys, ids, the ledger, the log and the figures. A plan that was made
  twice and cloned, ids, routes and two of three writes of a reply are gone: a quarter of what it was.
- **First byte of 32 streams at once.** All 32 requests come in one turn of the event loop, and the first reply waits until the last request has been sent
  on: 32 times the processor time of a small request. Alone, a stream keeps its bound.
- **Text.** A reading is one \`JSON.parse\` and what proves that no key stands twice: a count of the members in the bytes and one of those that the parser
  kept, each a tenth of a chat's time, and a search for base64. A body of 1 KB takes two to three times as long, which is microseconds.
- **Passing text on.** Beside the reading, the blocks are walked twice: for the limits by number, and for the plan.

Tried, and not kept:

- Beginning one request in each turn of the event loop: a fifth more processor time, and no earlier first byte.
- One thread for V8's collector (\`--no-parallel-scavenge\`, \`--single-threaded-gc\`): no less processor time.
- Letting the young generation be swept every 16 MiB of pieces: better than nothing, and still there for Node 20, whose ArrayBuffers cannot be freed by hand.
- Base64 of 48 KiB at a time instead of 90 KiB: a seventh more processor time. Of 192 KiB: twice, for its strings are fetched from the system each time.
- Counting members before the body is decoded instead of behind the parser: within the noise.`;
