import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFolder } from './installed.js';

/**
 * Runs `cdk8s import` on one file of CRDs and returns the module it writes, made fit for ES modules.
 * The command works without a network: the file is local, and it is told not to look for upgrades.
 */
export async function importClasses(crdFile: string, group: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'launchpad-import-'));
  try {
    // An empty folder to run in: a cdk8s.yaml there would change the command's defaults.
    const cwd = path.join(folder, 'cwd');
    const output = path.join(folder, 'output');
    await mkdir(cwd);
    const options = ['-l', 'typescript', '-o', output, '--save', 'false', '--check-upgrade', 'false'];
    await runCdk8s(['import', path.resolve(crdFile), ...options], cwd);
    return typeOnlyImports(await readFile(path.join(output, `${group}.ts`), 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Marks what is only a type as such. The command's own imports name interfaces as if they were values,
 * which tools that strip types without checking them (`verbatimModuleSyntax`, Node itself) cannot run.
 */
export function typeOnlyImports(code: string): string {
  const rewritten = code
    .replace(
      "import { ApiObject, ApiObjectMetadata, GroupVersionKind } from 'cdk8s';",
      "import { ApiObject, type ApiObjectMetadata, type GroupVersionKind } from 'cdk8s';",
    )
    .replace("import { Construct } from 'constructs';", "import type { Construct } from 'constructs';");
  const [, ...unknown] = rewritten.match(/^import (?!type ).*$/gm) ?? [];
  if (!rewritten.includes('type ApiObjectMetadata') || unknown.length > 0) {
    throw new Error('cdk8s import writes other imports than before: adapt typeOnlyImports.');
  }
  return rewritten;
}

async function runCdk8s(args: readonly string[], cwd: string): Promise<void> {
  const script = path.join(packageFolder('cdk8s-cli'), 'bin', 'cdk8s');
  const child = spawn(process.execPath, [script, ...args], { cwd, env: cleanEnvironment() });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new Error(`cdk8s ${args.join(' ')} failed (${code}):\n${Buffer.concat(said).toString('utf8')}`);
}

/** cdk8s takes options from CDK8S_* variables, and sorts by the locale. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('CDK8S_'));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}
