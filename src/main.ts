import { launchpad } from './cli/launchpad.js';

// The estate: every overlays/<cluster>/cluster.ts below the project's root.
await launchpad({ root: new URL('..', import.meta.url) });
