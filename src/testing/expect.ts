import { expect } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.js';
import { describeIdentity, identityOf } from '../model/manifest.js';
import { emitDocument, emitDocuments } from '../yaml/emit.js';
import { Manifests } from './manifests.js';
import { mismatches } from './partial-match.js';

declare module 'vitest' {
  // The parameter must bear the name that vitest gave it.
  interface Matchers<T> {
    /**
     * The manifest holds this part: of mappings only the keys given count, and list items are found by
     * their `name`.
     */
    toMatchManifest(part: JsonObject): T;
  }
}

expect.extend({
  toMatchManifest(received: unknown, part: JsonObject) {
    if (!isJsonObject(received)) {
      return { pass: false, message: () => `a manifest was expected, not ${this.utils.stringify(received)}` };
    }
    const found = mismatches(received, part);
    const identity = identityOf(received);
    const object = identity ? describeIdentity(identity) : 'the object';
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? `${object} was not expected to hold this part`
          : `${object} is not as expected:\n${found.map((each) => describeMismatch(each)).join('\n')}`,
    };
  },
});

// Snapshots show what reviewers read: YAML.
expect.addSnapshotSerializer({
  test: (value: unknown) =>
    value instanceof Manifests || (isJsonObject(value) && identityOf(value) !== undefined),
  serialize: (value: Manifests | JsonObject) =>
    (value instanceof Manifests ? emitDocuments(value.all) : emitDocument(value)).trimEnd(),
});

function describeMismatch({
  field,
  expected,
  found,
}: {
  field: string;
  expected: JsonValue;
  found?: JsonValue | undefined;
}) {
  const show = (sign: string, value: JsonValue | undefined) =>
    value === undefined
      ? `    ${sign} (nothing)`
      : emitDocument(value).trimEnd().replace(/^/gm, `    ${sign} `);
  return `  ${field}\n${show('-', expected)}\n${show('+', found)}`;
}
