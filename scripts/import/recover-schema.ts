import path from 'node:path';
import ts from 'typescript-api';
import { packageFolder } from './installed.js';
import type { GroupPin, KindPin } from './pins.js';
import { byCode, type Schema } from './schema.js';

/** The type declarations of the pinned packages, loaded once for all kinds. */
export class Declarations {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;

  constructor(groups: readonly GroupPin[]) {
    const files = groups.flatMap((group) => group.kinds.map((kind) => declarationFile(group, kind)));
    this.program = ts.createProgram(files, {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ['lib.es2020.d.ts'],
      types: [],
      strict: true,
      skipLibCheck: true,
    });
    this.checker = this.program.getTypeChecker();
  }

  /** The schema of one kind, without `status`, which nobody writes in a manifest. */
  recover(group: GroupPin, kind: KindPin): Schema {
    const file = declarationFile(group, kind);
    const source = this.program.getSourceFile(file);
    const module = source && this.checker.getSymbolAtLocation(source);
    const symbol = module && this.checker.tryGetMemberInModuleExports(`I${kind.kind}`, module);
    if (!symbol) throw new Error(`${group.package} ${group.version} has no ${kind.version} ${kind.kind}.`);
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    this.checkIdentity(group, kind, type);
    const walk = new Walk(this.checker, kind.open ?? []);
    const schema = walk.schemaOf(type, '', new Set(['apiVersion', 'kind', 'metadata', 'status']));
    const unused = walk.unusedPatterns();
    if (unused.length > 0) {
      throw new Error(`${kind.kind} has nothing at ${unused.join(' or ')}: correct it in pins.ts.`);
    }
    return schema;
  }

  /** A type of the right name that stands for another kind or version must not pass unseen. */
  private checkIdentity(group: GroupPin, { kind, version }: KindPin, type: ts.Type): void {
    const expected = { apiVersion: `${group.group}/${version}`, kind };
    for (const [name, value] of Object.entries(expected)) {
      const symbol = type.getProperty(name);
      const found = symbol && this.checker.getTypeOfSymbol(symbol);
      if (!found?.isStringLiteral() || found.value !== value) {
        throw new Error(`${group.package}: the ${name} of I${kind} is not ${value}.`);
      }
    }
  }
}

/** One kind's walk from its type to its schema. */
class Walk {
  /** The types being walked above the present one: to meet one of them again is recursion. */
  private readonly above = new Set<ts.Type>();
  private readonly patterns: { text: string; regex: RegExp; used: boolean }[];

  constructor(
    private readonly checker: ts.TypeChecker,
    open: readonly string[],
  ) {
    this.patterns = open.map((text) => ({ text, regex: patternRegex(text), used: false }));
  }

  unusedPatterns(): string[] {
    return this.patterns.filter(({ used }) => !used).map(({ text }) => text);
  }

  schemaOf(declared: ts.Type, at: string, skip: ReadonlySet<string> = new Set()): Schema {
    const type = this.checker.getNonNullableType(declared);
    const nullable = hasNull(declared) ? { nullable: true as const } : {};
    const described = { ...describe(type.aliasSymbol ?? type.symbol), ...nullable };
    if (this.above.has(type) || this.isOpen(at)) {
      return { ...described, type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    }
    this.above.add(type);
    const schema = { ...described, ...(this.simple(type) ?? this.composite(type, at, skip)) };
    this.above.delete(type);
    return schema;
  }

  private simple(type: ts.Type): Schema | undefined {
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string', ...enumOf([type]) };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return anything();
    if (!type.isUnion()) return undefined;
    if (type.types.every((member) => member.flags & ts.TypeFlags.StringLike)) {
      return { type: 'string', ...enumOf(type.types) };
    }
    if (type.types.every((member) => member.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike))) {
      return { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true };
    }
    // A structural schema cannot say "either of two shapes" without more rules than types carry.
    return anything();
  }

  private composite(type: ts.Type, at: string, skip: ReadonlySet<string>): Schema {
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item ? this.schemaOf(item, `${at}[]`) : anything() };
    }
    const values = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const members = this.checker.getPropertiesOfType(type).filter(({ name }) => !skip.has(name));
    if (members.length > 0) {
      const open = values ? ({ 'x-kubernetes-preserve-unknown-fields': true } as const) : {};
      return { type: 'object', ...this.fields(members, at), ...open };
    }
    if (values) return { type: 'object', additionalProperties: this.schemaOf(values, `${at}.*`) };
    // An interface without members is what the packages make of "any JSON" and of "any object".
    return type.symbol.name === 'IJSON' ? anything() : { type: 'object', ...anything() };
  }

  private fields(members: readonly ts.Symbol[], at: string): Schema {
    const sorted = [...members].sort((a, b) => byCode(a.name, b.name));
    const required = sorted.filter((member) => !(member.flags & ts.SymbolFlags.Optional));
    const properties = sorted.map((member): [string, Schema] => {
      const schema = this.schemaOf(
        this.checker.getTypeOfSymbol(member),
        at ? `${at}.${member.name}` : member.name,
      );
      const own = describe(member);
      return [member.name, { ...own, ...schema, ...own }];
    });
    return {
      ...(required.length > 0 ? { required: required.map(({ name }) => name) } : {}),
      properties: Object.fromEntries(properties),
    };
  }

  private isOpen(at: string): boolean {
    const pattern = this.patterns.find(({ regex }) => regex.test(at));
    if (pattern) pattern.used = true;
    return pattern !== undefined;
  }
}

/** A schema that accepts any value. */
function anything(): Schema {
  return { 'x-kubernetes-preserve-unknown-fields': true };
}

/** The enumeration, if each of these types is one string. Sorted: the checker's order is incidental. */
function enumOf(types: readonly ts.Type[]): Schema {
  const values = types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
  return values.length === types.length ? { enum: values.sort(byCode) } : {};
}

function hasNull(type: ts.Type): boolean {
  return type.isUnion() && type.types.some((member) => member.flags & ts.TypeFlags.Null);
}

/**
 * What the comment above a declaration says, from its text rather than from the parsed JSDoc: the
 * descriptions of CRDs hold lines that begin with `@`, which are no tags.
 */
function describe(symbol: ts.Symbol | undefined): Schema {
  const declaration = symbol?.declarations?.[0];
  const comment = declaration && ts.getJSDocCommentsAndTags(declaration).find(ts.isJSDoc);
  if (!comment) return {};
  const lines = comment
    .getText()
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n');
  const text = lines.map((line) => line.replace(/^\s*\* ?/, '').trimEnd()).join('\n');
  // The packages escape every asterisk of a description.
  return { description: text.trim().replaceAll('\\*', '*') };
}

function patternRegex(pattern: string): RegExp {
  const escaped = pattern.replace(/[.[\]]/g, '\\$&').replaceAll('*', '[^.]+');
  return new RegExp(`^${escaped}$`);
}

function declarationFile(group: GroupPin, { kind, version }: KindPin): string {
  return path.join(packageFolder(group.package), group.group, version, `${kind}.d.ts`);
}
