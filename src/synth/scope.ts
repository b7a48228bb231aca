import { builtInKinds, customKinds, type KindScope } from '../../imports/scopes.js';

const scopes = new Map(
  [...builtInKinds, ...customKinds].map(({ group, kind, scope }) => [`${group}/${kind}`, scope]),
);

/** Whether objects of a kind live in a namespace or in the whole cluster. `undefined` for unknown kinds. */
export function scopeOf(group: string, kind: string): KindScope['scope'] | undefined {
  return scopes.get(`${group}/${kind}`);
}
