import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
export const burnerBinary =
  process.env.BURNER_BINARY ?? path.join(projectRoot, 'build/release/burner');
export const openApiFile = path.join(projectRoot, 'docs/openapi.yaml');
/** The Light protocol's programs, where `npm run light` in localnet has unpacked them. */
export const lightPrograms = path.join(projectRoot, 'localnet/.light');

/** The programs of Metaplex; null where nobody has fetched them (CONTRIBUTING.md says how). */
export const metaplexPrograms = process.env.BURNER_PROGRAMS ?? null;
