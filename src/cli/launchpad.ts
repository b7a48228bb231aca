import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import { WriteRefusedError } from '../disk/write.js';
import { type CheckOptions, check } from './check.js';
import type { CommandContext } from './context.js';
import { describeError } from './describe-error.js';
import { ExitCode } from './exit-code.js';
import { type SynthOptions, synth } from './synth.js';
import { processTerminal, type Terminal } from './terminal.js';

export interface LaunchpadOptions {
  /** The project's root: what holds `overlays/` and the output folder; a path or a `file:` URL. */
  readonly root: string | URL;
  /** The arguments. @default - those of this process */
  readonly argv?: readonly string[];
  /** The environment, of which `CDK8S_OUTDIR` alone is read. @default - that of this process */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** @default - that of this process */
  readonly terminal?: Terminal;
}

/**
 * The command line, for an estate's `src/main.ts`: runs the command that the arguments name.
 *
 * @returns 0 when all is well, 1 when something was found, 2 when the command could not tell. When the
 *   arguments and the terminal are the process's own, its exit code is set as well.
 */
export async function launchpad(options: LaunchpadOptions): Promise<ExitCode> {
  const { argv = process.argv.slice(2), env = process.env, terminal = processTerminal() } = options;
  const root =
    options.root instanceof URL || options.root.startsWith('file:')
      ? fileURLToPath(options.root)
      : options.root;
  const code = await run({ root, terminal, mirror: env.CDK8S_OUTDIR }, argv);
  if (!options.argv && !options.terminal) process.exitCode = code;
  return code;
}

async function run(context: CommandContext, argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = ExitCode.GOOD;
  const program = commandLine(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.GOOD : ExitCode.UNKNOWN;
    context.terminal.err(`${describeError(error, context.root)}\n`);
    return error instanceof WriteRefusedError && error.problems.length === 0
      ? ExitCode.FINDINGS
      : ExitCode.UNKNOWN;
  }
}

function commandLine(context: CommandContext, done: (code: ExitCode) => void): Command {
  const { terminal } = context;
  const program = new Command('launchpad')
    .description('Synthesises, per cluster, the plain YAML that Argo CD watches.')
    .exitOverride()
    .showHelpAfterError('Run with --help to see what there is.')
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .addHelpText('after', '\nExit codes: 0 good, 1 findings, 2 could not tell.');
  const collect = (value: string, all: readonly string[] = []) => [...all, value];
  const common = (command: Command) =>
    command
      .option('--cluster <name>', 'only this cluster; may be given several times', collect)
      .option('--out <folder>', "the output folder, relative to the project's root", 'dist');
  common(program.command('synth'))
    .description('make the output folder what the sources give')
    .option('--accept-removals', 'let Applications, namespaces and volumes vanish that no `retire` permits')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (options: SynthOptions) => done(await synth(context, options)));
  common(program.command('check'))
    .description('tell whether the output folder is what the sources give, and why each file is not')
    .addOption(
      new Option('--format <format>', 'how to print').choices(['text', 'json', 'github']).default('text'),
    )
    .action(async (options: CheckOptions) => done(await check(context, options)));
  return program;
}
