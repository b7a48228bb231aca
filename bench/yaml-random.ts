/*
 * Passes random strings, made of what YAML readers trip over, through the emitter and the real kubectl and
 * kustomize, as values, list items and keys: `npx tsx bench/yaml-random.ts [count] [seed]`. Needs kubectl on
 * the PATH.
 */
import { differences, survivesKustomize, throughKubectl, throughKustomize } from '../test/yaml/kubectl.js';
import { inAllPlaces, nastyStrings } from '../test/yaml/nasty.js';

const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const strings = nastyStrings(count, seed);
report('kubectl', strings, throughKubectl);
report('kustomize', strings.filter(survivesKustomize), throughKustomize);

function report(reader: string, texts: readonly string[], through: typeof throughKubectl): void {
  const value = inAllPlaces(texts);
  const wrong = differences(value, through(value));
  console.log(`${reader}: ${texts.length} strings, ${wrong.length} wrong`, wrong.slice(0, 20));
}
