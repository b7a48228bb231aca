import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OutputLockedError, withLock } from '../../src/disk/lock.js';
import { newOwner } from '../../src/disk/lock-owner.js';
import { tempFolder } from './temp-output.js';

const lockModule = new URL('../../src/disk/lock.ts', import.meta.url).href;

/** Another Node that runs `body` with `withLock` and `out` at hand; its output is gathered. */
function otherProcess(out: string, body: string): { child: ChildProcess; text: Promise<string> } {
  const script = `
    const { withLock } = await import(${JSON.stringify(lockModule)});
    const out = ${JSON.stringify(out)};
    const { appendFileSync, readFileSync, renameSync, writeFileSync, writeSync } = await import('node:fs');
    ${body}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const text = (async () => {
    let all = '';
    for await (const chunk of child.stdout) all += chunk;
    return all;
  })();
  return { child, text };
}

/** A process that has taken the lock and holds it until it is killed. */
async function holder(out: string): Promise<ChildProcess> {
  const body = `await withLock(out, () => {
    writeSync(1, 'held');
    setInterval(() => {}, 1000);
    return new Promise(() => {});
  });`;
  const { child } = otherProcess(out, body);
  await once(child.stdout ?? child, 'data');
  return child;
}

function left(out: string): string[] {
  const folder = join(out, '.launchpad');
  return existsSync(folder) ? readdirSync(folder) : [];
}

describe('withLock', () => {
  it('gives the result, makes the folder and leaves nothing behind', async () => {
    const out = join(tempFolder(), 'deep/dist');
    const held = await withLock(out, async () => left(out));
    expect(held).toEqual(['lock']);
    expect(readdirSync(out)).toEqual([]);
  });

  it('is released by an error', async () => {
    const out = tempFolder();
    const failing = withLock(out, () => {
      throw new Error('mine');
    });
    await expect(failing).rejects.toThrow('mine');
    expect(left(out)).toEqual([]);
  });

  it('is held against the same process too', async () => {
    const out = tempFolder();
    await withLock(out, async () => {
      await expect(withLock(out, () => 1)).rejects.toThrow(OutputLockedError);
    });
    expect(await withLock(out, () => 1)).toBe(1);
  });

  it('says which process holds it and what to do, and is free once that process is killed', async () => {
    const out = tempFolder();
    const child = await holder(out);
    const refused = await withLock(out, () => 1).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OutputLockedError);
    expect(refused).toMatchObject({ pid: child.pid, host: newOwner().host });
    expect(refused).toMatchObject({ message: expect.stringContaining('Wait until it has finished') });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(left(out)).toEqual(['lock']);
    expect(await withLock(out, () => 1)).toBe(1);
    expect(left(out)).toEqual([]);
  });

  it('is released by process.exit', async () => {
    const out = tempFolder();
    const { child } = otherProcess(out, 'await withLock(out, () => process.exit(0));');
    await once(child, 'exit');
    expect(left(out)).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')(
    'lets in one of many processes at a time, also where they find a dead lock (Linux)',
    async () => {
      const out = tempFolder();
      mkdirSync(join(out, '.launchpad'));
      writeFileSync(join(out, '.launchpad/lock'), JSON.stringify({ ...newOwner(), started: '1' }));
      const log = join(out, 'log');
      // Each waits for a line on stdin, so that all start together, then tries until it has had its turns.
      const body = `
      process.stdin.once('data', async () => {
        for (let turns = 0; turns < 30; ) {
          try {
            await withLock(out, () => {
              appendFileSync(log, 'in\\n');
              for (const end = performance.now() + 1; performance.now() < end; );
              appendFileSync(log, 'out\\n');
              // Every other turn leaves the lock of a process that is gone.
              if (turns % 2 === 0) return;
              const mine = readFileSync(lock, 'utf8');
              writeFileSync(lock + process.pid, mine.replace(/"started":"\\d*"/, '"started":"1"'));
              renameSync(lock + process.pid, lock);
            });
            turns += 1;
          } catch (error) {
            if (error.name !== 'OutputLockedError') throw error;
          }
        }
        process.exit(0);
      });
      const log = ${JSON.stringify(log)};
      const lock = ${JSON.stringify(join(out, '.launchpad/lock'))};
      writeSync(1, 'ready');`;
      const others = Array.from({ length: 3 }, () => otherProcess(out, body).child);
      await Promise.all(others.map((child) => once(child.stdout ?? child, 'data')));
      const ends = others.map((child) => once(child, 'exit'));
      for (const child of others) child.stdin?.write('go\n');
      expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0, 0]);
      expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(90));
      await withLock(out, () => {});
      expect(left(out)).toEqual([]);
    },
  );
});

describe('a lock that is found', () => {
  const put = (text: string, name = 'lock') => {
    const out = tempFolder();
    mkdirSync(join(out, '.launchpad'));
    writeFileSync(join(out, '.launchpad', name), text);
    return out;
  };
  const gone = () => JSON.stringify({ ...newOwner(), pid: 2 ** 22 + 1 });

  it('is taken over where its process is gone', async () => {
    expect(await withLock(put(gone()), () => 1)).toBe(1);
  });

  it.skipIf(process.platform !== 'linux')(
    'is taken over where its pid is another process now (Linux)',
    async () => {
      expect(await withLock(put(JSON.stringify({ ...newOwner(), started: '1' })), () => 1)).toBe(1);
    },
  );

  it('is not judged where it is of another host', async () => {
    const out = put(JSON.stringify({ ...newOwner(), pid: 2 ** 22 + 1, host: 'elsewhere' }));
    await expect(withLock(out, () => 1)).rejects.toThrow(/on host elsewhere.*delete .*\.launchpad\/lock/);
  });

  it.each(['', 'nonsense', '{}', 'null', '{"pid":-1}'])('is not judged where it holds %j', async (text) => {
    await expect(withLock(put(text), () => 1)).rejects.toThrow(/another run.*delete/);
  });

  it('is taken over where an earlier takeover was killed at any point', async () => {
    const dead = gone();
    const out = put(dead);
    const { createHash } = await import('node:crypto');
    const guardOf = (text: string) => `guard-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
    const [guard, claim] = [gone(), gone()];
    writeFileSync(join(out, '.launchpad', guardOf(dead)), guard);
    writeFileSync(join(out, '.launchpad', guardOf(guard)), gone());
    writeFileSync(join(out, '.launchpad', 'claim-1'), claim);
    writeFileSync(join(out, '.launchpad', 'claim-2'), '');
    expect(await withLock(out, () => left(out))).toEqual(['lock']);
    expect(left(out)).toEqual([]);
  });
});

it.each(['.', '.launchpad'])('withLock follows no link at %s', async (level) => {
  const [folder, elsewhere] = [tempFolder(), tempFolder()];
  const out = join(folder, 'dist');
  if (level === '.') symlinkSync(elsewhere, out);
  else {
    mkdirSync(out);
    symlinkSync(elsewhere, join(out, level));
  }
  await expect(withLock(out, () => 1)).rejects.toThrow('symbolic link');
  expect(readdirSync(elsewhere)).toEqual([]);
});
