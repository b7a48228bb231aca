import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, type JsonValue } from '../../src/model/json.js';
import { emitDocument } from '../../src/yaml/emit.js';
import { realTool } from '../real-tools.js';

export const helm = realTool('helm', 'version');

/** Writes values into a file, has helm merge them into a chart's defaults, and reads what templates see. */
export function throughHelm(values: JsonValue, defaults: JsonValue = {}): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'));
  try {
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: sample\nversion: 1.0.0\n');
    writeFileSync(join(folder, 'values.yaml'), emitDocument(defaults));
    writeFileSync(join(folder, 'templates', 'values.yaml'), 'values: {{ .Values | toJson | b64enc }}\n');
    const file = join(folder, 'given.yaml');
    // Values are a mapping with text for keys, whatever the test is about.
    writeFileSync(file, emitDocument(isJsonObject(values) ? values : { values }));
    const { status, stdout, stderr } = spawnSync(helm.command, ['template', 'sample', folder, '-f', file], {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    });
    if (status !== 0) throw new Error(stderr);
    const encoded = /^values: (\S+)$/m.exec(stdout)?.[1] ?? '';
    const read: Record<string, unknown> = JSON.parse(Buffer.from(encoded, 'base64').toString());
    return isJsonObject(values) ? read : read.values;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
