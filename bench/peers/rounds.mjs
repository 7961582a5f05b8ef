// What the peers that build transactions share: a number on a line asks for so many rounds, a line
// answers with their processor time and what the last one made.
import { createInterface } from 'node:readline';

/** `build` returns transactions in base64. */
export async function answerRounds(build) {
  for await (const line of createInterface({ input: process.stdin })) {
    const rounds = Number(line);
    const start = process.cpuUsage();
    let built;
    for (let i = 0; i < rounds; ++i) built = build();
    const spent = process.cpuUsage(start);
    const characters = built.reduce((sum, text) => sum + text.length, 0);
    console.log(
      JSON.stringify({
        rounds,
        cpuSeconds: (spent.user + spent.system) / 1e6,
        transactions: built.length,
        characters,
      }),
    );
  }
}
