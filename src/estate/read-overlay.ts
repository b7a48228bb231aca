import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ImageTag, OverlayData, SealedSecretDocument } from '../build/overlay.js';
import type { Finding } from '../model/finding.js';
import { isJsonObject, type JsonValue } from '../model/json.js';
import type { SettingsLayer } from '../model/layers.js';
import { describeIdentity, identityOf } from '../model/manifest.js';
import type { SourceLocation } from '../model/origin.js';
import { findingAt, sourcePath } from '../model/source-path.js';
import { suggestName } from '../model/suggest.js';
import type { Places } from '../yaml/compose.js';
import { type Located, readLocated } from '../yaml/locate.js';
import { type Position, positionAt, type YamlProblem } from '../yaml/problem.js';
import { readStream } from '../yaml/read.js';

/** What was read of an overlay's data, and what is wrong with it. */
export interface ReadOverlay {
  readonly data: OverlayData;
  readonly findings: readonly Finding[];
}

/**
 * Reads what stands beside a `cluster.ts`: `images.yaml`, `settings/<entry>.yaml` and `secrets/*.yaml`.
 *
 * @param folder the overlay's folder
 * @param cluster the cluster that findings name
 * @param root the project's root, against which findings name files
 */
export function readOverlay(folder: string, cluster: string, root: string): ReadOverlay {
  const reader = new OverlayReader(folder, cluster, root);
  const data: OverlayData = {
    folder,
    images: reader.images(),
    imagesFile: reader.endOfImages,
    settings: reader.settings(),
    sealedSecrets: reader.sealedSecrets(),
  };
  reader.lookForStrangers();
  return { data, findings: reader.findings };
}

/** @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */
const TAG_OR_DIGEST = /^(\w[\w.-]{0,127}|sha256:[0-9a-f]{64})$/;

/** All data that is read. */
const DATA = ['images.yaml', 'settings', 'secrets'];

const WHY_UNREADABLE: Readonly<Record<string, string | undefined>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is no folder',
  ENOENT: 'it is a link to nothing',
  EACCES: 'permission is denied',
};

class OverlayReader {
  readonly findings: Finding[] = [];
  /** Where a missing tag belongs. */
  endOfImages;
  private readonly imagesFile: string;

  constructor(
    private readonly folder: string,
    private readonly cluster: string,
    private readonly root: string,
  ) {
    this.imagesFile = path.join(folder, 'images.yaml');
    this.endOfImages = { file: this.imagesFile, line: 1, column: 1 };
  }

  images(): Map<string, ImageTag> | undefined {
    const images = new Map<string, ImageTag>();
    if (!existsSync(this.imagesFile)) return images;
    // A tag is text whatever it looks like: `1.10` is not 1.1, and `1e3` is not 1000.
    const document = this.located(this.imagesFile, 'text');
    const entries = document && this.entries(this.imagesFile, document, 'name: tag');
    if (!entries) return undefined;
    for (const [name, tag] of entries) {
      const location = { file: this.imagesFile, ...document.locate([name], 'key') };
      // A wrong one counts as given, or it would be called missing as well.
      images.set(name, { tag: String(tag), location });
      if (typeof tag === 'string' && TAG_OR_DIGEST.test(tag)) continue;
      this.find(this.imagesFile, location, {
        rule: 'image-tag',
        field: name,
        message:
          typeof tag === 'string'
            ? `${JSON.stringify(tag)} cannot be the tag or digest of an image`
            : 'a tag was expected after the colon',
        mend: `Write \`${name}: <tag>\` or \`${name}: sha256:<digest>\`.`,
      });
    }
    return images;
  }

  /** Data under a name that nobody reads is misspelt, or meant for somebody else. */
  lookForStrangers(): void {
    for (const entry of readdirSync(this.folder, { withFileTypes: true })) {
      const { name } = entry;
      if (DATA.includes(name) || !(entry.isDirectory() || /\.(ya?ml|json)$/.test(name))) continue;
      this.find(path.join(this.folder, name), undefined, {
        severity: 'warning',
        rule: 'unread-overlay-data',
        message: 'nothing reads this',
        mend: suggestName(name, DATA),
      });
    }
  }

