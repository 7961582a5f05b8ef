// Figures as people read them: a Markdown table, and the machine that they hold for.
import { cpus, totalmem } from 'node:os';

export const machine = () => ({
  cpu: cpus()[0].model.trim(),
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

/** A value below `max` holds, and one from `min` on. A row without a goal is for the record: nothing can be missed. */
export const holds = (goal, value) =>
  goal === undefined || (goal.min === undefined ? value < goal.max : value >= goal.min);

const times = (value) =>
  value < 3 ? value.toFixed(2) : `${value < 100 ? value.toFixed(1) : Math.round(value)} ×`;
const ratioText = ({ goal, value }) => (goal?.max === undefined ? times(value) : '');
function goalText({ min, max, unit } = {}) {
  if (max !== undefined) return `< ${max} ${unit}`;
  return min === undefined ? '' : `≥ ${min < 3 ? min.toFixed(2) : `${min} ×`}`;
}

const verdict = ({ goal, holds }) => (goal === undefined ? '' : holds ? 'holds' : 'MISSED');

const cells = (result) =>
  result.error
    ? [result.name, '', '', '', goalText(result.goal), 'FAILED']
    : [
        result.name,
        result.ours,
        result.against,
        ratioText(result),
        goalText(result.goal),
        verdict(result),
      ];

export function table(results) {
  const lines = [['row', 'ours', 'against', 'ratio', 'goal', 'verdict'], ...results.map(cells)];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const format = (line) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [format(lines[0]), rule, ...lines.slice(1).map(format)].join('\n');
}
