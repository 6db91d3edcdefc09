import { defineConfig } from 'drizzle-kit';

// Tables only: roles, policies, triggers and grants stand in the hand-written migrations beside them.
export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/platform/schema.ts', './src/modules/*/schema.ts'],
  out: './drizzle',
});