  settings(): Map<string, SettingsLayer> {
    const settings = new Map<string, SettingsLayer>();
    for (const file of this.yamlFiles('settings')) {
      const document = this.located(file, 'go');
      const entries = document && this.entries(file, document, 'setting: value');
      if (!entries) continue;
      const at = (position: Position) => ({ file, ...position });
      const { name } = path.parse(file);
      if (settings.has(name)) {
        this.find(file, undefined, {
          rule: 'settings-twice',
          message: `another file gives the settings of "${name}" too`,
          mend: `Keep ${name}.yaml alone.`,
        });
      }
      settings.set(name, {
        level: 'cluster',
        value: Object.fromEntries(entries),
        origin: {
          location: () => at({ line: 1, column: 1 }),
          locate: (field) => at(document.locate(field, 'key')),
        },
      });
    }
    return settings;
  }

  sealedSecrets(): SealedSecretDocument[] {
    return this.yamlFiles('secrets').flatMap((file) => {
      const text = this.text(file);
      if (text === undefined) return [];
      const places: Places = new Map();
      const read = readStream(text, {}, places);
      if (!read.ok) {
        this.yamlProblems(file, read.problems);
        return [];
      }
      return read.documents.flatMap((document, index) => {
        const begin = places.get(read.documents)?.get(index)?.value ?? 0;
        return document === null ? [] : this.sealedSecret({ file, ...positionAt(text, begin) }, document);
      });
    });
  }

  private sealedSecret(location: SourceLocation, document: JsonValue): SealedSecretDocument[] {
    const identity = isJsonObject(document) ? identityOf(document) : undefined;
    if (!isJsonObject(document) || identity?.kind !== 'SealedSecret' || identity.group !== 'bitnami.com') {
      const what = identity ? describeIdentity(identity) : 'no Kubernetes object';
      this.find(location.file, location, {
        rule: 'not-a-sealed-secret',
        message: `it holds ${what}, and only SealedSecrets belong here`,
        mend:
          identity?.kind === 'Secret'
            ? 'Seal it with kubeseal, and change the secret itself if this file was ever committed.'
            : 'Move it out of this folder.',
      });
      return [];
    }
    const { spec } = document;
    const encrypted = isJsonObject(spec) ? spec.encryptedData : undefined;
    const keys = isJsonObject(encrypted) ? Object.keys(encrypted) : [];
    return [{ name: identity.name, namespace: identity.namespace, keys, location, object: document }];
  }

  /** A file's one document; `undefined` where it cannot be read. */
  private located(file: string, scalars: 'go' | 'text'): Located | undefined {
    const text = this.text(file);
    if (text === undefined) return undefined;
    if (file === this.imagesFile) {
      this.endOfImages = { file, line: text.replace(/\n$/, '').split('\n').length, column: 1 };
    }
    const read = readLocated(text, { scalars });
    if (read.ok) return read.document;
    this.yamlProblems(file, read.problems);
    return undefined;
  }

  private text(file: string): string | undefined {
    return this.tryRead(file, () => readFileSync(file, 'utf8'));
  }

  private tryRead<T>(file: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      this.find(file, undefined, {
        rule: 'unreadable',
        message: `it cannot be read: ${WHY_UNREADABLE[code] ?? code}`,
        mend: 'Put a readable file in its place, or remove it.',
      });
      return undefined;
    }
  }

  private entries(file: string, document: Located, form: string): [string, JsonValue][] | undefined {
    if (document.value === null) return [];
    if (isJsonObject(document.value)) return Object.entries(document.value);
    this.find(file, document.locate([]), {
      rule: 'yaml-form',
      message: 'a mapping was expected here',
      mend: `Write one \`${form}\` a line.`,
    });
    return undefined;
  }

  private yamlFiles(name: string): string[] {
    const folder = path.join(this.folder, name);
    if (!existsSync(folder)) return [];
    return (this.tryRead(folder, () => readdirSync(folder)) ?? [])
      .filter((file) => /\.ya?ml$/.test(file))
      .sort()
      .map((file) => path.join(folder, file));
  }

  private yamlProblems(file: string, problems: readonly YamlProblem[]): void {
    for (const problem of problems) {
      this.find(file, problem, {
        rule: 'yaml-syntax',
        message: problem.message,
        mend: 'Mend the YAML at this place.',
      });
    }
  }

  private find(
    file: string,
    at: Position | undefined,
    finding: Pick<Finding, 'rule' | 'field' | 'message' | 'mend'> & Partial<Finding>,
  ): void {
    const place = at
      ? findingAt(this.root, { file, line: at.line, column: at.column })
      : { file: sourcePath(this.root, file) };
    this.findings.push({ severity: 'error', cluster: this.cluster, ...place, ...finding });
  }
}
