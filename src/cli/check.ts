import { compare } from '../disk/compare.js';
import { type Difference, explain, type Problem } from '../disk/difference.js';
import { loadEstate } from '../estate/load.js';
import { planEstate } from '../estate/plan.js';
import { type Finding, hasErrors } from '../model/finding.js';
import { sourcePath } from '../model/source-path.js';
import type { CommandContext } from './context.js';
import { ExitCode } from './exit-code.js';
import { type FindingsFormat, findingsGithub, findingsText, githubCommand } from './findings.js';
import { outputFolder } from './output-folder.js';
import { withProgress } from './progress.js';

export interface CheckOptions {
  /** Names of the clusters to check. @default - all */
  readonly cluster?: readonly string[];
  /** The output folder, relative to the project's root. @default 'dist' */
  readonly out?: string;
  /** @default 'text' */
  readonly format?: FindingsFormat;
}

/** One file that is not as it should be. */
interface CheckedDifference {
  readonly path: string;
  readonly reason: Difference['kind'];
  readonly message: string;
  readonly mend: string;
  /** Whether it makes the check fail: all do, but for files that Argo CD would not read. */
  readonly fails: boolean;
}

/** `launchpad check`: whether the output folder is what the sources give, and why each file is not. */
export async function check(context: CommandContext, options: CheckOptions): Promise<ExitCode> {
  const { terminal, root } = context;
  const out = outputFolder(root, options.out ?? 'dist');
  const folder = sourcePath(root, out);
  const { plan, findings } = await withProgress(terminal, async (show) => {
    const estate = await loadEstate({ root, clusters: options.cluster });
    return planEstate(estate, (cluster) => show(`building ${cluster} …`));
  });
  const { differences, problems, unchanged } = hasErrors(findings)
    ? { differences: [], problems: [], unchanged: 0 }
    : compare(plan, out);
  const checked = differences.map((difference) => describe(difference, folder));
  const report = { findings, checked, problems, unchanged, folder };
  terminal.out(FORMATS[options.format ?? 'text'](report, context));
  if (problems.length > 0) return ExitCode.UNKNOWN;
  return hasErrors(findings) || checked.some(({ fails }) => fails) ? ExitCode.FINDINGS : ExitCode.GOOD;
}

interface CheckReport {
  readonly findings: readonly Finding[];
  readonly checked: readonly CheckedDifference[];
  readonly problems: readonly Problem[];
  readonly unchanged: number;
  readonly folder: string;
}

function describe(difference: Difference, folder: string): CheckedDifference {
  const { reason, mend } = explain(difference);
  return {
    path: `${folder}/${difference.path}`,
    reason: difference.kind,
    message: reason,
    mend,
    fails: difference.kind !== 'foreign' || difference.argoCdReads || difference.wanted !== undefined,
  };
}

const FORMATS: Record<FindingsFormat, (report: CheckReport, context: CommandContext) => string> = {
  text: checkText,
  json: ({ findings, checked, problems, unchanged }) =>
    `${JSON.stringify({ findings, differences: checked, problems, unchanged }, undefined, 2)}\n`,
  github: ({ findings, checked, problems, folder }) =>
    [
      findingsGithub(findings),
      ...checked.map(({ path: file, reason, message, mend, fails }) =>
        githubCommand(fails ? 'error' : 'warning', { file, title: reason }, `${message} ${mend}`),
      ),
      ...problems.map(({ path: file, kind, message, mend }) =>
        githubCommand('error', { file: `${folder}/${file}`, title: kind }, `${message} ${mend}`),
      ),
    ].join(''),
};

function checkText(
  { findings, checked, problems, unchanged, folder }: CheckReport,
  { terminal }: CommandContext,
) {
  const { color } = terminal;
  const found = findings.length > 0 ? `${findingsText(findings, terminal)}\n` : '';
  if (hasErrors(findings))
    return `${found}The errors above keep ${folder}/ from being planned; mend them first.\n`;
  const blocked = problems.map(
    ({ message, mend }) => `${color.red('cannot tell')} ${message}\n  ${color.green('→')} ${mend}\n`,
  );
  const width = Math.max(0, ...checked.map(({ reason }) => reason.length));
  const differing = checked.map(({ path: file, reason, message, mend, fails }) => {
    const label = reason.padEnd(width);
    return `${fails ? color.red(label) : color.yellow(label)}  ${file}\n  ${message}\n  ${color.green('→')} ${mend}\n`;
  });
  const bad = checked.filter(({ fails }) => fails).length;
  const verdict =
    problems.length > 0
      ? `${folder}/ could not be compared.`
      : bad === 0
        ? `${folder}/ is what the sources give: ${unchanged} files.`
        : `${bad} of the files in ${folder}/ ${bad === 1 ? 'differs' : 'differ'} from what the sources give; ${unchanged} do not.`;
  return `${found}${blocked.join('')}${differing.join('')}${verdict}\n`;
}
