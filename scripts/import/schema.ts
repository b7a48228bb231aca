/** The part of a structural OpenAPI v3 schema that can be recovered from types. */
export interface Schema {
  description?: string;
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  nullable?: true;
  enum?: string[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  'x-kubernetes-int-or-string'?: true;
  'x-kubernetes-preserve-unknown-fields'?: true;
}

/** Compares by code unit, so that the order is the same under every locale. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Every property path of a schema, in the form `spec.sources[].helm.values`; what a map holds is `*`.
 * What vanished between two versions is the difference of two of these.
 */
export function propertyPaths(schema: Schema, at = ''): string[] {
  if (schema.items) return propertyPaths(schema.items, `${at}[]`);
  if (schema.additionalProperties) return propertyPaths(schema.additionalProperties, `${at}.*`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return [path, ...propertyPaths(child, path)];
  });
}
