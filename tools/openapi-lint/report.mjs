// What the two checks share as commands: read the file, print each problem, exit 1 if there is one.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export function runAsCommand(url, check) {
  if (url !== pathToFileURL(process.argv[1] ?? '').href) return;
  const file = process.argv[2];
  const { problems, checked } = check(readFileSync(file, 'utf8'));
  for (const problem of problems) console.error(`${file}: ${problem}`);
  console.log(`${file}: ${checked}, ${problems.length} problems`);
  process.exitCode = problems.length ? 1 : 0;
}
