import { defineStage } from '../index.js';

export const dev = defineStage({
  name: 'dev',
  production: false,
  defaults: {
    // Let's Encrypt limits how many certificates production may issue; trials do not count against it.
    forteApp: { issuer: 'letsencrypt-staging' },
  },
});

export const prod = defineStage({
  name: 'prod',
  production: true,
  defaults: { forteApp: { replicas: 2 } },
});
