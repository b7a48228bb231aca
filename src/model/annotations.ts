import type { IConstruct } from 'constructs';
import type { Finding } from './finding.js';
import type { Origin } from './origin.js';

const FINDING = 'launchpad/finding';
const ORIGIN = 'launchpad/origin';

/**
 * Attaches a finding to a construct. It is shown with all others when the tree has been walked, so that
 * an engineer sees every problem at once.
 */
export function report(construct: IConstruct, finding: Finding): void {
  construct.node.addMetadata(FINDING, finding);
}

/** Remembers where a construct was asked for: it and all below it are said to come from there. */
export function setOrigin(construct: IConstruct, origin: Origin): void {
  construct.node.addMetadata(ORIGIN, origin);
}

/** What was attached to this one construct by {@link report} and {@link setOrigin}. */
export function annotationsOf(construct: IConstruct): { findings: Finding[]; origin: Origin | undefined } {
  const findings: Finding[] = [];
  let origin: Origin | undefined;
  for (const entry of construct.node.metadata) {
    if (entry.type === FINDING) findings.push(entry.data);
    else if (entry.type === ORIGIN) origin = entry.data;
  }
  return { findings, origin };
}
