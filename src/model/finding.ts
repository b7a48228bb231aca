/** How bad a finding is: an `error` stops a synthesis before its first write, a `warning` does not. */
export type Severity = 'error' | 'warning';

/** One problem that was found: where it is, what is wrong and how to mend it. */
export interface Finding {
  /** The rule that found it, a stable kebab-case id such as `duplicate-object`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The cluster whose output is concerned. @default - the whole estate */
  readonly cluster?: string;
  /** The source or output file, relative to the project's root, with `/`. @default - no single file */
  readonly file?: string;
  /** Line in `file`, from 1. @default - the whole file */
  readonly line?: number;
  /** Column in `file`, from 1. @default - the whole line */
  readonly column?: number;
  /** The object concerned, as `Kind namespace/name`. @default - none */
  readonly object?: string;
  /** The field concerned, as `spec.containers[0].name`. @default - none */
  readonly field?: string;
  /** What is wrong and what was expected, one sentence. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly mend: string;
}

/** Whether any of the findings is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** The findings in the order in which people read them: by cluster, file, line, column, rule, message. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = (f: Finding): (string | number)[] => [
    f.cluster ?? '',
    f.file ?? '',
    f.line ?? 0,
    f.column ?? 0,
    f.object ?? '',
    f.rule,
    f.message,
  ];
  return findings
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ finding }) => finding);
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
