import { forteApp, SealedSecretRef } from '../../index.js';

export const mcp10x = forteApp({
  name: 'mcp10x',
  image: 'ghcr.io/fortedigital/10x',
  port: 3000,
  env: { PORT: '3000' },
  secrets: [SealedSecretRef.named('app-credentials', { keys: ['API_KEY'] })],
  fromFacts: ({ domain }) => ({ host: `mcp10x.${domain}` }),
});
