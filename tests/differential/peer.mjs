import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Our side of a differential test: a program that answers each line with a line. */
export function startPeer(binary) {
  const child = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: (lines) => child.stdin.write(lines.map((line) => `${line}\n`).join('')),
    /** undefined where the program has ended. */
    answer: async () => (await answers.next()).value,
    end: () => child.stdin.end(),
  };
}

/**
 * Compares the answers to tasks { kind, line, expected } in their order; ends the test at the first
 * difference.
 */
export async function compare(peer, tasks, { seed, kinds }) {
  peer.ask(tasks.map(({ line }) => line));
  for (const { kind, line, expected } of tasks) {
    const ours = await peer.answer();
    if (ours !== expected) {
      console.error(
        `seed ${seed}: ${kind} differs\nasked    ${line}\nofficial ${expected}\nours     ${ours}`,
      );
      process.exit(1);
    }
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
}
